import { defineDemo } from './define.ts'

/** Seconds for what takes a few, in emulation on a busy computer. */
const SECONDS = 60

/**
 * Sources: OCI distribution specification ("Pushing blobs", "Pushing Manifests", "Pulling manifests", error codes), OCI image specification
 * ("Image Manifest": media type), curl(1), skopeo-copy(1).
 */
export default defineDemo({
  id: 'registry-by-curl',
  title: 'A registry checks, and so do you',
  machines: ['qemu'],
  needs: [
    'docker-registry',
    'curl',
    'jq',
    'skopeo',
  ],
  panes: { host: {} },
  files: {
    '/root/push.sh': 'registry-by-curl/push.sh',
    '/etc/registry.yml': 'registry-by-curl/registry.yml',
  },
  setup: {
    'The registry starts': `
      mkdir -p /srv/registry
      setsid docker-registry serve /etc/registry.yml </dev/null &>/var/log/registry.log &
      until curl -sf localhost:5000/v2/; do
        kill -0 $! || { tail -n 5 /var/log/registry.log >&2; exit 1; }
        sleep 0.2
      done`,
  },
  setupTimeout: SECONDS,
  steps: [
    {
      pane: 'host',
      type: '. push.sh; cat push.sh; curl -s localhost:5000/v2/_catalog',
      cue: 'A registry, with nothing in it yet. To push a file takes two requests: where does it go, and here it is. Our function push makes both.',
      expect: { output: /^push\(\) \{[\s\S]*\{"repositories":\[\]\}/m },
    },
    {
      pane: 'host',
      type: 'cd /usr/share/kit/images; m=$(jq -r .manifests[0].digest index.json | tr : /)',
      cue: 'The image busybox, as files; m is the checksum of its manifest.',
    },
    {
      pane: 'host',
      type: 'curl -sT blobs/$m -H "$h" $r/manifests/1 | jq -c .errors[]',
      cue: 'We begin with the manifest and give it the tag one. Two complaints: the registry has no such configuration and no such layer. It takes no list of things that it has not got.',
      expect: { output: /^(?:\{"code":"MANIFEST_BLOB_UNKNOWN"[^\n]+\n){2}$/ },
    },
    {
      pane: 'host',
      type: 'b=$(jq -r ".config.digest, .layers[].digest" blobs/$m); echo "$b"',
      cue: 'So we send these two first.',
      expect: { output: /^(?:sha256:[0-9a-f]{64}\n){2}$/ },
    },
    {
      pane: 'host',
      type: 'set -- $b; push $1 $2',
      cue: 'The first one, under the second one\'s name? Refused. The registry checks what it gets.',
      expect: { output: /"code":"DIGEST_INVALID"/ },
    },
    {
      pane: 'host',
      type: 'push $1 $1; push $2 $2',
      cue: 'Each under its own name: created, created.',
      expect: { output: /^201\n201\n$/ },
    },
    {
      pane: 'host',
      type: 'curl -sT blobs/$m -H "$h" -w "%{http_code}\\n" $r/manifests/1',
      cue: 'And now the registry takes the manifest, too. That was docker push.',
      expect: { output: /^201\n$/ },
    },
    {
      pane: 'host',
      type: 'curl -s $r/manifests/1',
      cue: 'Now we pull, by the tag first. Unknown? The registry has the manifest, but we did not say that we understand this kind.',
      expect: { output: /MANIFEST_UNKNOWN/ },
    },
    {
      pane: 'host',
      type: 'l=$(curl -sH "$a" $r/manifests/1 | jq -r .layers[0].digest); echo $l',
      cue: 'Now we say so, and it answers. The layer that the manifest names …',
      expect: { output: /^sha256:[0-9a-f]{64}\n$/ },
    },
    {
      pane: 'host',
      type: 'curl -s $r/blobs/$l | tee ~/layer | sha256sum',
      cue: '… is the layer that comes. The same checksum: not because the registry says so, but because we computed it.',
      expect: { output: /^[0-9a-f]{64} {2}-\n$/, check: 'grep -q "$(sha256sum < /root/layer | cut -d" " -f1)" /usr/share/kit/images/blobs/sha256/*' },
    },
    {
      pane: 'host',
      type: 'mkdir ~/box; tar -xzf ~/layer -C ~/box; chroot ~/box busybox echo runs',
      cue: 'Unpacked, entered. That was docker pull, and a very small docker run.',
      expect: { output: /^runs\n$/ },
    },
    {
      pane: 'host',
      type: 'printf x >> $(find /srv -name data -size +99k)',
      cue: 'One last thing: an attacker breaks into the registry and adds a byte.',
      expect: { check: '[ "$(find /srv -name data -newer /root/layer | wc -l)" = 1 ]' },
    },
    {
      pane: 'host',
      type: 'skopeo copy -q --src-tls-verify=false $i dir:/tmp/pulled',
      cue: 'The registry sends the damaged layer without a word, and the client notices. If you know the checksum, you do not have to trust the server.',
      expect: { exit: 1, output: /[Dd]igest did not match/ },
      timeout: SECONDS,
    },
  ],
  print: [5, 6, 7, 10, 13],
})
