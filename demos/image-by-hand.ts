import { defineDemo } from './define.ts'

/** A digest, as the tools print it. */
const SHA256 = '[0-9a-f]{64}'

/** Sources: OCI image specification ("Image Layout", "Descriptor", "Image Manifest", "Image Configuration"), tar(1), sha256sum(1), crun(1). */
export default defineDemo({
  id: 'image-by-hand',
  title: 'An image, by hand',
  machines: ['embedded', 'qemu'],
  panes: { host: {} },
  figure: 'ImageLayers',
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
      type: 'cat blob.sh; . ./blob.sh',
      cue: 'All we need are these functions. The one in the middle moves a file to where its checksum says. Then it prints a kind, a size and that checksum. The standard calls those a descriptor.',
      expect: { output: /sha256sum/ },
    },
    {
      pane: 'host',
      type: 'tar -cf layer.tar -C files .',
      cue: 'A layer is a tar.',
    },
    {
      pane: 'host',
      type: 'diff=sha256:$(sum layer.tar); echo $diff',
      cue: 'The layer has a name, the checksum of its bytes. We keep that for later.',
      expect: {
        output: new RegExp(`^sha256:${SHA256}\\n$`),
      },
    },
    {
      pane: 'host',
      type: 'gzip layer.tar; sum layer.tar.gz',
      cue: 'Compressed, for the journey, it has another name.',
      expect: {
        output: new RegExp(`^${SHA256}\\n$`),
      },
    },
    {
      pane: 'host',
      type: 'l=$(blob layer.v1.tar+gzip layer.tar.gz)',
      cue: 'It joins the blobs. So far nothing refers to it.',
      expect: { check: '[ $(ls /root/image/blobs/sha256 | wc -l) = 1 ]' },
    },
    {
      pane: 'host',
      type: 'echo "$l"',
      cue: 'And this is its descriptor.',
      expect: {
        output: new RegExp(`^\\{ "mediaType": "[^"]+gzip",\\n +"size": \\d+, "digest": "sha256:${SHA256}" \\}\\n$`),
      },
    },
    {
      pane: 'host',
      type: 'jq ".rootfs.diff_ids = [\\"$diff\\"]" config.json | tee config',
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
      cue: 'A blob, too. It ties the other two together.',
    },
    {
      pane: 'host',
      type: 'jq -n "{schemaVersion: 2, manifests: [$m]}" > image/index.json',
      cue: 'The index names the manifest.',
    },
    {
      pane: 'host',
      type: `echo '{"imageLayoutVersion": "1.0.0"}' > image/oci-layout`,
      cue: 'And a line that says what this folder is.',
    },
    {
      pane: 'host',
      type: 'tree image',
      cue: 'We have an image! Engines can read it, and registries will take it.',
      expect: {
        output: new RegExp(`^(?:[^\\n]+ ${SHA256}\\n){3}\\S+ index\\.json\\n\\S+ oci-layout\\n`, 'm'),
      },
    },
    {
      pane: 'host',
      type: 'cd image; (cd blobs/*; ls | sed "s/.*/&  &/" | sha256sum -c)',
      cue: 'Now we change sides. We receive this folder, and trust nobody. Is every file what its name says?',
      expect: {
        output: new RegExp(`^(?:${SHA256}: OK\\n){3}$`),
      },
    },
    {
      pane: 'host',
      type: 'm=$(at .manifests[].digest index.json)',
      cue: 'From the index to the manifest.',
    },
    {
      pane: 'host',
      type: 'l=$(at .layers[].digest $m)',
      cue: 'From the manifest to the layer,',
    },
    {
      pane: 'host',
      type: 'c=$(at .config.digest $m)',
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
      type: 'args=$(jq -c .config.Cmd $c)',
      cue: 'The image\'s configuration says what to run.',
    },
    {
      pane: 'host',
      type: 'cd ~/box; crun spec',
      cue: 'A runtime wants a description of the container. So far it is only an example.',
    },
    {
      pane: 'host',
      type: 'jq ".process.terminal=false|.process.args=$args" config.json > new',
      cue: 'We carry over what the image says. An engine does this translation between pull and run.',
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
      type: 'touch ~/files/hello; tar -cC ~/files . | sum -; echo $diff',
      cue: 'And now your bet: I only touch the text, and pack again. The same image? No! A tar has times in it. Two builds of the same files are two images, unless you set all times to zero.',
      expect: {
        output: new RegExp(`^(${SHA256})\\nsha256:(?!\\1)${SHA256}\\n$`),
      },
    },
  ],
  print: [15, 19, 24, 25],
})
