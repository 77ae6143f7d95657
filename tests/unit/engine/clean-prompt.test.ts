import type { Step } from '../../../demos/define.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { findProgram } from '../../../scripts/system/find-program.ts'
import { testDemo } from '../../fixtures/demo.ts'

/** What the steps do, so that a missing, a doubled or a mixed one shows in the second one's output. */
const steps: readonly Step[] = [
  { pane: 'host', type: 'WORD=first' },
  {
    pane: 'host',
    type: 'echo "the word is [$WORD]"',
    expect: { output: /^the word is \[first\]\n$/ },
  },
]

let session: Session

const pane = (): NonNullable<ReturnType<typeof session.panes.get>> => session.panes.get('host')!
const screen = (): string => pane().screen.text
const status = (): string => `${session.status.state} ${session.status.step}`

/** Types as the speaker, and waits until the pane shows what that comes to. */
async function type(keys: string, shown: RegExp): Promise<void> {
  session.speaker.keys('host', keys)
  await expect.poll(screen).toMatch(shown)
}

async function next(step: number): Promise<void> {
  session.advance(step)
  await session.idle()
}

beforeEach(async () => {
  session = new Session({
    chain: [
      testDemo({ steps }),
    ],
    createMachine: () => new LocalMachine(),
    pace: 'fast',
  })
  await session.start()
})
afterEach(async () => {
  await session.stop()
})

/** What a speaker may leave behind that the kit clears away by itself. */
const cleared: [what: string, keys: string, shown: RegExp][] = [
  ['half a line', 'echo half a tho', /half a tho$/],
  ['half a line with the cursor in its middle', 'echo half\x1B[D\x1B[D', /echo half$/],
  ['a continuation prompt', 'echo don\'t\r', /\n>$/],
  ['a here-document', 'cat <<END\rone\r', /> one\n>$/],
  ['a search of the history', '\x12', /reverse-i-search/],
  ['a quoted key', '\x16', /#(?: \^)?$/],
  ['vi mode, for commands', 'set -o vi\r\x1B', /set -o vi\n[^\n]*#$/],
  ['half a line in vi mode', 'set -o vi\rabc def\x1B0', /abc def$/],
  ['another prompt', 'PS1=\'# \'\r', /\n#$/],
  ['half a line at another prompt', 'PS1=\'# \'\recho half', /\n# echo half$/],
  ['a shell in the shell', 'bash --norc\r', /bash --norc\n[^\n]*#$/],
  ['a pager', 'seq 100 | less\r', /\n:$/],
  ['a search in a pager', 'seq 100 | less\r/x', /\n\/x$/],
  ['mouse reports', 'printf "\\e[?1003h\\e[?1006h"\r', /1006h"/],
  ['the keys of an application', 'printf "\\e[?1h\\e="\r', /\\e="/],
  ['the second screen', 'printf "\\e[?1049hleft over"\r', /left over/],
  ['a terminal without echo', 'stty -echo\r', /stty -echo\n[^\n]*#$/],
  // eslint-disable-next-line no-template-curly-in-string -- Bash, not JavaScript
  ['a shell that computes for longer than a command may take to end', 's=$EPOCHREALTIME; until ((${EPOCHREALTIME/./} - ${s/./} > 1500000)); do :; done\r', /done$/],
  ['stopped output', '\x13echo unseen\r', /#$/],
]

/** A bare computer has no pager; the embedded machine, which is tested too, has. */
const hasPager = await findProgram('less') !== undefined

describe('a step', () => {
  it.each(cleared.filter(([, keys]) => hasPager || !keys.includes('less')))('is typed at a clean prompt after %s', async (what, keys, shown) => {
    await next(1)
    await type(keys, shown)
    // The variable of the first step is not exported, so that a nested shell does not know it.
    if (what === 'a shell in the shell')
      await type('WORD=first\r', /WORD=first\n[^\n]*#$/)
    await next(2)
    expect(session.status.message).toBeUndefined()
    expect(status()).toBe('ready 2')
    expect(screen()).toContain('echo "the word is [$WORD]"\nthe word is [first]\n')
  })

  it('leaves the terminal as a shell expects it', async () => {
    await type('printf "\\e[?1003h\\e[?1h\\e[?1049h\\e[2;4r"\r', /$/)
    await next(1)
    const { default: headless } = await import('@xterm/headless')
    const copy = new headless.Terminal({ cols: 80, rows: 9, allowProposedApi: true })
    await new Promise<void>(resolve => copy.write(pane().snapshot(), resolve))
    expect(copy.modes).toMatchObject({ mouseTrackingMode: 'none', applicationCursorKeysMode: false })
    expect(copy.buffer.active.type).toBe('normal')
    copy.dispose()
  })

  it('is typed at a prompt without marks, one after the other', async () => {
    await type('PS1=\'# \'\r', /\n#$/)
    await next(1)
    await next(2)
    expect(session.status.message).toBeUndefined()
    expect(status()).toBe('ready 2')
  })

  it.each([
    [
      'sleep',
      'sleep 500\r',
      'Press Ctrl-C',
      '\x03',
    ],
    ['cat', 'cat\r', 'Press Ctrl-D', '\x04'],
    [
      'Something still',
      'read -r x\r',
      'Press Ctrl-C',
      '\x03',
    ],
  ])('is not typed into %s, which is named at once, and is typed when it is gone', async (program, command, wayOut, key) => {
    await next(1)
    await type(command, new RegExp(`${command.trim()}$`))
    await expect.poll(() => pane().output.prompt.isReady).toBe(false)
    session.advance(2)
    await expect.poll(status, { timeout: 8_000 }).toBe('blocked 1')
    expect(session.status.message).toMatch(new RegExp(`^${program} runs in "host"\\. ${wayOut}`))
    expect(screen()).not.toContain('the word')

    await next(2)
    expect(status()).toBe('blocked 1')
    session.speaker.keys('host', key)
    await expect.poll(() => pane().output.prompt.isReady).toBe(true)
    await next(2)
    expect(status()).toBe('ready 2')
    expect(screen()).toContain('the word is [first]')
  })

  it('that failed is typed once more when it is asked for anew', async () => {
    await type('unset WORD; readonly WORD\r', /readonly WORD\n.*#$/)
    await next(1)
    expect(status()).toBe('failed 1')
    // The same target again is only another window that says what the first one said.
    await next(1)
    expect(status()).toBe('failed 1')
    session.seek(0)
    expect(status()).toBe('ready 0')
    await next(1)
    expect(status()).toBe('failed 1')
    expect(screen().match(/WORD=first/g)).toHaveLength(2)
  })
})

describe('a speaker\'s keys', () => {
  it('are refused while a step is typed, and never mixed into it', async () => {
    await session.stop()
    session = new Session({
      chain: [
        testDemo({
          steps: [
            { pane: 'host', type: 'echo "all of it"; sleep 30' },
          ],
        }),
      ],
      createMachine: () => new LocalMachine(),
    })
    await session.start()
    session.advance(1)
    await expect.poll(screen).toMatch(/echo "a/)
    expect(() => session.speaker.keys('host', '\r')).toThrow(/kit is typing in "host"/)
    session.speaker.keys('other', 'echo elsewhere\r')
    await expect.poll(screen).toMatch(/\nall of it/)
    // Once the command runs, it is theirs.
    session.speaker.keys('host', '\x03')
    await session.idle()
    expect(session.status.message).toMatch(/exit status 0, but it was 130/)
  })
})
