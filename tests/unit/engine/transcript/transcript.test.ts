import type { TranscriptStep } from '../../../../scripts/engine/transcript/transcript.ts'
import { describe, expect, it } from 'vitest'
import { stepText } from '../../../../scripts/engine/resolve-demo.ts'
import { recordedDemos, transcriptOf } from '../../../fixtures/demo-transcripts.ts'

/** Its lines, those with a bar that were promised. */
function linesOf({ lines }: TranscriptStep): string[] {
  return lines.map(({ text, promised }) => `${promised ? '|' : ' '} ${text}`)
}

describe('a transcript', () => {
  it('has what was typed at which prompt, and what came of it', async () => {
    const { steps } = await transcriptOf('container-in-bash')
    const step = steps[17]!
    expect(step).toMatchObject({
      number: 18,
      pane: 'container',
      prompt: 'box:/#',
      command: 'hostname; ps -e',
      telling: true,
    })
    expect(linesOf(step)).toEqual([
      '| box',
      expect.stringMatching(/^\| +PID TTY +TIME CMD$/),
      expect.stringMatching(/^\| +1 .* bash$/),
      expect.stringMatching(/^\| +\d+ .* ps$/),
    ])
  })

  it('has lines whole that the terminal wrapped', async () => {
    const { demo, steps } = await transcriptOf('capabilities')
    const [line] = steps[1]!.lines
    expect(line!.text.length).toBeGreaterThan(demo.panes[0]!.columns * 2)
    expect(line!.text).toMatch(/^Bounding set =cap_chown,.*cap_net_raw,.*,cap_checkpoint_restore$/)
  })

  it('has nothing of a command that was typed in several lines but what it printed', async () => {
    const { steps } = await transcriptOf('image-by-hand')
    expect(steps[11]).toMatchObject({ command: 'jq -n "{schemaVersion: 2, manifests: [$m]}" > image/index.json', lines: [] })
    expect(linesOf(steps[9]!)[0]).toBe('  {')
  })

  it('tells of another pane where the step is about it, and of the rest aside', async () => {
    const { steps } = await transcriptOf('freeze-kill')
    const [killed, ...rest] = steps[6]!.lines
    expect(killed).toMatchObject({ text: 'Killed', pane: 'clock', promised: true })
    expect(killed!.aside).toBeUndefined()
    expect(rest).toEqual([])
  })

  it('has the line of a file that a command has changed', async () => {
    const { steps } = await transcriptOf('container-script')
    expect(steps[2]).toMatchObject({
      command: 'sed -i "s/echo 20 /echo 5 /" box.sh',
      telling: true,
      lines: [
        { text: 'echo 5 > $g/pids.max', promised: false },
      ],
    })
    expect(steps[2]!.lines[0]!.aside).toBeUndefined()
  })

  it('has the screen of a program that draws one', async () => {
    const { steps } = await transcriptOf('cpu-max')
    const lines = linesOf(steps[1]!)
    expect(lines[0]).toMatch(/^ {2}Mem: /)
    expect(lines).toContainEqual(expect.stringMatching(/^\| +\d+ .*sha256sum/))
  })

  it.each(recordedDemos.map(demo => [demo.id, demo] as const))('of %s has every step, each at a prompt, and what its output was to match', async (id, demo) => {
    const { steps } = await transcriptOf(id)
    expect(steps.map(({ command }) => command)).toEqual(demo.steps.map(stepText))
    for (const { number, prompt, command, lines } of steps) {
      expect(prompt, command).toMatch('file' in demo.steps[number - 1]!
        ? /^$/
        : /[#$]$/)
      expect(lines.filter(({ text }) => text.includes('\x1B')), command).toEqual([])
    }
    const { output } = demo.steps.find(({ expect }) => expect?.output && !expect.output.test(''))?.expect ?? {}
    expect(output, 'a demo without any promised line proves nothing here').toBeDefined()
    expect(steps.some(({ lines }) => lines.some(({ promised }) => promised))).toBe(true)
  })
})
