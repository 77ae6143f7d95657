import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { testDemo } from '../../fixtures/demo.ts'

const SLOW = { timeout: 15_000 }

let session: Session
let folder: string

const screen = (): string => session.panes.get('host')!.screen.text
const files = (): Promise<string[]> => readdir(folder)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paste-'))
  session = new Session({
    chain: [
      testDemo({
        steps: [
          {
            pane: 'host',
            type: 'echo "step $((1 + 1))"',
            expect: { output: /^step 2\n$/ },
          },
        ],
      }),
    ],
    createMachine: () => new LocalMachine(),
    pace: 'fast',
  })
  await session.start()
})
afterEach(async () => {
  await session.stop()
  await rm(folder, { recursive: true })
})

/** Types as the speaker, and waits until the pane shows what that comes to. */
async function type(keys: string, shown: RegExp): Promise<void> {
  session.speaker.keys('host', keys)
  await expect.poll(screen, SLOW).toMatch(shown)
}

/** Begins a program, and waits until it reads the terminal. */
async function begin(command: string): Promise<void> {
  session.speaker.keys('host', `${command}\r`)
  await expect.poll(() => session.panes.get('host')!.output.prompt.isReady, SLOW).toBe(false)
}

describe('what is pasted at a prompt', () => {
  it.each([
    ['as it is', ''],
    ['with another prompt', 'PS1=\'> \'\r'],
    ['in vi mode', 'set -o vi\r'],
  ])('keeps its tabs, %s', async (_, before) => {
    if (before !== '')
      await type(before, /\n[^\n]*[#>]$/)
    await session.speaker.paste('host', 'printf \'a\tb\' | od -An -c')
    await type('\r', /\n +a +\\t +b\n/)
  })

  it('runs nothing by itself, and all of it with Enter', async () => {
    await session.speaker.paste('host', `touch ${folder}/one\ntouch ${folder}/two\n`)
    await expect.poll(screen, SLOW).toContain(`touch ${folder}/two`)
    expect(await files()).toEqual([])
    session.speaker.keys('host', '\r')
    await expect.poll(files, SLOW).toEqual(['one', 'two'])
  })

  it('runs nothing either where it has keys in it', async () => {
    await session.speaker.paste('host', `touch ${folder}/one\x1B[201~\rtouch ${folder}/two\r`)
    await expect.poll(screen, SLOW).toContain('/two')
    expect(await files()).toEqual([])
  })

  it('is taken away again by the next step, which is typed alone', async () => {
    await session.speaker.paste('host', `touch ${folder}/one\n`)
    session.advance(1)
    await session.idle()
    expect(session.status.state).toBe('ready')
    expect(await files()).toEqual([])
  })
})

it('what is pasted into a program reaches it as it is', async () => {
  await begin(`cat > ${folder}/text`)
  await session.speaker.paste('host', 'a\tb\nc\n')
  await type('\x04', /#$/)
  await type(`od -An -c ${folder}/text\r`, /a +\\t +b +\\n +c +\\n\n/)
})

describe('a long paste', () => {
  const long = `${'x'.repeat(79)}\n`.repeat(1_000)

  it('is stopped by Ctrl-C, and then the shell is there', async () => {
    await begin('cat > /dev/null')
    const pasted = session.speaker.paste('host', long)
    expect(() => session.speaker.keys('host', 'y')).toThrow(/Ctrl-C drops the rest of it/)
    session.speaker.keys('host', '\x03')
    await expect(pasted).rejects.toThrow('has been dropped')
    await expect.poll(() => session.panes.get('host')!.output.prompt.isReady, SLOW).toBe(true)
    await type('echo still $((1 + 1))\r', /still 2\n/)
  })

  it('is ended by a step', async () => {
    const pasted = session.speaker.paste('host', long)
    pasted.catch(() => {})
    session.advance(1)
    await expect(pasted).rejects.toThrow('the kit types the next step')
    await session.idle()
    expect(session.status.state).toBe('ready')
  })

  it('does not go on into the shell of a program that has ended', async () => {
    await begin(`head -c 2000 > ${folder}/head`)
    await expect(session.speaker.paste('host', `echo run >> ${folder}/run\n`.repeat(2_000))).rejects.toThrow('another program reads the terminal now')
    await expect.poll(() => session.panes.get('host')!.output.prompt.isReady, SLOW).toBe(true)
    // What was on its way already cannot be taken back.
    const run = await readFile(join(folder, 'run'), 'utf8').catch(() => '')
    expect(run.split('\n').length).toBeLessThan(200)
  })
})
