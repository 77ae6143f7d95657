import { defineDemo } from './define.ts'

/** Bash: `runs NODE NUMBER` waits until so many web servers run on a node, each in a group of its own, as the kernel has them. */
const cluster = `
  shopt -s nullglob
  names() { for group in /sys/fs/cgroup/$1/web-*; do cat /proc/$(<$group/cgroup.procs)/comm; done; }
  runs() { until [ "$(names $1 2> /dev/null | grep -c '^httpd$') $(echo /sys/fs/cgroup/$1/web-* | wc -w)" = "$2 $2" ]; do sleep 0.2; done; }
`

/** Log lines of so many containers that say hello, whatever is written between them. */
const hello = (...lines: readonly string[]): RegExp => new RegExp(lines.map(line => `(?=[\\s\\S]*${line}\\n)`).join(''))

/**
 * The store is a folder with a file for each key, where Kubernetes has etcd.
 * Sources: Kubernetes documentation ("Controllers", "Nodes", "Kubernetes Scheduler", "Safely Drain a Node"), crun(1), unshare(1), rename(2),
 * kernel documentation "Control Group v2" (cgroup.kill).
 */
export default defineDemo({
  id: 'orchestrator-from-scratch',
  title: 'Two loops make an orchestrator',
  machines: ['embedded', 'qemu'],
  panes: {
    host: { rows: 13 },
    log: { rows: 5 },
  },
  figure: 'ClusterState',
  files: {
    '/root/store.sh': 'orchestrator/store.sh',
    '/root/container.sh': 'orchestrator/container.sh',
    '/root/scheduler': 'orchestrator/scheduler',
    '/root/agent': 'orchestrator/agent',
    '/root/node': 'orchestrator/node',
  },
  setup: `
    mkdir -p /store/{nodes,places} /root/web/bin && cd /root
    cp /bin/busybox web/bin && chroot web /bin/busybox --install -s /bin
    chmod +x scheduler agent node
    crun spec
    jq '.process.terminal = false
      | .process.args = ["sh", "-c", "echo WEB: hello from NODE; exec httpd -f"]
      | .root.path = "/root/web" | .hostname = "WEB" | .linux.cgroupsPath = "/NODE/WEB"' config.json > web.json
    rm config.json
    echo 0 > /store/replicas
    echo 'nobody: replicas = 0' > log
  `,
  steps: [
    {
      pane: 'log',
      type: 'tail -f log',
      cue: 'An orchestrator, in Bash. Down here is a log that says who writes what.',
      until: { output: /replicas = 0\n/ },
    },
    {
      pane: 'host',
      type: 'cat store.sh; . ./store.sh',
      cue: 'First we need a store, for what should be. Kubernetes has a database for that. We have a folder, with a file for each key.',
      expect: { output: /\/store/ },
    },
    {
      pane: 'host',
      type: 'cat agent',
      cue: 'Each node has an agent that loops for ever. If a container is placed here and missing, the agent starts it. If it is no longer placed here, the agent stops it. And if it ended, the agent says so.',
      expect: { output: /while sleep 1/ },
    },
    {
      pane: 'host',
      type: './node red & ./node blue &',
      cue: 'Our two nodes are namespaces, each with an agent. All they share is the store.',
      until: {
        pane: 'log',
        output: hello('red: nodes/red = ready', 'blue: nodes/blue = ready'),
      },
      expect: {
        check: `
          nodes=($(pgrep -x agent -P "$(pgrep -d, -x unshare)"))
          [ "$(stat -Lc %i /proc/{1,\${nodes[0]},\${nodes[1]}}/ns/{mnt,uts,ipc,net,pid} | sort -u | wc -l)" = 15 ]`,
      },
    },
    {
      pane: 'host',
      type: 'cat scheduler; ./scheduler &',
      cue: 'The scheduler is one more loop. Too many, or on a node that is not ready? It removes the place. Too few? It adds one, on the emptiest node. The scheduler itself starts nothing.',
      expect: { output: /while sleep 1/ },
    },
    {
      pane: 'host',
      type: 'put replicas 3',
      cue: 'Now the wish: three.',
      until: {
        pane: 'log',
        output: hello('web-1: hello from blue', 'web-2: hello from red', 'web-3: hello from blue'),
      },
      expect: { check: `${cluster} runs blue 2; runs red 1` },
      timeout: 60,
    },
    {
      pane: 'host',
      type: 'ps -C httpd -o pid,cgroup',
      cue: 'Nobody gave an order to start anything. The scheduler wrote three places, and the agents read them. In the end, as ever: processes in groups.',
      expect: { output: /^ +PID CGROUP\n(?=[\s\S]*\/blue\/web-1\n)(?=[\s\S]*\/red\/web-2\n)(?: +\d+ 0::\/\w+\/web-\d\n){3}$/ },
    },
    {
      pane: 'host',
      type: 'echo 1 > /sys/fs/cgroup/red/web-2/cgroup.kill',
      cue: 'I kill one, behind everybody\'s back. Who will notice?',
      until: {
        pane: 'log',
        output: hello('web-2: hello from red'),
      },
      expect: {
        check: `${cluster} runs blue 2; runs red 1
          [ "$(</sys/fs/cgroup/red/web-2/cgroup.procs)" -gt "$(</sys/fs/cgroup/blue/web-1/cgroup.procs)" ]`,
      },
      timeout: 60,
    },
    {
      pane: 'host',
      type: 'put nodes/blue drain',
      cue: 'The agent noticed, and removed the place. The scheduler counted two, and wrote a third. Nobody called anybody. Next: the node blue needs a new kernel, so I drain it.',
      until: {
        pane: 'log',
        output: hello('web-1: hello from red', 'web-3: hello from red'),
      },
      expect: { check: `${cluster} runs blue 0; runs red 3` },
      timeout: 60,
    },
    {
      pane: 'host',
      type: 'put nodes/blue ready; put replicas 5',
      cue: 'Did the containers move? No. Two died, two are new. Now blue is back, and we want five. Will the old ones move back?',
      until: {
        pane: 'log',
        output: hello('web-4: hello from blue', 'web-5: hello from blue'),
      },
      expect: { check: `${cluster} runs blue 2; runs red 3` },
      timeout: 60,
    },
    {
      pane: 'host',
      type: 'put replicas 2',
      cue: 'They stay, because nothing was missing. And now down to two.',
      until: {
        pane: 'log',
        output: hello('places/web-3 deleted', 'places/web-4 deleted', 'places/web-5 deleted'),
      },
      expect: { check: `${cluster} runs red 2; runs blue 0` },
      timeout: 60,
    },
    {
      pane: 'host',
      type: 'kill %3',
      cue: 'Starting, healing, moving, scaling: it was always the same loop. So what happens when I stop it?',
    },
    {
      pane: 'host',
      type: 'echo 1 > /sys/fs/cgroup/red/web-2/cgroup.kill',
      cue: 'I kill one more container.',
      until: { pane: 'log', output: /red: places\/web-2 deleted\n/ },
      timeout: 60,
    },
    {
      pane: 'host',
      type: 'get replicas; keys places',
      cue: 'We want two, and have one. Everybody could read that in the store, and nobody reads it. No error, no alarm: a wish without a loop is just a file. But see: web one goes on.',
      expect: {
        output: /^2\nweb-1\n/m,
        check: `${cluster}
          for turn in 1 2 3; do sleep 1; [ ! -e /store/places/web-2 ] || exit 3; done
          runs red 1; runs blue 0`,
      },
    },
    {
      pane: 'host',
      type: './scheduler &',
      cue: 'A new scheduler knows nothing of all this, and does not have to. It compares, and acts. That is what Kubernetes does, with better loops, and more of them.',
      until: {
        pane: 'log',
        output: hello('web-2: hello from blue'),
      },
      expect: { check: `${cluster} runs red 1; runs blue 1` },
      timeout: 60,
    },
  ],
  print: [9, 14, 15],
})
