import { defineDemo } from './define.ts'
import { DOCKER_SECONDS, dockerSetup } from './parts/docker-setup.ts'

/**
 * Sources: Dockerfile reference (`RUN --mount=type=secret`), Docker documentation ("Build secrets"), OCI image specification ("Image Layer
 * Filesystem Changeset": whiteouts), docker-history(1), docker-save(1).
 */
export default defineDemo({
  id: 'dockerfile-layers',
  title: 'The password that was deleted',
  machines: ['qemu'],
  needs: ['dockerd', 'skopeo', 'jq'],
  panes: { host: {} },
  files: {
    '/root/app/Dockerfile': 'dockerfile-layers/app/Dockerfile',
    '/root/app/password': 'dockerfile-layers/password',
    '/root/safe/Dockerfile': 'dockerfile-layers/safe/Dockerfile',
  },
  setup: dockerSetup,
  setupTimeout: DOCKER_SECONDS,
  steps: [
    {
      pane: 'host',
      type: 'cd app; cat Dockerfile',
      cue: 'A build needs a password, say, to fetch something private. So the Dockerfile copies the password in, uses it, and removes it.',
      expect: { output: /COPY password[\s\S]*RUN rm/ },
    },
    {
      pane: 'host',
      type: 'docker build -q -t app .',
      cue: 'We build it. In emulation this takes a quarter of a minute.',
      expect: { output: /^sha256:[0-9a-f]{64}\n$/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'docker run --rm app ls /tmp /built',
      cue: 'And look: the result is there, the password is not. Shall we push it?',
      expect: { output: /^\/built\n\n\/tmp:\n$/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'docker history --format "{{.Size}}\\t{{.CreatedBy}}" app',
      cue: 'First, the image\'s history. Each line that changes a file is a layer. The copy has eight bytes. The removal has zero: it takes nothing back.',
      expect: { output: /^0B\tRUN \S+ -c rm [^\n]*\n[\s\S]*^8B\tCOPY password/m },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'mkdir /tmp/i; docker save app | tar -xC /tmp/i; cd /tmp/i; ls -x',
      cue: 'We save the image to a file. Pull it, and you get the same.',
      expect: { output: /^blobs +index\.json +manifest\.json/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'jq -r ".[].Layers[1:][]" manifest.json | xargs -n 1 tar -tf | grep tmp/.',
      cue: 'What do the layers have in that folder? The later one has a whiteout, which hides the file. The earlier one has the file.',
      expect: { output: /^tmp\/password\ntmp\/\.wh\.password\n$/ },
    },
    {
      pane: 'host',
      type: 'tar -xOf $(jq -r ".[].Layers[1]" manifest.json) tmp/password',
      cue: 'There is the password. All it took was one line of tar.',
      expect: { output: /^hunter2\n$/ },
    },
    {
      pane: 'host',
      type: 'cd ~/safe; cat Dockerfile',
      cue: 'A secret must never be in a layer. So we mount it for one instruction, from memory. A mount leaves no layer.',
      expect: { output: /--mount=type=secret/ },
    },
    {
      pane: 'host',
      type: 'docker build -q -t safe --secret id=pw,src=../app/password .',
      expect: { output: /^sha256:[0-9a-f]{64}\n$/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'for i in app safe; do docker save $i | grep -c hunter2; done',
      cue: 'The first image contains the password, the second does not. What about the first password? Change it: deleted is not gone.',
      expect: { exit: 1, output: /^1\n0\n$/, check: '[ "$(docker run --rm --net none safe cat /built)" = 8 ]' },
      timeout: DOCKER_SECONDS,
    },
  ],
  print: [4, 6, 7, 10],
})
