import { defineDemo } from './define.ts'
import { DOCKER_SECONDS, dockerSetup } from './parts/docker-setup.ts'

/** Bash: three web servers have this page, each in a network namespace of its own, and answer with it. */
function threeAnswer(page: string): string {
  return `
    [ "$(pgrep -cx httpd)" = 3 ] || exit
    for pid in 1 $(pgrep -x httpd); do stat -Lc %i /proc/$pid/ns/net; done | sort -u | wc -l | grep -qx 4 || exit
    for pid in $(pgrep -x httpd); do [ "$(nsenter -t $pid -n curl -sS localhost)" = ${page} ] || exit; done`
}

/**
 * Sources: Docker documentation ("Create a swarm", "Scale the service", "Apply rolling updates to a service"), docker-service-create (default
 * of `--restart-delay`), SwarmKit ("Task model"), signal(7), ss(8), nsenter(1).
 */
export default defineDemo({
  id: 'swarm',
  title: 'Three, whatever happens',
  machines: ['qemu'],
  needs: ['dockerd', 'skopeo', 'curl'],
  panes: {
    host: { rows: 9 },
    kernel: { rows: 9 },
  },
  files: { '/root/watch.sh': 'swarm/watch.sh' },
  setup: {
    ...dockerSetup,
    // As number one of its container, the server does not hear the signal that would end it.
    'Docker gets two editions': `
      docker create --name draft web
      for page in one two; do
        echo $page > /tmp/index.html
        docker cp -q /tmp/index.html draft:/www/ && docker commit -c 'STOPSIGNAL KILL' draft web:$page || exit
      done
      docker rm draft`,
  },
  setupTimeout: DOCKER_SECONDS,
  steps: [
    {
      pane: 'kernel',
      type: 'bash watch.sh',
      cue: 'Down here the kernel counts for us: the web servers, the number of each process, and the page that it has. A new line for every change. So far, none.',
      until: { output: / 0 \n/ },
    },
    {
      pane: 'host',
      type: 'docker swarm init --advertise-addr 10.0.2.15',
      cue: 'One command, and this engine is a manager. It prints what another machine would have to say to join us.',
      expect: { output: /is now a manager[\s\S]*docker swarm join --token SWMTKN-/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'ss -Hltnp sport = 2377',
      cue: 'Nothing was installed. The part that waits for other machines, the scheduler, the store, the loops: all of it is dockerd.',
      expect: { output: /:2377 [^\n]*\("dockerd",/ },
    },
    {
      pane: 'host',
      type: 'docker service create -d --no-resolve-image --name web web:one',
      cue: 'We do not run a container. We create a service, and the prompt is back at once. The command only wrote down a wish. Now watch.',
      until: { pane: 'kernel', output: / 1 \d+=one\n/ },
      expect: { check: '[ "$(pgrep -cx httpd)" = 1 ]' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'docker service scale -d web=3',
      cue: 'One is not enough. I change the number, and nothing else.',
      until: { pane: 'kernel', output: / 3 \d+=one \d+=one \d+=one\n/ },
      expect: {
        check: threeAnswer('one'),
      },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'kill -9 $(pgrep -ox httpd)',
      cue: 'With Compose, that was the end. I kill the oldest, by its number, and tell Docker nothing. Two. The default is to wait five seconds, then to try again. And there is a third, with a new number. The other two never noticed.',
      until: { pane: 'kernel', output: / 2 (\d+)=one (\d+)=one\n\S+ 3 \1=one \2=one \d+=one\n/ },
      expect: {
        check: threeAnswer('one'),
      },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'docker service ps web --format "{{.Name}} {{.CurrentState}} {{.Error}}"',
      cue: 'Four tasks for three places. The one I killed is still on the list: one hundred and twenty-eight, plus signal nine. A task is never revived. Its place gets a new one.',
      expect: { output: /^(?=[\s\S]*^web\.(\d) Failed [^\n]*\(137\)")(?=[\s\S]*^web\.\1 (?:Running|Starting))(?:web\.\d (?:Running|Starting|Failed) [^\n]*\n){4}$/m },
    },
    {
      pane: 'host',
      type: 'docker service update -d --no-resolve-image --image web:two web',
      cue: 'And a new edition, while people read the old one. I change the wish again. One at a time: an old one goes, a new one comes. Only when the new one runs, the next one follows. There are always two that answer. If a new one failed, the update would stop there.',
      until: { pane: 'kernel', output: / 3 \d+=two \d+=two \d+=two\n/ },
      expect: {
        pane: 'kernel',
        // Old and new beside each other, and never fewer than two.
        output: / \d+=one \d+=two\n/,
        not: / [01] (?:\d+=\w+)?\n/,
        check: threeAnswer('two'),
      },
      timeout: 2 * DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'for p in $(pgrep -x httpd); do nsenter -t $p -n curl localhost; done',
      cue: 'We ask each of them, from inside its network. Three new answers. Started, scaled, healed, renewed: each time I changed a wish, or broke something, and a loop did the rest.',
      expect: { output: /^two\ntwo\ntwo\n$/ },
    },
  ],
  print: [6, 7, 8, 9],
})
