import { defineDemo } from './define.ts'

/** A digest, as the tools print it. */
const SHA256 = '[0-9a-f]{64}'

/** Sources: OCI image specification ("Image Layout", "Descriptor", "Image Manifest", "Image Configuration"), tar(1), sha256sum(1), crun(1). */
export default defineDemo({
  id: 'image-by-hand',
  title: 'An image, by hand',
  machines: ['embedded', 'qemu'],
  panes: { host: {} },
  files: { '/root/blob.sh': 'blob.sh' },
  setup: `
    mkdir -p /root/files/bin /root/image/blobs/sha256 /root/box/rootfs && cd /root
    cp /bin/busybox files/bin/cat
    echo 'Hello from an image that nobody built.' > files/hello
    case $(uname -m) in
      x86_64) processor=amd64 ;;
      aarch64) processor=arm64 ;;
      *) processor=386 ;;
    esac
    jq -n --arg processor $processor '{
      architecture: $processor, os: "linux",
      config: { Cmd: ["cat", "/hello"] },
      rootfs: { type: "layers", diff_ids: [] }
    }' > config.json
  `,
  steps: [
    {
      pane: 'host',
      type: 'tree files',
      cue: 'A program and a text: we want an image of these two. And there is no tool here that builds one.',
      expect: { output: /cat\n.*hello\n/ },
    },
    {
      pane: 'host',
      type: 'cat blob.sh; . ./blob.sh; cd image',
      cue: 'All we need is this function. It moves a file to where its checksum says. Then it prints a kind, a size and that checksum. The standard calls those a descriptor.',
      expect: { output: /sha256sum/ },
    },
    {
      pane: 'host',
      type: 'tar -cf layer.tar -C ~/files .',
      cue: 'A layer is a tar.',
    },
    {
      pane: 'host',
      type: 'diff=sha256:$(sha256sum layer.tar | cut -c -64); echo $diff',
      cue: 'The layer has a name, the checksum of its bytes. We keep that for later.',
      expect: {
        output: new RegExp(`^sha256:${SHA256}\\n$`),
      },
    },
    {
      pane: 'host',
      type: 'gzip layer.tar; l=$(blob layer.v1.tar+gzip layer.tar.gz); echo $l',
      cue: 'Compressed, for the journey, it has another name. It joins the blobs.',
      expect: {
        output: new RegExp(`^\\{"mediaType":"[^"]+gzip","size":\\d+,"digest":"sha256:${SHA256}"\\}\\n$`),
      },
    },
    {
      pane: 'host',
      type: 'jq ".rootfs.diff_ids = [\\"$diff\\"]" ~/config.json | tee config',
      cue: 'The configuration: a processor, a system, what to run. And here goes the layer\'s first name, for the program that unpacks it.',
      expect: {
        output: new RegExp(`"diff_ids": \\[\\s+"sha256:${SHA256}"`),
      },
    },
    {
      pane: 'host',
      type: 'c=$(blob config.v1+json config)',
      cue: 'It joins the blobs as well.',
    },
    {
      pane: 'host',
      type: 'jq -n "{schemaVersion: 2, config:$c, layers:[$l]}" | tee manifest',
      cue: 'The manifest: two descriptors, one of the configuration, one of the layer. With more layers, there would be more lines.',
      expect: { output: /"config": \{[\s\S]*"layers": \[/ },
    },
    {
      pane: 'host',
      type: 'm=$(blob manifest.v1+json manifest)',
      cue: 'A blob, too.',
    },
    {
      pane: 'host',
      type: 'jq -n "{schemaVersion: 2, manifests: [$m]}" > index.json',
      cue: 'The index names the manifest.',
    },
    {
      pane: 'host',
      type: `echo '{"imageLayoutVersion": "1.0.0"}' > oci-layout; tree`,
      cue: 'And a line that says what this folder is. We have an image! Every engine can read it, and every registry will take it.',
      expect: {
        output: new RegExp(`^(?:[^\\n]+ ${SHA256}\\n){3}\\S+ index\\.json\\n\\S+ oci-layout\\n`, 'm'),
      },
    },
    {
      pane: 'host',
      type: '(cd blobs/sha256; ls | sed "s/.*/&  &/" | sha256sum -c)',
      cue: 'Now we change sides. We receive this folder, and trust nobody. Is every file what its name says?',
      expect: {
        output: new RegExp(`^(?:${SHA256}: OK\\n){3}$`),
      },
    },
    {
      pane: 'host',
      type: 'm=blobs/$(jq -r .manifests[].digest index.json | tr : /)',
      cue: 'From the index to the manifest.',
    },
    {
      pane: 'host',
      type: 'l=blobs/$(jq -r .layers[].digest $m | tr : /)',
      cue: 'From the manifest to the layer,',
    },
    {
      pane: 'host',
      type: 'c=blobs/$(jq -r .config.digest $m | tr : /)',
      cue: 'and to the configuration.',
    },
    {
      pane: 'host',
      type: 'gzip -dc $l | sha256sum; jq -r .rootfs.diff_ids[] $c',
      cue: 'The uncompressed layer adds up to exactly the name that the configuration asks for.',
      expect: {
        output: new RegExp(`^(${SHA256}) {2}-\\nsha256:\\1\\n$`),
      },
    },
    {
      pane: 'host',
      type: 'tar -xf $l -C ~/box/rootfs',
      cue: 'Unpacked, it is a root file system.',
      expect: { check: 'diff -r /root/files /root/box/rootfs' },
    },
    {
      pane: 'host',
      type: 'args=$(jq -c .config.Cmd $c); cd ~/box; crun spec',
      cue: 'Beside it goes a description of the container. So far it is only an example.',
    },
    {
      pane: 'host',
      type: 'jq ".process.terminal=false|.process.args=$args" config.json > new',
      cue: 'The image\'s configuration says what to run. We carry that over. An engine does this translation between pull and run.',
      expect: { check: '[ "$(jq -c .process.args /root/box/new)" = \'["cat","/hello"]\' ]' },
    },
    {
      pane: 'host',
      type: 'mv new config.json; crun run hello',
      cue: 'Run. From a tar to a container, and you could read every step in between.',
      expect: { output: /^Hello from an image that nobody built\.\n$/ },
    },
    {
      pane: 'host',
      type: 'touch ~/files/hello; tar -c -C ~/files . | sha256sum; echo $diff',
      cue: 'And now your bet: I only touch the text, and pack again. The same image? No! A tar has times in it. Two builds of the same files are two images, unless you set all times to zero.',
      expect: {
        output: new RegExp(`^(${SHA256}) {2}-\\nsha256:(?!\\1)${SHA256}\\n$`),
      },
    },
  ],
  print: [5, 12, 16, 20, 21],
})
