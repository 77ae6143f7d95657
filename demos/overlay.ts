import { defineDemo } from './define.ts'

/** Sources: kernel documentation "Overlay Filesystem", mount(8), mknod(2). */
export default defineDemo({
  id: 'overlay',
  title: 'Layers, copy-up, whiteout',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, merged: {} },
  figure: 'OverlayLayers',
  setup: `
    mkdir -p /image && cd /image
    mkdir lower lower/etc upper work merged
    echo 'built into the image' > lower/hello.txt
    echo 'nobody reads this' > lower/readme
    echo 'a=1' > lower/etc/one.conf
    echo 'b=2' > lower/etc/two.conf
  `,
  steps: [
    {
      pane: 'host',
      type: 'cd /image && tree --noreport lower upper',
      cue: 'Lower is the image: read only, shared by every container made from it. Upper belongs to one container, and is empty.',
      expect: { output: /lower\n.*etc\n[\s\S]*hello\.txt\n[\s\S]*upper\n$/ },
    },
    {
      pane: 'host',
      type: 'mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work x merged',
      cue: 'One mount lays upper over lower. Work is scratch space that the kernel needs to make its changes atomic.',
      expect: { check: 'findmnt -t overlay /image/merged' },
    },
    {
      pane: 'merged',
      type: 'cd /image/merged && ls',
      cue: 'Inside, it is one file system. The container sees the image and thinks it owns it.',
      expect: { output: /etc\s+hello\.txt\s+readme/ },
    },
    {
      pane: 'merged',
      type: 'echo "changed by the container" >> hello.txt; rm readme',
      cue: 'Now the container changes a file of the image and deletes another. Both belong to the read-only layer. So what happens?',
    },
    {
      pane: 'host',
      type: 'ls -l upper',
      cue: 'Copy-up: the first write copied the whole file into the upper layer. And the deletion is a file, too: a character device with the numbers zero, zero. That is a whiteout. It hides the file below.',
      expect: { output: /^c.* 0, +0 .* readme$/m, check: 'grep -q built /image/upper/hello.txt && grep -q changed /image/upper/hello.txt' },
    },
    {
      pane: 'host',
      type: 'cat lower/hello.txt lower/readme',
      cue: 'And the image has noticed nothing. The next container starts from exactly this.',
      expect: { output: /^built into the image\nnobody reads this\n$/ },
    },
    {
      pane: 'merged',
      type: 'rm -r etc && mkdir etc && ls -A etc',
      cue: 'Delete a directory and make it anew, and it must come back empty, although the image has two files there.',
      expect: { output: /^$/ },
    },
    {
      pane: 'host',
      type: 'getfattr -n trusted.overlay.opaque upper/etc',
      cue: 'There is no whiteout for each file. The new directory carries one mark: opaque. Nothing below it shines through. Throw the upper directory away, and the container is gone without a trace.',
      expect: { output: /trusted\.overlay\.opaque="y"/ },
    },
  ],
  print: [3, 4, 5, 6, 7],
})
