import { defineDemo } from './define.ts'

/** Sources: OCI image specification ("Image Layout", "Image Manifest", "Image Configuration": `diff_ids`), skopeo-inspect(1), umoci-unpack(1). */
export default defineDemo({
  id: 'image-anatomy',
  title: 'An image is a folder of checksums',
  machines: ['qemu'],
  needs: ['umoci', 'skopeo', 'jq'],
  panes: { host: {} },
  steps: [
    {
      pane: 'host',
      type: 'cd /usr/share/kit/images; tree --noreport',
      cue: 'Two images on disk, as the standard wants them. An index, and six files that seem to have no name. Or is that number their name?',
      expect: { output: /^(?:[^\n]+ [0-9a-f]{64}\n){6}\S+ index\.json\n/m },
    },
    {
      pane: 'host',
      type: '(cd blobs/sha256; ls | sed "s/.*/&  &/" | sha256sum -c)',
      cue: 'Each file\'s name is the checksum of its content. Six times okay: no file can change without losing its name.',
      expect: { output: /^(?:[0-9a-f]{64}: OK\n){6}$/ },
    },
    {
      pane: 'host',
      type: 'jq -r ".manifests[] | .digest, .annotations[]" index.json',
      cue: 'The index holds the names: busybox and web, and the checksum that each stands for. A tag is no more than this line.',
      expect: { output: /^sha256:[0-9a-f]{64}\nbusybox\nsha256:[0-9a-f]{64}\nweb\n$/ },
    },
    {
      pane: 'host',
      type: 'm=$(jq -r ".manifests[1].digest" index.json | tr : /); jq . blobs/$m',
      cue: 'We follow web to its manifest. The manifest names a configuration and two layers, again by checksum. Pin the manifest, and you pin everything below it.',
      expect: { output: /"config": \{[\s\S]*"layers": \[(?:[\s\S]*?"digest": "sha256:[0-9a-f]{64}"){2}/ },
    },
    {
      pane: 'host',
      type: 'skopeo inspect --raw oci:.:busybox | jq -r ".layers[].digest"',
      cue: 'And busybox has one layer: the first layer of web. It has one name, so disk, registry and network need it only once.',
      expect: {
        check: `
          cd /usr/share/kit/images
          first=$(skopeo inspect --raw oci:.:web | jq -r .layers[0].digest)
          [ "$first" = "$(skopeo inspect --raw oci:.:busybox | jq -r .layers[].digest)" ] && [ -f "blobs/$(tr : / <<<"$first")" ]`,
        output: /^sha256:[0-9a-f]{64}\n$/,
      },
    },
    {
      pane: 'host',
      type: 'l=$(jq -r ".layers[1].digest" blobs/$m | tr : /); tar -tvf blobs/$l',
      cue: 'web adds an archive with a page in it. A layer is a tar file of what an overlay would have in its upper folder.',
      expect: { output: /^-rw-r--r-- 0\/0 +\d+ \S+ \S+ www\/index\.html\n/m },
    },
    {
      pane: 'host',
      type: 'zcat blobs/$l | sha256sum',
      cue: 'Uncompressed, the layer has another checksum. The first name is for the programs that carry the layer; this one is for those that unpack it.',
      expect: { output: /^[0-9a-f]{64} {2}-\n$/ },
    },
    {
      pane: 'host',
      type: 'c=$(jq -r .config.digest blobs/$m | tr : /); jq -c ".config, .rootfs.diff_ids[]" blobs/$c',
      cue: 'The configuration lists it as the second layer. The top line is for the runtime: the environment, and what to start.',
      expect: {
        check: `
          cd /usr/share/kit/images
          blob() { jq -r "$2" "$1" | tr : /; }
          m=blobs/$(blob index.json .manifests[1].digest)
          l=blobs/$(blob "$m" .layers[1].digest) c=blobs/$(blob "$m" .config.digest)
          [ "$(blob "$c" .rootfs.diff_ids[1])" = "sha256/$(zcat "$l" | sha256sum | cut -d' ' -f1)" ]`,
        output: /"httpd"[\s\S]*\n"sha256:[0-9a-f]{64}"\n"sha256:[0-9a-f]{64}"\n$/,
      },
    },
    {
      pane: 'host',
      type: 'cp -r . /tmp/copy; cd /tmp/copy; printf x | dd of=blobs/$l bs=1 seek=4 conv=notrunc status=none',
      cue: 'In a copy we change one byte of that layer. It does not even matter: it is the time in gzip\'s header.',
      expect: { check: '[ $(diff -rq /usr/share/kit/images /tmp/copy | wc -l) = 1 ]' },
    },
    {
      pane: 'host',
      type: 'tar -tf blobs/$l',
      cue: 'The archive is as good as before.',
      expect: { output: /www\/index\.html\n/ },
    },
    {
      pane: 'host',
      type: 'umoci unpack --image .:web /tmp/bundle',
      cue: 'But it is not what the manifest asked for, and no tool will run it. The tool expected one name, and got another.',
      expect: { exit: 1, output: /expected sha256:[0-9a-f]{64} not sha256:[0-9a-f]{64}/ },
    },
    {
      pane: 'host',
      type: 'umoci unpack --image /usr/share/kit/images:web /tmp/web; cat /tmp/web/rootfs/www/index.html',
      cue: 'Now from the original: two archives, one over the other, and we get a bundle for a runtime. You have already seen one made by hand.',
      expect: { output: /This page comes out of a container\./, check: '[ -x /tmp/web/rootfs/bin/busybox ] && jq -e ".process.args[0] == \\"httpd\\"" /tmp/web/config.json' },
    },
  ],
  print: [2, 5, 7, 11],
})
