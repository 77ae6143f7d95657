import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { demoChain, findDemo } from '../../../scripts/engine/demo-catalogue.ts'
import { DemoError } from '../../../scripts/engine/demo-error.ts'
import { readDemos } from '../../../scripts/server/read-demos.ts'

const badDemos = fileURLToPath(new URL('../../fixtures/bad-demos/', import.meta.url))

const readDemosModule = new URL('../../../scripts/server/read-demos.ts', import.meta.url).href

/** For each folder of bad demos: the place and the remedy that the message must name. */
const expected: Record<string, RegExp> = {
  'after-itself': /^demos\/bad-demo\.ts, the demo: after leads back to itself \(bad-demo → bad-demo\)/,
  'blank-type': /^demos\/bad-demo\.ts, step 1 of 1: type: must not be empty/,
  'broken-after': /^demos\/bad-demo\.ts, the demo: after names "no-such-demo", which does not exist\. There are: bad-demo\.$/,
  'circular-after': /^demos\/one\.ts, the demo: after leads back to itself \(one → two → three → one\)/,
  'duplicate-id': /^demos\/two\.ts, the demo: id "one" is already used by demos\/one\.ts\. Give each demo its own id\.$/,
  'empty-expectation': /^demos\/bad-demo\.ts, step 1 of 1: expect is empty; give it output, not, exit or check/,
  'endless-timeout': /^demos\/bad-demo\.ts, step 1 of 1: timeout: must be at most 600 seconds/,
  'exit-after-until': /^demos\/bad-demo\.ts, step 3 of 3: expect\.exit can never be known, .*; drop one of them/,
  'exit-of-another-pane': /^demos\/bad-demo\.ts, step 1 of 1: expect\.exit belongs to the step's own pane; drop expect\.pane or expect\.exit/,
  'five-panes': /^demos\/bad-demo\.ts, the demo: panes: must name at most four panes/,
  'global-pattern': /^demos\/bad-demo\.ts, step 1 of 1: expect\.output: must not have the flags g or y/,
  'id-is-not-file': /^demos\/bad-demo\.ts, the demo: id "another" does not match the file name\. Rename the file to another\.ts or change the id\.$/,
  'id-is-not-kebab': /^demos\/bad-demo\.ts, the demo: id: must be kebab-case, such as "pid-namespace"/,
  'missing-import': /^demos\/bad-demo\.ts could not be loaded: .*no-such-file\.ts/,
  'multi-line-type': /^demos\/bad-demo\.ts, step 1 of 1: type: must be one line; use one step per command/,
  'narrow-pane': /^demos\/bad-demo\.ts, the demo: panes\.host\.columns: must be at least 20/,
  'no-default-export': /^demos\/bad-demo\.ts has no default export\. End the file with `export default defineDemo\(\{ … \}\)`\.$/,
  'no-keys': /^demos\/bad-demo\.ts, step 1 of 1: keys: must name at least one key/,
  'no-panes': /^demos\/bad-demo\.ts, the demo: panes: must name at least one pane/,
  'no-steps': /^demos\/bad-demo\.ts, the demo: steps: must have at least one step/,
  'not-an-object': /^demos\/bad-demo\.ts, the demo: .*Object/,
  'odd-user': /^demos\/bad-demo\.ts, the demo: panes\.host\.user: must be an account name/,
  'output-and-not-alike': /^demos\/bad-demo\.ts, step 1 of 1: expect\.output and expect\.not are the same pattern \/bash\/, which cannot both hold/,
  'print-beyond': /^demos\/bad-demo\.ts, the demo: print names step 3, but the demo has 2\./,
  'print-disorder': /^demos\/bad-demo\.ts, the demo: print: must name each step once, in their order/,
  'sticky-pattern': /^demos\/bad-demo\.ts, step 1 of 1: until\.output: must not have the flags g or y/,
  'type-and-keys': /^demos\/bad-demo\.ts, step 1 of 1: must have exactly one of type, keys, speaker and file\./,
  'unknown-expect-pane': /^demos\/bad-demo\.ts, step 1 of 1: expect\.pane is "hots", but the panes of this demo are host/,
  'unknown-key-name': /^demos\/bad-demo\.ts, step 1 of 1: key "constructor" is not known; use a single character, Ctrl-<letter>, or one of Enter, /,
  'unknown-key-of-demo': /^demos\/bad-demo\.ts, the demo: machine: /,
  'unknown-key-of-step': /^demos\/bad-demo\.ts, step 1 of 1: expects: is not a property of such a step\./,
  'unknown-machine': /^demos\/bad-demo\.ts, the demo: machines\.0: .*"embedded"/,
  'unknown-pane': /^demos\/bad-demo\.ts, step 2 of 2: pane is "hots", but the panes of this demo are host/,
  'unknown-until-pane': /^demos\/bad-demo\.ts, step 1 of 1: until\.pane is "hots", but the panes of this demo are host/,
}

async function failure(folder: string): Promise<DemoError> {
  try {
    await readDemos(folder)
  }
  catch (error) {
    expect(error).toBeInstanceOf(DemoError)
    expect(error).toMatchObject({ code: 'invalid' })
    return error as DemoError
  }
  throw new Error(`${folder} was accepted.`)
}

async function inTemporaryFolder(files: Record<string, string>, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'read-demos-'))
  try {
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, name), text)
    await use(folder)
  }
  finally {
    await rm(folder, { recursive: true })
  }
}

function source(id: string, rest = ''): string {
  return `export default { id: '${id}', title: 'Good', machines: ['embedded'], panes: { host: {} }, ${rest} steps: [{ pane: 'host', type: 'true' }] }\n`
}

describe('a folder of demos', () => {
  it('names the line of a syntax error', async () => {
    await inTemporaryFolder({ 'half.ts': `${source('half')}export const one = {\n  two: [\n` }, async (folder) => {
      // Only Node itself loads a demo as it is loaded in a talk.
      const program = `import(${JSON.stringify(readDemosModule)}).then(({ readDemos }) => readDemos(${JSON.stringify(folder)})).catch(error => console.log(error.message))`
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', program])
      expect(stdout).toMatch(/^demos\/half\.ts, line [2-4], could not be loaded: \S/)
    })
  })

  it.each(Object.entries(expected))('is refused with file, step and remedy: %s', async (name, message) => {
    expect((await failure(join(badDemos, name))).message).toMatch(message)
  })

  it('has no bad example that is not checked here', async () => {
    expect((await readdir(badDemos)).sort()).toEqual(Object.keys(expected).sort())
  })

  it('is refused with the file\'s name where one does not even parse', async () => {
    await inTemporaryFolder({
      'good-demo.ts': source('good-demo'),
      'torn-demo.ts': 'export default {\n  id: \'torn-demo\',\n',
    }, async (folder) => {
      const error = await failure(folder)
      expect(error.message).toMatch(/^demos\/torn-demo\.ts could not be loaded: /)
      expect(error.cause).toBeInstanceOf(Error)
    })
  })

  it('is refused where the lines that a file step tells would be found only every other time', async () => {
    await inTemporaryFolder({
      'bad-demo.ts': source('bad-demo').replace('type: \'true\'', 'file: \'one.go\', tells: /main/g'),
    }, async (folder) => {
      expect((await failure(folder)).message).toMatch(/^demos\/bad-demo\.ts, step 1 of 1: tells: must not have the flags g or y/)
    })
  })

  it('is refused when it holds no demo', async () => {
    await inTemporaryFolder({ 'define.ts': '', 'notes.md': '' }, async (folder) => {
      expect((await failure(folder)).message).toMatch(/holds no demo\. Write one \(see demos\/define\.ts\), or name another folder\.$/)
    })
  })

  it('becomes a catalogue that knows what comes after what', async () => {
    await inTemporaryFolder({
      'define.ts': 'throw new Error("not a demo")',
      'first.ts': source('first'),
      'second.ts': source('second', 'after: \'first\','),
      'third.ts': source('third', 'after: \'second\','),
    }, async (folder) => {
      const catalogue = await readDemos(folder)
      expect([
        ...catalogue.keys(),
      ]).toEqual(['first', 'second', 'third'])
      expect(demoChain(catalogue, 'third').map(({ id }) => id)).toEqual(['first', 'second', 'third'])
      expect(findDemo(catalogue, 'first').panes).toEqual([
        {
          name: 'host',
          title: 'host',
          columns: 80,
          rows: 20,
          user: 'root',
        },
      ])
      for (const id of ['fourth', 'constructor', '__proto__'])
        expect(() => findDemo(catalogue, id)).toThrow(`There is no demo "${id}". There are: first, second, third.`)
    })
  })
})
