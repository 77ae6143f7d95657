import { describe, expect, it } from 'vitest'
import { breakCommand } from '../../../scripts/engine/break-command.ts'
import { recordedDemos } from '../../fixtures/demo-transcripts.ts'

describe('a command that is longer than a line', () => {
  it('is broken after what joins two commands', () => {
    expect(breakCommand('mount --make-rslave / && mount -t tmpfs box /srv', 30, 28)).toEqual([
      'mount --make-rslave / &&',
      'mount -t tmpfs box /srv',
    ])
    expect(breakCommand('ls -l up; ls /etc | wc -l', 22, 20)).toEqual(['ls -l up; ls /etc |', 'wc -l'])
  })

  it('is one command still, with one exit status and one prompt after it', () => {
    expect(breakCommand('ls -l /etc; wc -l /etc/passwd', 20, 18)).toEqual(['ls -l /etc; \\', 'wc -l /etc/passwd'])
    expect(breakCommand('sleep 10 & echo $! > procs', 20, 18)).toEqual(['sleep 10 & \\', 'echo $! > procs'])
  })

  it('keeps a redirection with its file, and an option of one letter with what may be its value', () => {
    expect(breakCommand('echo "a long line" > file', 22, 20)).toEqual(['echo "a long line" \\', '> file'])
    expect(breakCommand('mount -t overlay x -o lower', 23, 21)).toEqual(['mount -t overlay x \\', '-o lower'])
  })

  it('is broken between words otherwise, with a backslash', () => {
    expect(breakCommand('unshare --mount --uts --ipc --pid --fork bash', 30, 28)).toEqual([
      'unshare --mount --uts --ipc \\',
      '--pid --fork bash',
    ])
  })

  it('keeps whole what stands in quotes or is escaped, as long as a line has room for it', () => {
    expect(breakCommand('bash -c "a && b | c" && echo it\\ is', 24, 22)).toEqual(['bash -c "a && b | c" &&', 'echo it\\ is'])
  })

  it('is cut where no break will do', () => {
    expect(breakCommand('exec --bounding-set=-all,+chown bash', 12, 10)).toEqual([
      'exec \\',
      '--bounding',
      '-set=-all,',
      '+chown \\',
      'bash',
    ])
  })

  it('stays as it is where it fits', () => {
    expect(breakCommand('ps -e', 5, 3)).toEqual(['ps -e'])
  })

  it.each([30, 46, 70])('means the same in %i columns, for every command of ours', (columns) => {
    const commands = recordedDemos.flatMap(({ steps }) => steps.flatMap(step => 'type' in step
      ? [step.type]
      : []))
    expect(commands.some(command => command.length > columns)).toBe(true)
    for (const command of commands) {
      const lines = breakCommand(command, columns, columns - 2)
      for (const [index, line] of lines.entries()) {
        expect(line.length, command).toBeLessThanOrEqual(index === 0
          ? columns
          : columns - 2)
      }
      const squeezed = (text: string): string => text.replaceAll(' ', '')
      expect(squeezed(lines.map(line => line.replace(/ \\$/, '')).join(''))).toBe(squeezed(command))
    }
  })
})
