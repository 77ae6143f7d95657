import type { ResolvedDemo } from '../../../../scripts/engine/resolve-demo.ts'
import type { PrintedTranscript } from '../../../../scripts/engine/transcript/fit-transcript.ts'
import { describe, expect, it } from 'vitest'
import { stillSamples } from '../../../../components/figures/live/still-samples.ts'
import { printRoom } from '../../../../components/terminal/printed/print-room.ts'
import { fitTranscript } from '../../../../scripts/engine/transcript/fit-transcript.ts'
import { pointOf, tellingSteps } from '../../../../scripts/engine/transcript/telling-steps.ts'
import { recordedDemos, transcriptOf } from '../../../fixtures/demo-transcripts.ts'
import { readSamples } from '../../../fixtures/recorded-samples.ts'

/** What a slide of the terminal layout leaves, with and without a figure. */
const PAGE = { height: 474, width: 960, besideFigure: 652 }
/** Width of a letter of the captions, in the type's size; on the safe side of what a browser measures. */
const LETTER = 0.52

async function printed(id: string, height = PAGE.height, hasChoice = true): Promise<{ demo: ResolvedDemo, page: PrintedTranscript }> {
  const { demo, steps } = await transcriptOf(id)
  return {
    demo,
    page: fitTranscript(hasChoice
      ? demo
      : { steps: demo.steps }, steps, printRoom({
      width: demo.figure
        ? PAGE.besideFigure
        : PAGE.width,
      height,
      beside: !demo.figure,
      titleOf: pane => demo.panes.length > 1
        ? pane
        : undefined,
      taken: 0,
      measure: (word, size) => word.length * LETTER * size,
    })),
  }
}

/** Numbers of the steps with a caption. */
function told({ entries }: PrintedTranscript): number[] {
  return entries.flatMap(entry => 'number' in entry && !entry.bare
    ? [
        entry.number,
      ]
    : [])
}

function leftOut({ entries }: PrintedTranscript): (readonly [number, number])[] {
  return entries.flatMap(entry => 'from' in entry
    ? [
        [entry.from, entry.to] as const,
      ]
    : [])
}

describe('a page', () => {
  it('has the whole demo, every line of it, where there is room', async () => {
    const { demo, page } = await printed('time-namespace')
    expect(told(page)).toEqual(demo.steps.map((_, index) => index + 1))
    expect(leftOut(page)).toEqual([])
    const { page: tall } = await printed('time-namespace', 900)
    expect(tall.size).toBeGreaterThan(page.size)
  })

  it('ends with the point of the demo, and never cleans up', async () => {
    const { demo, page } = await printed('pids-max')
    expect(demo.print).toBeUndefined()
    expect(told(page).at(-1)).toBe(7)
    const { page: tall } = await printed('container-in-bash', 5000)
    expect(told(tall)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1))
  })

  it('has the steps that the demo chose, and says which are missing', async () => {
    const { demo, page } = await printed('container-in-bash')
    expect(told(page)).toEqual(demo.print)
    expect(leftOut(page)).toEqual([
      [1, 9],
      [11, 17],
      [20, 21],
    ])
  })

  it('has of each stage of a program what is new in it, and says how much else is', async () => {
    const { demo, page } = await printed('container-in-go')
    const stages = page.entries.flatMap(entry => 'number' in entry && 'file' in demo.steps[entry.number - 1]!
      ? [entry]
      : [])
    expect(stages.map(({ command }) => command.join())).toEqual([2, 3, 4, 5, 6].map(number => `stage${number}.go`))
    expect(stages.map(({ lines }) => lines.map(line => 'text' in line && line.text.trim()))).toEqual([
      ['Cloneflags: syscall.CLONE_NEWUTS,', 'must(syscall.Sethostname([]byte("box")))'],
      [
        expect.stringContaining('CLONE_NEWUSER'),
        expect.stringContaining('HostID: 1000'),
      ],
      [
        expect.stringContaining('PivotRoot'),
        expect.stringContaining('MNT_DETACH'),
      ],
      [
        'syscall.CLONE_NEWPID,',
        expect.stringContaining('"proc"'),
      ],
      [
        expect.stringContaining('memory.max'),
        'UseCgroupFD: true,',
      ],
    ])
    const { steps } = await transcriptOf('container-in-go')
    for (const { number, lines, linesLeftOut } of stages)
      expect(lines.length + linesLeftOut!).toBe(steps[number - 1]!.lines.length)
    const { page: tall } = await printed('container-in-go', 5000)
    expect(tall.entries.find(entry => 'number' in entry && entry.number === 3)).toMatchObject({ lines: steps[2]!.lines })
  })

  it('shows what a chosen step printed, even if no rehearsal can say that beforehand, but not the screen of a program that goes on', async () => {
    const linesOf = async (id: string, number: number): Promise<string[]> => {
      const { page: { entries } } = await printed(id)
      return entries.flatMap(entry => 'number' in entry && entry.number === number
        ? entry.lines.map(line => 'text' in line
            ? line.text
            : '…')
        : [])
    }
    const { demo, steps } = await transcriptOf('runtime-bench')
    expect(demo.print).toContain(5)
    expect(steps[4]).toMatchObject({ telling: false })
    expect(await linesOf('runtime-bench', 5)).toEqual(['crun', 'runc', 'runsc'].map(name => expect.stringMatching(new RegExp(`^${name} .* s +█+`))))
    expect((await transcriptOf('pressure')).steps[3]!.lines.length).toBeGreaterThan(0)
    expect(await linesOf('pressure', 4)).toEqual([])
  })

  it('leaves a lone step that is wider than a line to the numbers, where there is no room to say so', async () => {
    const { page: roomy } = await printed('cgroup-namespace')
    expect(leftOut(roomy)).toEqual([
      [6, 6],
    ])
    const { page } = await printed('container-in-go')
    expect(page.entries.map(entry => 'from' in entry
      ? `${entry.from}–${entry.to}`
      : entry.number)).toEqual(['1–2', 3, 5, 7, 9, 11, 12, 13])
    expect(page.entries.find(entry => 'number' in entry && entry.number === 12)).toMatchObject({ bare: true })
  })

  it('has the last steps that prove something where the demo chose none', async () => {
    const { demo, page } = await printed('cgroup-tree', PAGE.height, false)
    const telling = tellingSteps(demo)
    expect(told(page)).toContain(telling.at(-1))
    expect(told(page).length).toBeGreaterThan(3)
    expect(leftOut(page)[0]![0]).toBe(1)
  })

  it('says so where a step proves something by printing nothing', async () => {
    const { page } = await printed('mount-namespace')
    expect(page.entries).toContainEqual(expect.objectContaining({
      number: 5,
      command: ['findmnt /srv'],
      lines: [],
      silent: true,
    }))
    expect(page.entries.filter(entry => 'silent' in entry && entry.silent).every(entry => 'lines' in entry && entry.lines.length === 0)).toBe(true)
  })

  it('has larger type, or more steps, where there is more room', async () => {
    const { page: small } = await printed('pid-namespace', 300)
    const { page: large } = await printed('pid-namespace', 900)
    expect(told(large).length).toBeGreaterThan(told(small).length)
    expect(told(small).at(-1)).toBe(told(large).at(-1))
  })

  it('shows the last of the chosen steps that it has room for, however little that is', async () => {
    const { demo, page } = await printed('container-in-bash', 100)
    expect(told(page)).toEqual([
      demo.print!.at(-1),
    ])
  })

  it.each(recordedDemos.map(({ id }) => id))('has room for what %s wants to be printed, and shows something that was promised', async (id) => {
    const { demo, page } = await printed(id)
    if (demo.print && leftOut(page).length > 0)
      expect(told(page)).toEqual(demo.print)
    expect(told(page).at(-1)).toBe(pointOf(demo))
    expect(page.entries.some(entry => 'lines' in entry && entry.lines.some(line => 'promised' in line && line.promised))).toBe(true)
  })
})

describe('the figure on a page', () => {
  it('is that of the point: the container with its namespaces, and not what was left of it', async () => {
    const { demo } = await transcriptOf('container-in-bash')
    const point = stillSamples(await readSamples('container-in-bash'), pointOf(demo)).at(-1)!
    const end = stillSamples(await readSamples('container-in-bash'), demo.steps.length).at(-1)!
    const namespaces = ({ processes }: typeof point): number => new Set(processes!.map(({ namespaces }) => namespaces.pid)).size
    expect(namespaces(point)).toBe(2)
    expect(namespaces(end)).toBe(1)
  })
})
