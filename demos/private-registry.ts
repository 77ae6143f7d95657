import { defineDemo } from './define.ts'

/** Seconds for what takes a few, in emulation on a busy computer. */
const SECONDS = 60

/** Bash: the code of the registry's answer, to somebody who trusts it and has not said who they are. */
const answer = `$(curl -so /dev/null --cacert /root/cert -w '%{http_code}' https://hub.test/v2/)`

/**
 * Sources: Distribution documentation (configuration: `http.tls`, `auth.htpasswd`), OCI distribution specification (401), htpasswd(1),
 * openssl-req(1), podman-login(1), containers-auth.json(5), podman-run(1) (`--pull`), Kubernetes (admission plugin `AlwaysPullImages`).
 */
export default defineDemo({
  id: 'private-registry',
  title: 'A door with two locks, and a copy outside',
  machines: ['qemu'],
  needs: [
    'docker-registry',
    'htpasswd',
    'openssl',
    'curl',
    'podman',
    'skopeo',
  ],
  panes: {
    registry: { rows: 7 },
    client: { rows: 11 },
  },
  files: { '/etc/registry.yml': 'private-registry/registry.yml' },
  setup: `
    echo 127.0.0.1 hub.test >> /etc/hosts
    mkdir -p /srv/registry
    # An authority that this machine trusts; the image comes without any.
    openssl req -x509 -newkey ed25519 -noenc -subj /CN=authority -keyout /dev/null -out /etc/ssl/certs/ca-certificates.crt
    podman info >/dev/null`,
  setupTimeout: SECONDS,
  steps: [
    {
      pane: 'registry',
      type: 'name="-subj /CN=hub -addext subjectAltName=DNS:hub.test"',
      cue: 'A registry for our people only. It needs a name that it can prove …',
    },
    {
      pane: 'registry',
      type: 'openssl req -x509 -newkey ed25519 -noenc $name -keyout key -out cert',
      cue: '… so we make a key, and a certificate for the name, signed by ourselves.',
      expect: { check: 'openssl x509 -in /root/cert -noout -checkhost hub.test | grep -q "does match"' },
      timeout: SECONDS,
    },
    {
      pane: 'registry',
      type: 'htpasswd -Bbc users ana rabbit; cat users',
      cue: 'And it needs a list of who may come in: Ana, and what bcrypt makes of her password.',
      expect: { output: /^ana:\$2y\$05\$/m },
    },
    {
      pane: 'registry',
      type: 'cat /etc/registry.yml; docker-registry serve $_ &>log &',
      cue: 'The registry from before, with two more lines. It begins to serve.',
      expect: { check: `for _ in {1..100}; do [ "${answer}" = 000 ] || exit 0; sleep 0.2; done; exit 1` },
      timeout: SECONDS,
    },
    {
      pane: 'client',
      type: 'curl -sS https://hub.test/v2/',
      cue: 'We knock. The answer is no. But who says no? Not the registry: curl does. Anybody can sign a certificate, and curl does not know this one.',
      expect: { exit: 60, output: /^curl: \(60\) SSL certificate/ },
    },
    {
      pane: 'client',
      type: 'export SSL_CERT_FILE=~/cert; curl -sI https://hub.test/v2/',
      cue: 'We tell our programs whom to trust. The second no is the registry\'s: four hundred and one, the usual answer of a server that wants a password.',
      expect: { output: /^HTTP\/2 401[\s\S]*\nwww-authenticate: Basic realm="hub"/i, check: `[ "${answer}" = 401 ]` },
    },
    {
      pane: 'client',
      type: 'curl -su ana:rabbit -w "%{http_code}\\n" https://hub.test/v2/',
      cue: 'With name and password: two hundred.',
      expect: { output: /200\n$/ },
    },
    {
      pane: 'client',
      type: 'skopeo copy -q oci:/usr/share/kit/images:web docker://hub.test/web',
      cue: 'The tools trust the certificate, too. But we have not logged in: refused.',
      expect: { exit: 1, output: /authentication required/ },
      timeout: SECONDS,
    },
    {
      pane: 'client',
      type: 'echo rabbit | podman login -u ana --password-stdin hub.test',
      cue: 'So we log in …',
      expect: { output: /^Login Succeeded!\n$/ },
      timeout: SECONDS,
    },
    {
      pane: 'client',
      type: 'skopeo copy -q oci:/usr/share/kit/images:web docker://hub.test/web',
      cue: '… and the push works. How does the second command know the password that I gave to the first?',
      expect: { check: '[ -e /srv/registry/docker/registry/v2/repositories/web/_manifests/tags/latest ]' },
      timeout: SECONDS,
    },
    {
      pane: 'client',
      type: 'jq -r ".auths[].auth" /run/containers/0/auth.json | base64 -d; echo',
      cue: 'From a file. It looks scrambled, but base sixty-four is an alphabet, not a lock. Only two things protect the password: the mode of the file, and the next boot, which empties the directory run.',
      expect: { output: /^ana:rabbit\n$/, check: '[ "$(stat -c %a /run/containers/0/auth.json)" = 600 ]' },
    },
    {
      pane: 'client',
      type: 'podman run --rm --net none hub.test/web cat www/index.html',
      cue: 'We run the image: pulled, checked, started.',
      expect: { output: /This page comes out of a container\./ },
      timeout: SECONDS,
    },
    {
      pane: 'client',
      type: 'podman logout -a; skopeo inspect docker://hub.test/web',
      cue: 'Now we log out, and the door is closed.',
      expect: { exit: 1, output: /authentication required/ },
      timeout: SECONDS,
    },
    {
      pane: 'client',
      type: 'podman run --rm --net none hub.test/web cat www/index.html',
      cue: 'And who may run the private image now? Everybody who uses this store. It is here already, so Podman asks nobody. A registry guards its door, and not the copies outside. On a Kubernetes node, your neighbour\'s pods can run the image, too.',
      expect: { output: /This page comes out of a container\./ },
      timeout: SECONDS,
    },
    {
      pane: 'client',
      type: 'podman run --rm --net none --pull always hub.test/web true',
      cue: 'With pull always, Podman asks every time. There is nothing new to fetch, but Podman asks, and the answer is no.',
      expect: { exit: 125, output: /authentication required/ },
      timeout: SECONDS,
    },
  ],
  print: [7, 11, 13, 14, 15],
})
