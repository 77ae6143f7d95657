import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import command from '../../scripts/commands/rehearse.ts'
import { parseCast } from '../../scripts/engine/asciicast.ts'
import { enterChapter, startTimer, STOPPED_TIMER } from '../../scripts/protocol/talk-timer.ts'
import { TOKEN_HEADER } from '../../scripts/protocol/token.ts'
import { freePort } from '../../scripts/system/free-port.ts'
import { recordingsFolder } from '../../scripts/system/project-paths.ts'
import { npmRun } from '../fixtures/npm-command.ts'
import { refusal } from '../fixtures/refusal.ts'

const SLOW = { timeout: 90_000, interval: 100 }
const namespaceBreaks = new URL('../fixtures/breaks/namespaces.ts', import.meta.url)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rehearse-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** A demo of two steps on one pane. */
function source(id: string, { command = 'echo hello', machine = 'embedded' } = {}): string {
  return `export default {
    id: '${id}', title: 'A test', machines: ['${machine}'], panes: { host: {} },
    steps: [{ pane: 'host', type: 'uname -s' }, { pane: 'host', type: '${command}', expect: { output: /hello/ } }],
  }\n`
}

async function writeDemo(id: string, options?: Parameters<typeof source>[1]): Promise<void> {
  await writeFile(join(folder, `${id}.ts`), source(id, options))
}

describe('npm run rehearse', () => {
  it('runs a demo, records it once, reports, and leaves alone what else lies in a folder of demos', async () => {
    await writeDemo('good')
    const other = join(folder, 'recordings', 'holiday-videos')
    await cp(join(recordingsFolder, 'pid-namespace'), other, { recursive: true })
    const report = join(folder, 'report')
    const first = npmRun('rehearse', '--demos', folder, '--report', report)
    expect(await first.exit).toBe(0)
    expect(first.output()).toMatch(/^good +no slide yet +2\/2 +\d+\.\d +green +written$/m)
    expect(await readdir(other)).toContain('host.cast')
    expect(await readFile(join(report, 'rehearsal.xml'), 'utf8')).toContain('tests="1" failures="0"')
    expect(JSON.parse(await readFile(join(report, 'rehearsal.json'), 'utf8'))).toMatchObject({
      machine: 'embedded',
      demos: [
        { demo: 'good', verdict: 'green', recording: 'written' },
      ],
    })
    const path = join(folder, 'recordings', 'good', 'host.cast')
    const cast = await readFile(path, 'utf8')
    expect(parseCast(cast, path).header.demo).toMatchObject({ id: 'good', pane: 'host', machine: 'embedded' })

    const second = npmRun('rehearse', '--demos', folder, '--times', '2', '--jobs', '2')
    expect(await second.exit).toBe(0)
    expect(second.output()).toMatch(/^good .* green 2 of 2 times +fresh$/m)
    expect(await readFile(path, 'utf8')).toBe(cast)
  })

  it('names the step of a demo that is broken, with its last screen and the command to see it again', async () => {
    await writeFile(join(folder, 'uts-namespace.ts'), `import { namespaceBreaks } from '${namespaceBreaks.href}'\nexport default namespaceBreaks['uts-namespace'].definition\n`)
    await writeDemo('good')
    const { output, exit } = npmRun('rehearse', '--demos', folder, '--recordings', join(folder, 'elsewhere'))
    expect(await exit).toBe(1)
    expect(output()).toMatch(/^good .* green +written$/m)
    expect(output()).toMatch(/^uts-namespace +no slide yet +3\/10 +\d+\.\d +FAILED +missing$/m)
    expect(output()).toMatch(/^✗ uts-namespace, step 4 of 10 \(host: .*\): expected output to match .*, but it was:\n/m)
    expect(output()).toMatch(/^Last screen of "host":\n.*~#/m)
    expect(output()).toContain(`\nReproduce it: npm run rehearse -- --demo uts-namespace --demos ${folder}\n`)
    await expect(stat(join(folder, 'elsewhere', 'uts-namespace'))).rejects.toThrow('ENOENT')
  })

  it('does every step, undoes it, and does it again', async () => {
    // What is there cannot be made, and what is gone not be removed.
    await writeFile(join(folder, 'undone.ts'), `export default {
      id: 'undone', title: 'A test', machines: ['embedded'], panes: { host: {}, other: {} },
      steps: [
        { pane: 'host', type: 'mkdir made && sleep 2468 & sleep 1', expect: { check: '[ $(pgrep -cx sleep) = 1 ]' } },
        { pane: 'other', type: 'pkill -x sleep && rmdir made' },
      ],
    }\n`)
    const { output, exit } = npmRun('rehearse', '--demos', folder, '--back')
    expect(await exit).toBe(0)
    expect(output()).toMatch(/^undone +no slide yet +2\/2 +\d+\.\d +green +missing$/m)
    expect(await refusal(command, ['--back', '--record'])).toContain('cannot be combined with --record')
  })

  it('says so of a demo for another machine, and fails where that leaves none', async () => {
    await writeDemo('far', { machine: 'qemu' })
    const { output, exit } = npmRun('rehearse', '--demos', folder)
    expect(await exit).toBe(1)
    expect(output()).toMatch(/^far .* not on this machine, only on qemu +missing$/m)
    expect(output()).toContain('No demo was rehearsed: none of these 1 can run on the machine "embedded".')
  })

  it('fails where there is no demo at all', async () => {
    const { output, exit } = npmRun('rehearse', '--demos', folder)
    expect(await exit).toBe(1)
    expect(output()).toContain('holds no demo.')
  })

  it('ends with Ctrl-C in the middle of a demo, leaving nothing behind', async () => {
    await writeDemo('quick')
    await writeDemo('slow', { command: 'sleep 300' })
    const { output, exit, interrupt, lives } = npmRun('rehearse', '--demos', folder)
    await expect.poll(output, SLOW).toContain('[1/2] quick: green')
    interrupt()
    await exit
    expect(output()).toContain('Stopped.')
    await expect.poll(lives, SLOW).toBe(false)
  })

  it('runs a demo again when its file changes, also after one that was no demo at all', async () => {
    await writeDemo('draft', { command: 'echo goodbye' })
    const { output, exit, interrupt, lives } = npmRun('rehearse', '--demos', folder, '--demo', 'draft', '--watch')
    const rounds = (): number => output().split('Waiting for a change').length - 1
    await expect.poll(rounds, SLOW).toBe(1)
    expect(output()).toContain('✗ draft, step 2 of 2 (host: echo goodbye)')
    await writeFile(join(folder, 'draft.ts'), 'export default {')
    await expect.poll(rounds, SLOW).toBe(2)
    expect(output()).toMatch(/demos\/draft\.ts(?:, line 1,)? could not be loaded/)
    await writeDemo('draft')
    await expect.poll(rounds, SLOW).toBe(3)
    expect(output()).toMatch(/^draft .* green +written$/m)
    interrupt()
    await exit
    await expect.poll(lives, SLOW).toBe(false)
  })

  it('opens the talk for practising, and says at the end where the time went', async () => {
    const port = await freePort()
    const { output, exit, interrupt, lives } = npmRun('rehearse', '--interactive', '--machine', 'recording', '--port', String(port))
    await expect.poll(output, SLOW).toContain('Ctrl-C ends it')
    const address = /Presenter +(\S+)/.exec(output())![1]!
    const page = await fetch(address)
    const cookie = page.headers.getSetCookie()[0]!.split(';')[0]!
    // As a presenter's window shares its clock: twenty seconds of talk, of which five were the first chapter's.
    const now = Date.now()
    const timer = enterChapter(enterChapter(startTimer(STOPPED_TIMER, now - 20_000), 0, now - 20_000), 1, now - 15_000)
    const { status } = await fetch(`http://127.0.0.1:${port}/@server-reactive/nav`, {
      method: 'POST',
      headers: {
        cookie,
        [TOKEN_HEADER]: new URL(address).searchParams.get('token')!,
      },
      body: JSON.stringify({
        patch: { timer },
      }),
    })
    expect(status).toBe(200)
    interrupt()
    await exit
    expect(output()).toMatch(/^chapter +slides +time +budget\n.* 0:05 +\d:\d\d +\d:\d\d left\n/m)
    expect(output()).toMatch(/^whole talk +\d+ +0:[23]\d +\d+:\d\d +\d+:\d\d left$/m)
    await expect.poll(lives, SLOW).toBe(false)
  })

  it.each([
    [
      ['--demo', 'nope'],
      /There is no demo "nope"\. There are: .*pid-namespace/,
    ],
    [
      ['--deck', 'nope'],
      /There is no deck "nope"\. The decks are: lecture, meetup, questions\./,
    ],
    [
      ['--machine', 'recording'],
      /The machine "recording" runs nothing/,
    ],
    [
      ['--times', '0'],
      /--times must be a number from 1 to 100, not "0"/,
    ],
    [
      ['--jobs', 'many'],
      /--jobs must be a number from 1 to 100, not "many"/,
    ],
    [
      ['--interactive', '--watch'],
      /cannot be combined with --watch/,
    ],
    [
      ['--tims', '2'],
      /There is no option --tims\. See: npm run rehearse -- --help/,
    ],
    [
      ['meetup'],
      /Do not know what to do with "meetup"\. Here a deck is named by --deck, a demo is named by --demo\. See: /,
    ],
  ])('refuses %j and says what to do', async (args, message) => {
    const said = await refusal(command, args)
    expect(said).toMatch(message)
    expect(said).not.toMatch(/ {4}at /)
  })

  it('ends with exit code 1 and one sentence when it refuses', async () => {
    const { output, exit } = npmRun('rehearse', '--nonsense')
    expect(await exit).toBe(1)
    expect(output().trim()).toMatch(/^Error {2}There is no option --nonsense\. See: npm .* -- --help$/)
  })

  it('explains itself', async () => {
    const { output, exit } = npmRun('rehearse', '--help')
    expect(await exit).toBe(0)
    for (const option of [
      'deck',
      'demo',
      'machine',
      'times',
      'jobs',
      'report',
      'record',
      'watch',
      'interactive',
    ])
      expect(output()).toContain(`--${option}`)
  })
})
