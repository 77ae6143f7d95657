import { defineDemo } from './define.ts'
import { DOCKER_SECONDS, dockerSetup } from './parts/docker-setup.ts'

/** Seconds for what takes a few, in emulation on a busy computer. */
const SECONDS = 60

/** Bash: both services run, the stock as the older one, each in a network namespace of its own. */
const bothRun = `
  [ "$(pgrep -cx httpd)" = 2 ] && [ -e /proc/$(pgrep -nx httpd)/root/www/cgi-bin/buy ] || exit
  for pid in 1 $(pgrep -x httpd); do stat -Lc %i /proc/$pid/ns/net; done | sort -u | wc -l | grep -qx 3`

/**
 * Sources: Docker documentation ("Networking in Compose", "docker compose up", "docker compose down"), Compose Specification (`depends_on`,
 * `restart`: `no` by default), ss(8), nsenter(1), signal(7).
 */
export default defineDemo({
  id: 'compose',
  title: 'One file, two services, no loop',
  machines: ['qemu'],
  needs: [
    'docker-compose',
    'dockerd',
    'skopeo',
    'curl',
  ],
  panes: {
    compose: { rows: 12 },
    kernel: { rows: 6 },
  },
  files: {
    '/root/compose.yaml': 'compose/compose.yaml',
    '/root/shop/buy': 'compose/buy',
  },
  setup: {
    ...dockerSetup,
    'The stock is filled': `
      chmod +x /root/shop/buy
      mkdir /root/stock
      echo 'stock: three chairs' >/root/stock/index.html`,
  },
  setupTimeout: DOCKER_SECONDS,
  steps: [
    {
      pane: 'compose',
      type: 'cat compose.yaml',
      cue: 'Two services in one file. The shop is for everybody, on port eighty. The stock is for the shop only.',
      expect: { output: /depends_on: \[stock\]/ },
    },
    {
      pane: 'compose',
      type: 'docker compose up -d',
      cue: 'One command. It makes a network, and a container for each service, in the order that the file asks for: the stock first.',
      expect: { check: bothRun },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'kernel',
      type: 'curl localhost/cgi-bin/buy',
      cue: 'We ask the shop, and the shop asks the stock: both answer. But how does the shop know where the stock is? Its script says stock, and no address.',
      expect: { output: /^stock: three chairs\n$/ },
    },
    {
      pane: 'compose',
      type: 'docker compose exec shop nslookup stock',
      cue: 'We look the name up, inside the shop. There is an address, and a name server on one two seven, zero, zero, eleven. Who is that?',
      expect: { output: /^Server:\s+127\.0\.0\.11\n[\s\S]*^Name:\s+stock\nAddress: 172\.\d+\.0\.2\n/m },
      timeout: SECONDS,
    },
    {
      pane: 'kernel',
      type: 'nsenter -t $(pgrep -nx httpd) -n ss -Hlup',
      cue: 'The kernel knows. It is dockerd that listens in the shop\'s network namespace. So the engine answers for names, and not Compose.',
      expect: { output: /127\.0\.0\.11:\d+ [^\n]*\("dockerd",/ },
    },
    {
      pane: 'kernel',
      type: 'pgrep -af compose',
      cue: 'Compose could not, because it is gone. It was a client, and has ended. It left nothing that runs.',
      expect: { exit: 1, output: /^$/ },
    },
    {
      pane: 'compose',
      type: 'docker inspect market-shop-1 | jq .[].Config.Labels',
      cue: 'All that it left is labels. The project, the service, and, scrolled away at the top, a hash of what the file said. That is all that Compose remembers, and how it finds its containers again.',
      expect: {
        output: /"com\.docker\.compose\.config-hash": "[0-9a-f]{64}",[\s\S]*"com\.docker\.compose\.service": "shop"/,
        check: '[ "$(docker ps -qf label=com.docker.compose.project=market | wc -l)" = 2 ]',
      },
    },
    {
      pane: 'kernel',
      type: 'kill -9 $(pgrep -ox httpd)',
      cue: 'Now the stock dies. Who brings it back?',
      expect: {
        check: `
          for _ in {1..5}; do sleep 1; [ "$(pgrep -cx httpd)" = 1 ] || exit; done
          [ "$(docker inspect -f '{{.State.Status}}' market-stock-1)" = exited ]`,
      },
    },
    {
      pane: 'kernel',
      type: 'curl localhost/cgi-bin/buy',
      cue: 'Nobody. The file still says two, and nobody reads it.',
      expect: { output: /^shop: nobody answers as stock\n$/ },
      timeout: SECONDS,
    },
    {
      pane: 'compose',
      type: 'docker compose up -d',
      cue: 'So I type the same command again. It compares the file with what runs. The shop is as it should be, so it stays. The stock is started.',
      expect: {
        output: /market-shop-1\s+Running[\s\S]*market-stock-1\s+Started/,
        check: `
          [ "$(pgrep -cx httpd)" = 2 ] && [ -e /proc/$(pgrep -ox httpd)/root/www/cgi-bin/buy ] || exit
          curl -sS localhost/cgi-bin/buy | grep -qx 'stock: three chairs'`,
      },
      timeout: SECONDS,
    },
    {
      pane: 'compose',
      type: 'docker compose down -t 1; docker network ls',
      cue: 'And down takes away what has the labels: both containers and the network. A policy in the file would have the engine restart what dies, on this machine. For a second machine, it takes a loop.',
      expect: {
        output: /Removed[\s\S]*NETWORK ID(?![\s\S]*market)/,
        check: '! pgrep -x httpd && [ -z "$(docker ps -aq)$(ip -br link show type bridge | grep ^br-)" ]',
      },
      timeout: SECONDS,
    },
  ],
  print: [3, 6, 8, 9, 10],
})
