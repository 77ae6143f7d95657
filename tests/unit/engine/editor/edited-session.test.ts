import type { DemoDefinition, TypeStep } from '../../../../demos/define.ts'
import type { Recording } from '../../../../scripts/engine/recording.ts'
import type { SessionOptions } from '../../../../scripts/engine/session-options.ts'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../../scripts/bench/local-machine.ts'
import { Recorder } from '../../../../scripts/engine/recorder.ts'
import { createRecording, recordingFits } from '../../../../scripts/engine/recording.ts'
import { Session } from '../../../../scripts/engine/session.ts'
import { createTranscript } from '../../../../scripts/engine/transcript/transcript.ts'
import { MAX_FILE_BYTES } from '../../../../scripts/protocol/file-size.ts'
import { testDemo } from '../../../fixtures/demo.ts'

const texts = { 'one.sh': 'echo one\necho end\n', 'two.sh': 'echo two\necho end\n' }
let folder: string
let path: string
let session: Session

function definition(steps: DemoDefinition['steps']): Partial<DemoDefinition> {
  return {
    panes: {
      code: { editor: path },
      host: {},
    },
    steps,
  }
}

async function start(steps: DemoDefinition['steps'], options: Partial<SessionOptions> = {}): Promise<void> {
  session = new Session({
    chain: [
      testDemo(definition(steps), texts),
    ],
    createMachine: () => new LocalMachine(),
    pace: 'fast',
    ...options,
  })
  await session.start()
}

async function advance(to: number): Promise<void> {
  session.advance(to)
  await session.idle()
}

/** A step that runs the file. */
const run = (): TypeStep => ({ pane: 'host', type: `bash ${path}` })
const file = (): NonNullable<ReturnType<Session['files']['get']>> => session.files.get('code')!
const inMachine = (): Promise<string> => readFile(path, 'utf8')
const screen = (): string => session.panes.get('host')!.screen.text

/** Puts a text in the place of all that the editor shows. */
function edit(insert: string): void {
  session.speaker.edit('code', {
    version: file().state.version,
    from: 0,
    to: file().text.length,
    insert,
  }, 'a window')
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edited-'))
  path = join(folder, 'box.sh')
})
afterEach(async () => {
  await session.stop()
  await rm(folder, { recursive: true })
})

describe('an editor\'s pane of a live demo', () => {
  it('shows the file as the setup has left it, and an empty one where there is none', async () => {
    await start([
      run(),
    ])
    expect(session.status.state).toBe('ready')
    expect(file().state).toMatchObject({ text: '', unsaved: false })
    await session.stop()
    await writeFile(path, '# naïve ✓\r\n')
    await start([
      run(),
    ])
    expect(file().state).toMatchObject({ text: '# naïve ✓\r\n', changed: [], unsaved: false })
  })

  it('is saved before the next step, which runs what was edited', async () => {
    await writeFile(path, 'echo before\n')
    await chmod(path, 0o750)
    await start([
      run(),
    ])
    edit('echo "edited: $((40 + 2))"\n')
    expect(file().state).toMatchObject({
      unsaved: true,
      changed: [1],
    })
    expect(await inMachine()).toBe('echo before\n')
    await advance(1)
    expect(screen()).toContain('edited: 42')
    expect(screen()).not.toContain('before\n')
    expect(file().state.unsaved).toBe(false)
    expect((await stat(path)).mode & 0o777).toBe(0o750)
  })

  it('is saved when the speaker says so', async () => {
    await start([
      run(),
    ])
    edit('echo $HOME \'"%s\n')
    await session.speaker.save('code')
    expect(await inMachine()).toBe('echo $HOME \'"%s\n')
    expect(file().state.unsaved).toBe(false)
  })

  it('is saved beside what a command has changed in other lines', async () => {
    await writeFile(path, 'one\ntwo\nthree\n')
    await start([
      run(),
    ])
    edit('one\ntwo\nmine\n')
    await writeFile(path, 'theirs\nand more\ntwo\nthree\n')
    await session.speaker.save('code')
    expect(file().state).toMatchObject({ text: 'theirs\nand more\ntwo\nmine\n', unsaved: false })
    expect(await inMachine()).toBe('theirs\nand more\ntwo\nmine\n')
    await rm(path)
    await session.speaker.save('code')
    expect(await inMachine()).toBe('theirs\nand more\ntwo\nmine\n')
  })

  it('says so where a command has changed the same lines, and is saved the next time', async () => {
    await writeFile(path, 'echo one\n')
    await start([
      run(),
    ])
    edit('echo mine\n')
    await writeFile(path, 'echo theirs\n')
    await advance(1)
    expect(session.status).toMatchObject({
      state: 'blocked',
      step: 0,
      message: expect.stringContaining('changed in the machine, too'),
    })
    expect(file().state).toMatchObject({
      text: 'echo mine\n',
      unsaved: true,
      problem: expect.stringContaining('in the same lines'),
    })
    expect(await inMachine()).toBe('echo theirs\n')
    await advance(1)
    expect(session.status).toMatchObject({ state: 'ready', step: 1 })
    expect(screen()).toContain('mine')
    expect(file().state).toMatchObject({ unsaved: false })
    expect(file().state.problem).toBeUndefined()
  })

  it('says why it could not be saved, and no step runs without what was edited', async () => {
    await writeFile(path, 'echo before\n')
    await start([
      run(),
    ])
    edit('echo edited\n')
    await rm(folder, { recursive: true })
    await session.speaker.save('code')
    expect(file().state.problem).toMatch(/box\.sh could not be saved: .*No such file or directory/)
    await advance(1)
    expect(session.status).toMatchObject({
      state: 'blocked',
      step: 0,
      message: expect.stringContaining('could not be saved'),
    })
    expect(screen()).not.toContain('bash')
    folder = await mkdtemp(join(tmpdir(), 'edited-'))
  })

  it('follows what a step makes of the file, and marks it', async () => {
    await writeFile(path, 'echo one\necho two\n')
    await start([
      { pane: 'host', type: `sed -i s/two/three/ ${path}` },
      run(),
    ])
    await advance(1)
    expect(file().state).toMatchObject({
      text: 'echo one\necho three\n',
      changed: [2],
      unsaved: false,
    })
    await advance(2)
    expect(file().state.changed).toEqual([2])
  })

  it('follows a step that breaks its promise, too', async () => {
    await writeFile(path, 'echo one\n')
    await start([
      {
        pane: 'host',
        type: `sed -i s/one/two/ ${path}`,
        expect: { output: /never/ },
      },
    ])
    await advance(1)
    expect(session.status.state).toBe('failed')
    expect(file().state).toMatchObject({
      text: 'echo two\n',
      changed: [1],
      unsaved: false,
    })
  })

  it('keeps what was edited while a step ran', async () => {
    await writeFile(path, 'echo one\n')
    await start([
      { pane: 'host', type: `sleep 0.3; sed -i s/one/two/ ${path}` },
    ])
    session.advance(1)
    await expect.poll(() => session.status.state).toBe('typing')
    edit('echo mine\n')
    await session.idle()
    expect(file().state).toMatchObject({ text: 'echo mine\n', unsaved: true })
    expect(await inMachine()).toBe('echo two\n')
  })

  it('shows the next version at a step, in the machine and with its changed lines marked', async () => {
    await writeFile(path, texts['one.sh'])
    await start([
      { pane: 'code', file: 'two.sh' },
      {
        ...run(),
        expect: { output: /^two\nend\n$/ },
      },
    ])
    edit('echo of the speaker\n')
    await advance(1)
    expect(file().state).toMatchObject({ text: texts['two.sh'], unsaved: false })
    expect(await inMachine()).toBe(texts['two.sh'])
    await advance(2)
    expect(session.status.state).toBe('ready')
  })

  it('checks what a step that writes a file promises', async () => {
    await start([
      {
        pane: 'code',
        file: 'two.sh',
        expect: { check: `grep -q three ${path}` },
      },
    ])
    await advance(1)
    expect(session.status).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/step 1 of 1 \(code: two\.sh\): the check failed/),
    })
  })

  it('says so where a step has made it something that is no text, or too much of it', async () => {
    await start([
      { pane: 'host', type: `printf '\\377' > ${path}` },
    ])
    await advance(1)
    expect(session.status).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('is no text in UTF-8'),
    })
    await session.stop()
    await writeFile(path, 'x'.repeat(MAX_FILE_BYTES + 1))
    await start([
      run(),
    ])
    expect(session.status).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('larger than 64 KiB'),
    })
    await session.stop()
    await writeFile(path, 'x'.repeat(MAX_FILE_BYTES))
    await start([
      run(),
    ])
    expect(session.status.state).toBe('ready')
    expect(() => session.speaker.edit('code', {
      version: file().state.version,
      from: 0,
      to: 0,
      insert: 'y',
    }, 'a window')).toThrow(/larger than 64 KiB/)
    expect(file().text).toHaveLength(MAX_FILE_BYTES)
  })

  it('is looked at once after a step, also where that fails', async () => {
    const machine = new LocalMachine()
    await start([
      { pane: 'host', type: `printf '\\377' > ${path}` },
    ], {
      createMachine: () => machine,
    })
    const before = machine.calls.filter(call => call === 'run').length
    await advance(1)
    expect(session.status.state).toBe('failed')
    expect(machine.calls.filter(call => call === 'run').length).toBe(before + 1)
  })

  it('goes back to the beginning with its machine', async () => {
    await writeFile(path, 'echo before\n')
    await start([
      run(),
    ])
    edit('echo edited\n')
    await writeFile(path, 'echo set up anew\n')
    await session.reset()
    expect(file().state).toMatchObject({ text: 'echo set up anew\n', unsaved: false, changed: [] })
  })
})

describe('an editor\'s pane of a recorded demo', () => {
  const steps = (): DemoDefinition['steps'] => [
    { pane: 'code', file: 'one.sh', cue: 'The first version.' },
    { pane: 'host', type: `bash ${path}` },
    { pane: 'code', file: 'two.sh' },
    { pane: 'host', type: `echo '# more' >> ${path}` },
  ]

  async function record(): Promise<Recording> {
    session = new Session({
      chain: [
        testDemo(definition(steps()), texts),
      ],
      createMachine: () => new LocalMachine(),
      pace: 'fast',
    })
    const recorder = new Recorder(session)
    await session.start()
    await advance(4)
    expect(session.status.state).toBe('ready')
    const { casts, ...logs } = recorder.finish({
      machine: 'embedded',
      kernel: 'Linux 6.1',
      hash: '0123456789abcdef',
      date: new Date('2026-11-24T09:00:00Z'),
    })
    recorder.dispose()
    return createRecording(casts, logs)
  }

  it('has the text of the beginning, and of each step that changed it', async () => {
    const recording = await record()
    expect(recording.texts.map(({ pane, step, text }) => [pane, step, text])).toEqual([
      ['code', 0, ''],
      ['code', 1, texts['one.sh']],
      ['code', 3, texts['two.sh']],
      ['code', 4, `${texts['two.sh']}# more\n`],
    ])
    expect(recordingFits(recording, testDemo(definition(steps()), texts))).toBe(true)
    expect(recordingFits({ ...recording, texts: [] }, testDemo(definition(steps()), texts))).toBe(false)
  })

  it('shows them step by step, forth and back, and takes no edits', async () => {
    const recording = await record()
    await session.stop()
    await start(steps(), { recording, source: 'recording' })
    await advance(3)
    expect(file().state).toMatchObject({
      text: texts['two.sh'],
      changed: [1],
      unsaved: false,
    })
    await advance(4)
    expect(file().state).toMatchObject({
      text: `${texts['two.sh']}# more\n`,
      changed: [3],
    })
    session.seek(2)
    await session.idle()
    expect(file().state).toMatchObject({ text: texts['one.sh'] })
    expect(() => edit('x')).toThrow(/recording/)
  })

  it('stands in the transcript: what is new in each version', async () => {
    const recording = await record()
    const transcript = await createTranscript(testDemo(definition(steps()), texts), recording)
    expect(transcript.map(({ command, lines }) => [
      command,
      lines.map(({ text, pane }) => `${pane ?? ''}|${text}`),
    ])).toEqual([
      [
        'one.sh',
        ['|echo one', '|echo end'],
      ],
      [
        `bash ${path}`,
        ['|one', '|end'],
      ],
      [
        'two.sh',
        ['|echo two'],
      ],
      [
        `echo '# more' >> ${path}`,
        ['code|# more'],
      ],
    ])
  })
})
