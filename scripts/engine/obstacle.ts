import type { Foreground } from './foreground.ts'

/** Programs that read command lines. */
const SHELLS = new Set([
  'bash',
  'sh',
  'dash',
  'ash',
  'busybox',
  'zsh',
  'ksh',
  'mksh',
  'fish',
])

/** Programs with a terminal of their own for what they run: only prompt marks tell what goes on in there. */
const CARRIERS = new Set([
  'runc',
  'crun',
  'runsc',
  'podman',
  'docker',
  'nerdctl',
  'ctr',
  'kubectl',
  'lxc-attach',
  'lxc-start',
  'incus',
  'machinectl',
  'systemd-nspawn',
  'ssh',
  'script',
])

/** Ctrl-C: ends what has been typed so far, in every key map of readline and in pagers. */
export const INTERRUPT = '\x03'

/**
 * Programs that only show something, and the keys that leave them, to be tried one after the other: Ctrl-C leads out of what a pager asks, where q
 * is only a letter. Nothing is lost by that.
 */
const VIEWERS: Readonly<Record<string, readonly string[]>> = {
  less: ['q', INTERRUPT],
  more: ['q', INTERRUPT],
  most: ['q', INTERRUPT],
  top: [INTERRUPT, 'q'],
  htop: [INTERRUPT, 'q'],
  watch: [INTERRUPT],
}

/** How a person leaves a program, where Ctrl-C is not the way. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  'vi': 'Press Escape, then type :wq or :q! and Enter',
  'vim': 'Press Escape, then type :wq or :q! and Enter',
  'vim.tiny': 'Press Escape, then type :wq or :q! and Enter',
  'nvim': 'Press Escape, then type :wq or :q! and Enter',
  'nano': 'Press Ctrl-X',
  'cat': 'Press Ctrl-D',
  'bc': 'Press Ctrl-D',
  'python': 'Press Ctrl-D',
  'node': 'Press Ctrl-D',
  'gdb': 'Press Ctrl-D',
  'ssh': 'Type exit and Enter',
  'tmux': 'Press Ctrl-B, then D',
}

/** What stands between a pane and its prompt. */
export type PaneUse
  /** A shell waits for a command line. */
  = | { kind: 'prompt' }
  /** A program runs that keys can leave without any loss. */
    | { kind: 'viewer', keys: readonly string[] }
  /** A program with a terminal of its own. */
    | { kind: 'carrier', obstacle: Obstacle }
  /** A program runs that only a person can decide to end. */
    | { kind: 'busy', obstacle: Obstacle }

/** Something that only the speaker can clear away. */
export interface Obstacle {
  /** The program, where its name is known. */
  program?: string
  /** What to do about it, as the beginning of a sentence. */
  wayOut: string
}

/** Only shells have the terminal, and they compute: they may be about to wait for a command line, as after each key on a busy computer. */
export function isPassing({ programs, areAsleep }: Foreground): boolean {
  return !areAsleep && programs.every(name => SHELLS.has(name))
}

/** Sorts what has a pane's terminal by what can be done about it. */
export function paneUse({ programs, areAsleep, isRaw }: Foreground): PaneUse {
  const viewer = programs.find(name => Object.hasOwn(VIEWERS, name))
  if (viewer !== undefined)
    return { kind: 'viewer', keys: VIEWERS[viewer]! }
  const [program = ''] = programs
  // Bash edits its lines itself; where it does not, it runs a command of its own, such as `read` or a loop.
  if (programs.length === 1 && SHELLS.has(program) && areAsleep && (isRaw || program !== 'bash'))
    return { kind: 'prompt' }
  const known = programs.find(name => Object.hasOwn(WAYS_OUT, plainName(name)))
  const named = known ?? programs.findLast(name => !SHELLS.has(name))
  const obstacle: Obstacle = {
    ...named !== undefined && { program: named },
    wayOut: known === undefined
      ? 'Press Ctrl-C'
      : WAYS_OUT[plainName(known)]!,
  }
  return {
    kind: programs.some(name => CARRIERS.has(name))
      ? 'carrier'
      : 'busy',
    obstacle,
  }
}

/** A program's name without its version, such as `python` for `python3.11`. */
function plainName(name: string): string {
  return name.replace(/[\d.]+$/, '')
}
