import type { GuestCheck } from '../guest-check.ts'
import { assertSeen, runScript, scriptCheck } from '../guest-check.ts'

/** Milliseconds that the agent may take to answer at once. */
const ANSWER_MS = 30_000

/** The control channel, without shells. */
export const agentChecks: readonly GuestCheck[] = [
  {
    title: 'the agent answers ping',
    run: async (guest) => {
      guest.send('ping')
      await guest.line(/^pong$/, ANSWER_MS)
    },
  },
  {
    title: 'a run reports output, errors and exit code',
    run: async (guest) => {
      const result = await runScript(guest, 'echo out; echo err >&2; pwd; exit 3')
      assertSeen(result.exitCode === 3 && result.stdout === 'out\n/root\n' && result.stderr === 'err\n', 'out, err and 3', result)
      const silent = await runScript(guest, 'exec kill -TERM $$')
      assertSeen(silent.exitCode === 143 && silent.stdout === '', '143 and no output', silent)
    },
  },
  {
    title: 'a killed run takes its children along, and others go on meanwhile',
    run: async (guest) => {
      await guest.writeFile('long.sh', 'sleep 1000 & sleep 1000')
      guest.send('run long')
      const beside = await runScript(guest, 'until pgrep -x sleep >/dev/null; do sleep 0.1; done; echo beside')
      assertSeen(beside.stdout === 'beside\n', 'a run beside another', beside)
      guest.send('kill long')
      await guest.line(/^done long 137$/, ANSWER_MS)
      const left = await runScript(guest, 'pgrep -x sleep')
      assertSeen(left.exitCode === 1, 'no sleep left', left)
    },
  },
  {
    title: 'the clock can be set',
    run: async (guest) => {
      guest.send('time 2000000000.5')
      await guest.line(/^time ok$/, ANSWER_MS)
      const { stdout } = await runScript(guest, 'date +%s')
      assertSeen(Math.abs(Number(stdout) - 2e9) < 60, 'a time near 2000000000', stdout)
    },
  },
  scriptCheck('the process tree is init, agent and the held shell, and orphans are reaped', `
    (sleep 0.1 & sleep 0.1 &) ; sleep 1
    [[ $(tr '\\0' ' ' </proc/1/cmdline) == '/sbin/init ' && $(</proc/1/comm) == init ]]
    # The second agent waits for this run; the bash is held on console 0; of the runs one is this, one its command substitution.
    [[ $(ps -o comm= --ppid 2 -p 2 --deselect | sort | uniq -c | tr -s ' \\n' ' ') == ' 2 agent 1 bash 1 init 1 ps 2 run 1 sort 1 tr 1 uniq ' ]]
    ! ps -e -o stat= | grep -q ^Z`),
]
