import type { DemoDefinition } from '../../../demos/define.ts'
import type { Recording } from '../../../scripts/engine/recording.ts'
import type { ResolvedDemo } from '../../../scripts/engine/resolve-demo.ts'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { unbrokenCommand } from '../../../scripts/engine/break-command.ts'
import { demoPresses } from '../../../scripts/engine/presses.ts'
import { panesByPress, playedOut } from '../../../scripts/engine/recorded-presses.ts'
import { Recorder } from '../../../scripts/engine/recorder.ts'
import { createRecording } from '../../../scripts/engine/recording.ts'
import { replayPane } from '../../../scripts/engine/replay-pane.ts'
import { stepText } from '../../../scripts/engine/resolve-demo.ts'
import { lineText, screenLines } from '../../../scripts/engine/screen-lines.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { checkRecordings, freshRecordings } from '../../../scripts/recordings/read-recordings.ts'
import { rehearseDemo } from '../../../scripts/rehearsal/rehearse-demo.ts'
import { readDemos } from '../../../scripts/server/read-demos.ts'
import { demosFolder, recordingsFolder } from '../../../scripts/system/project-paths.ts'
import { testDemo } from '../../fixtures/demo.ts'

let session: Session | undefined

const screen = (pane = 'host'): string => session!.panes.get(pane)!.screen.text
const status = (): string => `${session!.status.source} ${session!.status.state} ${session!.status.step}/${session!.status.steps}`

function demoOf(presses: 1 | 2): ResolvedDemo {
  const steps: DemoDefinition['steps'] = [
    { pane: 'host', type: 'echo "one: $((40 + 1))"', presses },
    { pane: 'host', type: 'sleep 0.4; echo "two: $((40 + 2))"', presses },
    { pane: 'other', type: 'echo "three: $((40 + 3))"' },
  ]
  return testDemo({ steps })
}

async function rehearsed(demo: ResolvedDemo): Promise<Recording> {
  const { recorded, failure, green, stepSeconds } = await rehearseDemo({
    catalogue: new Map([
      [demo.id, demo],
    ]),
    demo: demo.id,
    createMachine: () => new LocalMachine(),
  })
  expect(failure).toBeUndefined()
  expect(green).toBe(demo.steps.length)
  expect(stepSeconds).toHaveLength(demo.steps.length)
  return createRecording(recorded!.casts)
}

async function play(demo: ResolvedDemo, recording: Recording): Promise<void> {
  session = new Session({
    chain: [demo],
    recording,
    pace: 'fast',
  })
  await session.start()
}

async function next(press: number): Promise<void> {
  session!.advance(press)
  await session!.idle()
}

afterEach(async () => {
  await session?.stop()
  session = undefined
})

describe.each([1, 2] as const)('a recording whose steps took a press or two (%i)', (recordedPresses) => {
  it('plays the line first and what came of it with the second press', async () => {
    await play(demoOf(2), await rehearsed(demoOf(recordedPresses)))
    await next(1)
    expect(status()).toBe('recording ready 1/5')
    expect(screen()).toMatch(/# echo "one: \$\(\(40 \+ 1\)\)"$/)
    await next(2)
    expect(screen()).toMatch(/"\none: 41\n[^\n]*#$/)
    await next(3)
    expect(screen()).toMatch(/# sleep 0\.4; echo "two: \$\(\(40 \+ 2\)\)"$/)
    await next(5)
    expect(status()).toBe('recording ready 5/5')
    expect(screen()).toMatch(/\ntwo: 42\n/)
    expect(screen('other')).toMatch(/\nthree: 43\n/)
  })

  it('is sought to where a line waits for Enter', async () => {
    await play(demoOf(2), await rehearsed(demoOf(recordedPresses)))
    await next(4)
    session!.back(3)
    await session!.idle()
    expect(status()).toBe('recording ready 3/5')
    expect(screen()).toMatch(/# sleep 0\.4; echo "two: \$\(\(40 \+ 2\)\)"$/)
    session!.back(2)
    await session!.idle()
    expect(screen()).not.toContain('sleep')
  })

  it('plays with one press, too', async () => {
    await play(demoOf(1), await rehearsed(demoOf(recordedPresses)))
    await next(2)
    expect(status()).toBe('recording ready 2/3')
    expect(screen()).toMatch(/one: 41\n[^\n]*sleep 0\.4; echo "two: \$\(\(40 \+ 2\)\)"\ntwo: 42\n[^\n]*#$/)
  })
})

describe('a press', () => {
  const step = demoOf(2).steps[0]!
  const recorded = [
    { pane: 'host', at: 0.1, data: 'echo "one: $((40 + 1))"' },
    { pane: 'host', at: 1.5, data: '\r\n\x1B]133;C\x07' },
    { pane: 'other', at: 1.7, data: 'seen' },
    { pane: 'host', at: 2, data: 'one: 41\r\n' },
  ]

  it('plays a recorded line character by character, and no further', () => {
    const played = playedOut(recorded, step, 'line')
    expect(played.map(({ data }) => data)).toEqual([
      ...stepText(step),
    ])
    expect(played.at(-1)!.at).toBeGreaterThan(0.5)
  })

  it('plays the rest at once, and as slowly as it was', () => {
    const played = playedOut(recorded, step, 'enter')
    expect(played.map(({ data }) => data)).toEqual(['\r\n\x1B]133;C\x07', 'seen', 'one: 41\r\n'])
    expect(played[0]!.at).toBe(0)
    expect(played[1]!.at).toBeCloseTo(0.2)
    expect(played[2]!.at).toBeCloseTo(0.5)
  })
})

describe('a recording of a speaker who explains a line', () => {
  it('does not have the time that it took', async () => {
    const live = new Session({
      chain: [
        demoOf(2),
      ],
      createMachine: () => new LocalMachine(),
      pace: 'fast',
    })
    const recorder = new Recorder(live)
    await live.start()
    live.advance(1)
    await live.idle()
    await setTimeout(1_500)
    live.advance(5)
    await live.idle()
    const { casts } = recorder.finish({
      machine: 'embedded',
      kernel: 'Linux 6.1',
      hash: '0123456789abcdef',
      date: new Date('2026-11-24T09:00:00Z'),
    })
    recorder.dispose()
    await live.stop()
    const { steps, panes } = createRecording(casts)
    expect(steps).toEqual(demoOf(1).steps.map(stepText))
    const [part] = panes.find(({ name }) => name === 'host')!.parts.slice(1)
    expect(part!.map(({ data }) => data).join('')).toContain('one: 41')
    expect(part!.at(-1)!.at).toBeLessThan(1.5)
  })
})

describe('the recordings of our demos, at two presses', async () => {
  const catalogue = await readDemos(demosFolder, { presses: 2 })
  const recordings = freshRecordings(await checkRecordings(recordingsFolder, catalogue))

  it('are what they are at one', () => {
    expect([
      ...recordings.keys(),
    ].sort()).toEqual([
      ...catalogue.keys(),
    ].sort())
  })

  it.each([...recordings])('show each line of %s before anything comes of it, and all in the end', async (id, recording) => {
    const demo = catalogue.get(id)!
    const presses = demoPresses(demo)
    let lines = 0
    for (const pane of panesByPress(recording, demo)) {
      const recorded = recording.panes.find(({ name }) => name === pane.name)!
      expect(pane.parts.flat().map(({ data }) => data).join('')).toBe(recorded.parts.flat().map(({ data }) => data).join(''))
      const screens = await replayPane(pane, ({ terminal }) => unbrokenCommand(screenLines(terminal).map(lineText).join('\n').trimEnd()).replaceAll(/[ \n]/g, ''))
      for (const [index, { step: number, part }] of presses.entries()) {
        const step = demo.steps[number - 1]!
        if (part !== 'line' || step.pane !== pane.name)
          continue
        lines++
        expect(screens[index + 1]!.endsWith(stepText(step).replaceAll(' ', '')), `${id}, step ${number}: ${screens[index + 1]}`).toBe(true)
      }
    }
    expect(lines).toBe(demo.steps.filter(step => 'type' in step).length)
  })
})
