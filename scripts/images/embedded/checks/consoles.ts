import type { GuestCheck } from '../guest-check.ts'
import { assertSeen, runScript } from '../guest-check.ts'
import { GuestConsole, marksOf } from '../guest-console.ts'

/** Milliseconds that the agent may take to answer at once. */
const ANSWER_MS = 30_000

/** Shells on consoles, their prompts and marks. */
export const consoleChecks: readonly GuestCheck[] = [
  {
    title: 'a shell has its size, its terminal, its home and its environment from the start',
    run: async (guest) => {
      const shell = await GuestConsole.open(guest, 0, { columns: 71, rows: 13 })
      const text = await shell.enter('stty size; tty; pwd; echo $TERM $COLORTERM $USER; locale charmap; echo $SHLVL:$KIT_HOLD:$COLUMNS; ls -l /proc/$$/fd')
      assertSeen(/13 71\s+\/dev\/hvc0\s+\/root\s+xterm-256color truecolor root\s+UTF-8\s+1::71/.test(text), 'size, terminal, home, environment', text)
      assertSeen(!/pipe|fifo|hold|ttyS1|run\/kit/.test(text), 'no file of the agent open', text)
      shell.type('exit 5\n')
      assertSeen(await shell.exitCode() === 5, 'exit code 5', undefined)
    },
  },
  {
    title: 'the shell held on console 0 stands aside for another account, and once open the tree has a bash for each shell',
    run: async (guest) => {
      const ana = await GuestConsole.open(guest, 0, { columns: 66, rows: 11, user: 'ana' })
      const text = await ana.enter('id -un; stty size; env | grep -c KIT')
      assertSeen(/ana\s+11 66\s+0/.test(text), 'ana, her size, no trace of the held shell', text)
      await GuestConsole.open(guest, 1)
      const { stdout } = await runScript(guest, 'pgrep -x bash | wc -l')
      assertSeen(stdout.trim() === '2', 'two shells', stdout)
    },
  },
  {
    title: 'ana gets a shell of her own, unknown accounts and taken consoles are refused',
    run: async (guest) => {
      const shell = await GuestConsole.open(guest, 1, { user: 'ana' })
      const text = await shell.enter('id; pwd; ls -l /dev/hvc1; echo >/dev/tty; ls -d /root/')
      assertSeen(/uid=1000\(ana\) gid=1000\(ana\) groups=1000\(ana\)\s+\/home\/ana\s+\S+ \S+ ana/.test(text), 'ana at home', text)
      guest.send('open 1 80 20 root')
      await guest.line(/^refused 1 already open$/, ANSWER_MS)
      guest.send('open 2 80 20 nobody-knows')
      await guest.line(/^refused 2 unknown user nobody-knows$/, ANSWER_MS)
    },
  },
  {
    title: 'marks say when a command runs and how it ended, and an empty line or Ctrl-C says nothing',
    run: async (guest) => {
      const shell = await GuestConsole.open(guest, 0)
      assertMarks(await shell.enter('(exit 7)'), 'C', 'D;7', 'A', 'B')
      assertMarks(await shell.enter('true'), 'C', 'D;0', 'A', 'B')
      assertMarks(await shell.enter(''), 'A', 'B')
      shell.type('half a line\u0003')
      assertMarks(await shell.output(), 'A', 'B')
      shell.type('sleep 1000\n')
      // Sooner, bash has not handed the terminal to it yet, and takes the key for itself.
      await runScript(guest, 'until pgrep -x sleep >/dev/null; do sleep 0.1; done')
      shell.type('\u0003')
      assertMarks(await shell.output(), 'C', 'D;130', 'A', 'B')
    },
  },
  {
    title: 'a bash in new namespaces has marks of its own, and the outer one ends the command with D',
    run: async (guest) => {
      const shell = await GuestConsole.open(guest, 0)
      assertMarks(await shell.enter('unshare --pid --fork --mount-proc bash'), 'C', 'A', 'B')
      const text = await shell.enter('ps -e')
      assertMarks(text, 'C', 'D;0', 'A', 'B')
      assertSeen(/\n\s+1 hvc0 .* bash\r\n/.test(text), 'bash as process 1', text)
      assertMarks(await shell.enter('exit 4'), 'C', 'D;4', 'A', 'B')
    },
  },
  {
    title: 'a busybox sh, and a bash in a chroot without /etc and terminfo, have marks too',
    run: async (guest) => {
      await runScript(guest, 'mkdir -p /tmp/bare; cd /tmp/bare; for f in /usr/bin/bash $(ldd /usr/bin/bash | grep -o "/[^ ]*"); do mkdir -p .$(dirname $f); cp $f .$f; done')
      const shell = await GuestConsole.open(guest, 0)
      assertMarks(await shell.enter('busybox sh'), 'C', 'A', 'B')
      assertMarks(await shell.enter('echo hello'), 'A', 'B')
      assertMarks(await shell.enter('exit'), 'D;0', 'A', 'B')
      assertMarks(await shell.enter('chroot /tmp/bare /usr/bin/bash'), 'C', 'A', 'B')
      // Without terminfo readline may draw a prompt again, with its marks, so only the end of a command is certain.
      shell.type('(exit 3)\n')
      await shell.shows('133;D;3')
    },
  },
  {
    title: 'four shells run at once, and close ends one with all that runs in it',
    run: async (guest) => {
      const shells: GuestConsole[] = []
      for (const index of [0, 1, 2, 3])
        shells.push(await GuestConsole.open(guest, index))
      const tree = await runScript(guest, 'pgrep -x bash | wc -l')
      assertSeen(tree.stdout.trim() === '4', 'four shells', tree)
      shells[2]!.type('trap "" HUP; sleep 1000 & sleep 1000\n')
      await runScript(guest, 'until [[ $(pgrep -cx sleep) == 2 ]]; do sleep 0.1; done')
      guest.send('close 2')
      await guest.line(/^exit 2 \d+$/, ANSWER_MS)
      const left = await runScript(guest, 'sleep 0.5; pgrep -x sleep; pgrep -x bash | wc -l')
      assertSeen(left.stdout.trim() === '3', 'no sleep and three shells', left)
      await GuestConsole.open(guest, 2)
    },
  },
  {
    title: 'what was typed into a closed console is not there when it opens',
    run: async (guest) => {
      for (const index of [0, 3]) {
        guest.type(index, 'echo stale\nhalf')
        const shell = await GuestConsole.open(guest, index)
        const text = await shell.enter('echo fresh')
        assertSeen(!text.includes('stale') && !text.includes('half') && text.includes('fresh'), `nothing stale on console ${index}`, text)
      }
    },
  },
]

function assertMarks(text: string, ...expected: string[]): void {
  assertSeen(marksOf(text).join(' ') === expected.join(' '), `marks ${expected.join(' ')}`, text)
}
