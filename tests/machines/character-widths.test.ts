import type { Machine } from '../../scripts/machines/machine.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKeptTerminal } from '../../scripts/engine/kept-terminal.ts'
import { characterWidth } from '../../scripts/engine/screen/character-widths.ts'
import { createEmbeddedMachine } from '../../scripts/machines/embedded/create-embedded-machine.ts'

const FIRST = 0xA0
const LAST = 0x10FFFF
/** Neighbours of one width beyond these are represented by one in so many. */
const WHOLE_RUN = 100
const EVERY = 67
/** Characters that one script carries into the guest. */
const CHUNK = 20_000

/** Characters that Unicode knows, of each width; long rows of one width by their ends and a sample. */
function charactersOf(width: number): string[] {
  const characters: string[] = []
  let run: string[] = []
  for (let codePoint = FIRST; codePoint <= LAST + 1; codePoint++) {
    if (codePoint <= LAST && characterWidth(codePoint) === width) {
      const character = String.fromCodePoint(codePoint)
      if (!/[\p{Cn}\p{Cs}\p{Co}]/u.test(character))
        run.push(character)
    }
    else if (run.length > 0) {
      characters.push(...run.filter((_, index) => index < WHOLE_RUN || index >= run.length - WHOLE_RUN || index % EVERY === 0))
      run = []
    }
  }
  return characters
}

describe('the columns of a character', () => {
  const machine: Machine = createEmbeddedMachine()
  beforeAll(() => machine.start(new AbortController().signal))
  afterAll(() => machine.stop())

  async function run(script: string): Promise<string> {
    const { exitCode, stdout, stderr } = await machine.run(`export LC_ALL=C.UTF-8\n${script}`)
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
    return stdout.trim()
  }

  it.each([0, 1, 2])('are %i for the guest where they are for a terminal', async (width) => {
    const characters = charactersOf(width)
    await run(': > /tmp/characters')
    for (let start = 0; start < characters.length; start += CHUNK)
      await run(`cat >> /tmp/characters <<'END'\n${characters.slice(start, start + CHUNK).join('\n')}\nEND`)
    // The C library of the guest may be older than what knows these characters here; of those it knows, none is wider, and all together are.
    const [widest, known, together] = (await run(`
      wc -L < /tmp/characters
      grep -c '^[[:print:]]$' /tmp/characters
      grep '^[[:print:]]$' /tmp/characters | tr -d '\\n' | wc -L
    `)).split('\n').map(Number)
    expect(known).toBeGreaterThan(characters.length * 0.8)
    expect([widest, together]).toEqual([width, known! * width])
  })

  it('are known to Bash, too: its cursor stands where the terminal has it', async () => {
    const { terminal, write } = createKeptTerminal({ columns: 80, rows: 24 })
    const shell = await machine.openShell({ columns: 80, rows: 24 })
    terminal.onData(reply => shell.write(reply))
    shell.onData(data => write(data))
    const lineOf = (): string => {
      const { active } = terminal.buffer
      return active.getLine(active.baseY + active.cursorY)!.translateToString(true)
    }
    await expect.poll(lineOf).toMatch(/^\S+# $/)
    const prompt = lineOf()
    // What is inserted at the beginning has Bash draw all behind it anew, and count its columns to come back.
    shell.write('é日本🚀🫠👩‍💻❤️ﬁ①…─x\x01y')
    await expect.poll(lineOf).toBe(`${prompt}yé日本🚀🫠👩‍💻❤️ﬁ①…─x`)
    await expect.poll(() => terminal.buffer.active.cursorX).toBe(prompt.length + 1)
    shell.write('\x05z')
    await expect.poll(lineOf).toBe(`${prompt}yé日本🚀🫠👩‍💻❤️ﬁ①…─xz`)
    shell.kill()
    terminal.dispose()
  })
})
