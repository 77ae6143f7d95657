import { defineDemo } from './define.ts'

/**
 * Sources: kernel documentation "Overlay Filesystem" (Multiple lower layers, Whiteouts, Inode properties), mount(8), and the OCI image
 * specification, "Image Layer Filesystem Changeset".
 */
export default defineDemo({
  id: 'overlay-layers',
  title: 'Two containers, one image',
  machines: ['embedded', 'qemu'],
  panes: { host: {} },
  figure: 'OverlayLayers',
  // Three layers, as a build would leave them: a system, an application, and a last step that cleans up.
  setup: `
    mkdir -p /image/{base/etc,base/cache,app/etc,app/bin,clean/cache,{one,two}/{up,work,root}} && cd /image
    echo 'welcome to the base' > base/etc/motd
    echo 'welcome to the app' > app/etc/motd
    head -c 8M /dev/zero > base/cache/packages
    cp /bin/busybox app/bin/server
    mknod clean/cache/packages c 0 0
  `,
  steps: [
    {
      pane: 'host',
      type: 'cd /image && tree --noreport base app clean',
      cue: 'An image of three layers: a base, an application, and a last one that removed the package cache, as a tidy Dockerfile does. Each is only a directory.',
      expect: { output: /^base\n[\s\S]*packages\n[\s\S]*\napp\n[\s\S]*\nclean\n[\s\S]*packages\n/ },
    },
    {
      pane: 'host',
      type: 'o=lowerdir=clean:app:base',
      cue: 'The lower layers, with colons between. Mind the order: the first one lies on top. A Dockerfile has it the other way round.',
    },
    {
      pane: 'host',
      type: 'mount -t overlay x one/root -o $o,upperdir=one/up,workdir=one/work',
      cue: 'Container one, with an upper layer to itself.',
    },
    {
      pane: 'host',
      type: 'mount -t overlay x two/root -o $o,upperdir=two/up,workdir=two/work',
      cue: 'Container two, from the same three layers.',
      expect: { check: '[ $(grep -c "^x /image/.*/root overlay .*lowerdir=clean:app:base,upperdir=" /proc/mounts) = 2 ]' },
    },
    {
      pane: 'host',
      type: 'cat one/root/etc/motd; ls one/root/cache',
      cue: 'Two layers have this file, and the upper one wins. The cache is empty, since the layer on top says so.',
      expect: { output: /^welcome to the app\n$/ },
    },
    {
      pane: 'host',
      type: 'du -sh base app clean',
      cue: 'But look at what we ship. The eight megabytes are still in the base. Deleting only put a mark on top of them. A later layer can remove a file, but it makes no image smaller.',
      expect: { output: /^8\.\dM\s+base\n[\s\S]*\sclean\n$/, check: '[ $(stat -c %s /image/base/cache/packages) = 8388608 ]' },
    },
    {
      pane: 'host',
      type: 'ls -1i {app,one/root,two/root}/bin/server',
      cue: 'The same program, three times: in the layer, in container one, in container two. One inode. It is on the disk once, and once in the page cache, whoever runs it.',
      expect: { output: /^ *(\d+) app\/bin\/server\n *\1 one\/root\/bin\/server\n *\1 two\/root\/bin\/server\n$/ },
    },
    {
      pane: 'host',
      type: 'echo "one was here" > one/root/etc/motd; cat two/root/etc/motd',
      cue: 'Now container one writes, and container two reads. Container two sees no change.',
      expect: { output: /^welcome to the app\n$/ },
    },
    {
      pane: 'host',
      type: 'du -sh one/up two/up; find one/up two/up -type f',
      cue: 'Two uppers. One has a small file of its own, the other has nothing. A hundred containers of this image cost a hundred times what they changed.',
      expect: { output: /two\/up\none\/up\/etc\/motd\n$/, check: 'grep -q base /image/base/etc/motd && grep -q app /image/app/etc/motd' },
    },
  ],
})
