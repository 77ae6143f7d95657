import type { Machine, Shell } from '../machines/machine.ts'

/** Milliseconds for a look at a pane's terminal; a fraction of a second is usual, also on an emulated machine. */
const LOOK_MS = 5_000

/** What has a pane's terminal, as the machine's kernel tells. */
export interface Foreground {
  /** Names of the programs in the terminal's foreground process group, as in `/proc/PID/comm`. */
  programs: readonly string[]
  /** All of them wait for something. */
  areAsleep: boolean
  /** The terminal gives keys one by one (not canonical, termios(3)): a program edits a line, or draws the whole screen. */
  isRaw: boolean
}

/**
 * Bash that prints the process group which has the terminal of a process: per program its state and name, and how the terminal gives keys
 * (proc_pid_stat(5)). Few forks, which are dear on an emulated machine, and only reads.
 */
function lookScript(processId: number): string {
  return `
read -r line </proc/${processId}/stat || exit
set -- \${line##*) }
group=$6
for stat in /proc/[0-9]*/stat; do
  { read -r line <"$stat"; } 2>/dev/null || continue
  set -- \${line##*) }
  [[ $3 == "$group" && $1 != Z ]] || continue
  name=\${line#*(}
  printf 'program %s %s\\n' "$1" "\${name%)*}"
done
[[ " $(stty -a </proc/${processId}/fd/0) " == *' -icanon '* ]] && echo raw
exit 0`
}

/** Asks a machine what has the terminal of one of its shells. Undefined where that cannot be told. */
export async function readForeground(machine: Machine, shell: Shell | undefined, signal: AbortSignal): Promise<Foreground | undefined> {
  if (!shell?.processId)
    return undefined
  try {
    const { exitCode, stdout } = await machine.run(lookScript(await shell.processId()), { timeout: LOOK_MS, signal })
    return exitCode === 0
      ? parseForeground(stdout)
      : undefined
  }
  catch {
    signal.throwIfAborted()
    // A machine that cannot be looked at may still have a shell that can be typed into, which its prompt marks tell.
    return undefined
  }
}

/** Reads what `lookScript` printed. Undefined where the terminal has no foreground. */
export function parseForeground(text: string): Foreground | undefined {
  const programs = [
    ...text.matchAll(/^program (\S) (.*)$/gm),
  ].map(([, state, name]) => ({ state, name: name! }))
  return programs.length === 0
    ? undefined
    : {
        programs: programs.map(({ name }) => name),
        areAsleep: programs.every(({ state }) => state === 'S'),
        isRaw: /^raw$/m.test(text),
      }
}
