import { describe, expect, it } from 'vitest'
import { StepOutput } from '../../../scripts/engine/step-output.ts'

const mark = (body: string): string => `\x1B]133;${body}\x07`
const prompt = `${mark('A')}root# ${mark('B')}`

/** A shell at its prompt, about to be given a step. */
function atPrompt(): StepOutput {
  const output = new StepOutput()
  output.take(prompt)
  output.begin()
  return output
}

describe('the output of a step', () => {
  it('is what the command printed, without prompt, echo and escape sequences', () => {
    const output = atPrompt()
    output.take('ls\r\n')
    output.prompt.submit()
    output.take(`${mark('C')}\x1B[34mbin\x1B[0m\r\netc\r\n${mark('D;0')}${prompt}`)
    expect(output.text({ skipEcho: true })).toBe('bin\netc\n')
    expect(output.prompt).toMatchObject({
      exitCode: 0,
      count: 1,
      isReady: true,
      commandSeen: true,
    })
  })

  it('is without the echoed line where the shell marks no commands', () => {
    const output = atPrompt()
    output.take('echo hello\r\nhello\r\n')
    expect(output.text({ skipEcho: true })).toBe('hello\n')
    expect(output.text({ skipEcho: false })).toBe('echo hello\nhello\n')
  })

  it('is nothing while only the echo has come', () => {
    const output = atPrompt()
    output.take('echo hel')
    expect(output.text({ skipEcho: true })).toBe('')
  })

  it('does not take an empty Enter for a command', () => {
    const output = atPrompt()
    output.take(`\r\n${mark('D')}${prompt}`)
    expect(output.prompt.commandSeen).toBe(false)
    output.take(`true\r\n${mark('C')}`)
    expect(output.prompt).toMatchObject({ commandSeen: true, isReady: false })
    output.take(`${mark('D;0')}${prompt}`)
    expect(output.prompt).toMatchObject({ commandSeen: true, isReady: true })
  })

  it('counts only prompts after Enter was pressed', () => {
    const output = atPrompt()
    output.take(`\r\x1B[K${prompt}`)
    output.prompt.submit()
    expect(output.prompt).toMatchObject({ count: 0, isReady: false, exitCode: undefined })
    output.take(`${mark('D;3')}${prompt}`)
    expect(output.prompt).toMatchObject({ count: 1, isReady: true, exitCode: 3 })
  })

  it('keeps beginning and end of a flood, and no more', () => {
    const output = atPrompt()
    output.take(`${mark('C')}the beginning\n`)
    for (let line = 0; line < 20_000; line++)
      output.take(`all work and no play ${line}\r\n`)
    output.take('the end\n')
    const text = output.text({ skipEcho: true })
    expect(text.length).toBeLessThanOrEqual(256 * 1024)
    expect(text.startsWith('the beginning\n')).toBe(true)
    expect(text.endsWith('19999\nthe end\n')).toBe(true)
  })

  it('is looked through for what ends the step, from the end of the echoed line where the shell marks no commands', () => {
    const output = new StepOutput()
    output.begin({ pattern: /done/, skipEcho: true })
    output.take('echo done')
    expect(output.found).toBe(false)
    output.take('\r\n')
    expect(output.found).toBe(false)
    output.take('do\x1B[1m')
    output.take('ne')
    expect(output.found).toBe(true)
    output.begin()
    expect(output.found).toBe(false)
  })

  it('is looked through from where a marked command begins, below an echo of several lines', () => {
    const output = atPrompt()
    output.begin({ pattern: /^done/m, skipEcho: true })
    output.take('echo \\\r\n\r')
    output.take('done\r\n')
    expect(output.found).toBe(false)
    output.take(mark('C'))
    expect(output.found).toBe(false)
    output.take('done')
    expect(output.found).toBe(true)
  })

  it('forgets a half mark when another shell comes', () => {
    const output = atPrompt()
    output.take('\x1B]133;')
    output.reset()
    expect(output.prompt.isReady).toBe(false)
    output.take('B\x07')
    expect(output.prompt.isReady).toBe(false)
    expect(output.text({ skipEcho: false })).toContain('B')
  })

  it('tells its listeners of every chunk and of the shell\'s end', () => {
    const output = atPrompt()
    let changes = 0
    const listener = output.onChange(() => changes++)
    output.take('x')
    output.end()
    expect(changes).toBe(2)
    expect(output.ended).toBe(true)
    expect(output.prompt.isReady).toBe(false)
    listener.dispose()
    output.take('y')
    expect(changes).toBe(2)
  })
})
