import type { Step } from '../../../demos/define.ts'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { showsLine } from '../../../scripts/engine/type-line.ts'
import { testDemo } from '../../fixtures/demo.ts'

/** Ctrl-C, and the prompt that comes of it. */
const DROPPED = ['\x03', /\^C\n[^\n]*#$/] as const

let session: Session
let folder: string
/** What the demo types, which leaves a line in a file whenever it is run. */
let line: string

const pane = (): NonNullable<ReturnType<typeof session.panes.get>> => session.panes.get('host')!
const screen = (): string => pane().screen.text
const status = (): string => `${session.status.state} ${session.status.step}/${session.status.steps}`
const runs = async (): Promise<string> => await readFile(join(folder, 'runs'), 'utf8').catch(() => '')

async function start(steps: readonly Step[]): Promise<void> {
  session = new Session({
    chain: [
      testDemo({ steps }),
    ],
    createMachine: () => new LocalMachine(),
    pace: 'fast',
  })
  await session.start()
}

async function next(press: number): Promise<void> {
  session.advance(press)
  await session.idle()
}

/** Types as the speaker, and waits until the pane shows what that comes to. */
async function type(keys: string, shown: RegExp): Promise<void> {
  session.speaker.keys('host', keys)
  await expect.poll(screen).toMatch(shown)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presses-'))
  line = `echo once | tee -a ${folder}/runs`
  await start([
    { pane: 'host', type: 'WORD=kept' },
    {
      pane: 'host',
      type: line,
      presses: 2,
      expect: { output: /^once\n$/ },
    },
    {
      pane: 'host',
      type: 'echo "word: $WORD"',
      expect: { output: /^word: kept\n$/ },
    },
  ])
  await next(1)
})
afterEach(async () => {
  await session.stop()
  await rm(folder, { recursive: true })
})

describe('a step of two presses', () => {
  it('is typed by the first, with nothing run, and run by the second', async () => {
    expect(status()).toBe('ready 1/4')
    await next(2)
    expect(status()).toBe('ready 2/4')
    expect(pane().screen.cursorLine.endsWith(`# ${line}`)).toBe(true)
    await expect(access(join(folder, 'runs'))).rejects.toThrow('ENOENT')
    await next(3)
    expect(status()).toBe('ready 3/4')
    expect(await runs()).toBe('once\n')
    expect(screen().match(/tee -a/g)).toHaveLength(1)
    await next(4)
    expect(status()).toBe('ready 4/4')
  })

  it('is typed and run where both presses are asked for at once', async () => {
    await next(4)
    expect(status()).toBe('ready 4/4')
    expect(await runs()).toBe('once\n')
  })

  it('runs the line as the speaker has changed it, and judges that', async () => {
    await next(2)
    await type(' | tr o O', /tr o O$/)
    await next(3)
    expect(status()).toBe('failed 3/4')
    expect(session.status.message).toMatch(/step 2 of 3 .*expected output to match .*but it was:\nOnce\n/s)
    expect(await runs()).toBe('once\n')
    // Once more, with what the demo types.
    session.seek(2)
    await next(3)
    expect(status()).toBe('ready 3/4')
    expect(await runs()).toBe('once\nonce\n')
  })

  it('is only judged where the speaker has pressed Enter', async () => {
    await next(2)
    await type('\r', /\nonce\n[^\n]*#$/)
    await next(3)
    expect(status()).toBe('ready 3/4')
    expect(await runs()).toBe('once\n')
    await next(4)
    expect(status()).toBe('ready 4/4')
  })

  it('waits for the end of what the speaker has entered', async () => {
    await next(2)
    await type('; sleep 1; echo late', /echo late$/)
    session.speaker.keys('host', '\r')
    await next(3)
    expect(screen()).toMatch(/\nonce\nlate\n/)
    expect(await runs()).toBe('once\n')
  })

  it.each<[string, (readonly [keys: string, shown: RegExp])[]]>([
    [
      'dropped',
      [DROPPED],
    ],
    [
      'dropped for a command of their own',
      [
        DROPPED,
        ['echo mine\r', /\nmine\n[^\n]*#$/],
      ],
    ],
    [
      'dropped for half another one',
      [
        DROPPED,
        ['echo half', /echo half$/],
      ],
    ],
    [
      'taken away',
      [
        ['\x15', /\n[^\n]*#$/],
      ],
    ],
    [
      'taken away, and entered the empty line',
      [
        ['\x15\r', /# ?\n[^\n]*#$/],
      ],
    ],
    [
      'taken away, character by character',
      [
        [
          '\x7F'.repeat(200),
          /\n[^\n]*#$/,
        ],
      ],
    ],
  ])('is typed anew by the second press where the speaker has %s', async (_, typed) => {
    await next(2)
    for (const [keys, shown] of typed)
      await type(keys, shown)
    expect(await runs()).toBe('')
    await next(3)
    expect(session.status.message).toBeUndefined()
    expect(status()).toBe('ready 3/4')
    expect(await runs()).toBe('once\n')
  })

  it('says what is in the way where the speaker has begun something else', async () => {
    await next(2)
    await type(...DROPPED)
    await type('sleep 500\r', /sleep 500$/)
    await next(3)
    expect(status()).toBe('blocked 2/4')
    expect(session.status.message).toMatch(/^sleep runs in "host"\. Press Ctrl-C, then go on: step 2 of 3/)
    await type(...DROPPED)
    await next(3)
    expect(status()).toBe('ready 3/4')
    expect(await runs()).toBe('once\n')
  })

  it('runs the line where the speaker has moved in it, or looked at another pane', async () => {
    await next(2)
    session.speaker.keys('host', '\x1B[D\x1B[D\x01')
    session.speaker.keys('other', 'echo elsewhere\r')
    await expect.poll(() => session.panes.get('other')!.screen.text).toMatch(/\nelsewhere\n/)
    await next(3)
    expect(status()).toBe('ready 3/4')
    expect(await runs()).toBe('once\n')
  })

  it('is not entered by what the speaker pastes into its line', async () => {
    await next(2)
    await session.speaker.paste('host', ' # a remark\n')
    await expect.poll(screen).toContain('# a remark')
    expect(await runs()).toBe('')
    await next(3)
    expect(status()).toBe('ready 3/4')
    expect(await runs()).toBe('once\n')
  })

  it('is seen where the speaker had turned off the echo', async () => {
    await type('stty -echo\r', /stty -echo\n[^\n]*#$/)
    await next(2)
    expect(pane().screen.cursorLine.endsWith(line)).toBe(true)
    await next(3)
    expect(status()).toBe('ready 3/4')
    expect(await runs()).toBe('once\n')
  })

  it('is taken back press by press', async () => {
    await next(3)
    session.back(2)
    await session.idle()
    expect(status()).toBe('ready 2/4')
    expect(pane().screen.cursorLine.endsWith(line)).toBe(true)
    expect(screen()).not.toContain('\nonce')
    session.back(1)
    await session.idle()
    expect(status()).toBe('ready 1/4')
    expect(screen()).not.toContain('tee')
    await next(2)
    await session.reset()
    expect(status()).toBe('ready 0/4')
    expect(screen()).not.toContain('tee')
  })
})

describe('two presses', () => {
  it('leave a line of several rows where it is, and enter it', async () => {
    await session.stop()
    const long = `echo ${'x'.repeat(150)} end`
    await start([
      { pane: 'host', type: long, presses: 2 },
    ])
    await next(1)
    expect(showsLine(pane(), long)).toBe(true)
    expect(showsLine(pane(), `${long}s`)).toBe(false)
    await next(2)
    expect(status()).toBe('ready 2/2')
    expect(screen().match(/ end/g)).toHaveLength(2)
  })

  it('are for lines of programs, too, and for what an until ends', async () => {
    await session.stop()
    await start([
      {
        pane: 'host',
        type: 'cat',
        until: { output: /^$/ },
      },
      {
        pane: 'host',
        type: 'said twice',
        presses: 2,
        until: { output: /^said twice$/m },
      },
    ])
    await next(2)
    expect(status()).toBe('ready 2/3')
    expect(screen()).toMatch(/cat\nsaid twice$/)
    await next(3)
    expect(status()).toBe('ready 3/3')
    expect(screen()).toMatch(/cat\nsaid twice\nsaid twice$/)
  })
})
