import type { ShellExit } from '../../../../scripts/machines/machine.ts'
import { describe, expect, it } from 'vitest'
import { BACKLOG_LIMIT_CHARS, GuestShell } from '../../../../scripts/machines/embedded/core/guest-shell.ts'

function open(): { shell: GuestShell, sent: string[], exits: [ShellExit, string][], congestion: boolean[] } {
  const sent: string[] = []
  const exits: [ShellExit, string][] = []
  const congestion: boolean[] = []
  const shell = new GuestShell({
    output: data => sent.push(data),
    exit: (exit, rest) => exits.push([exit, rest]),
    congestion: isCongested => congestion.push(isCongested),
  })
  return { shell, sent, exits, congestion }
}

describe('a shell inside the emulator\'s thread', () => {
  it('sends nothing while paused, and everything after', () => {
    const { shell, sent } = open()
    shell.receive('before ')
    shell.pause()
    shell.receive('during ')
    shell.receive('the pause ')
    expect(sent).toEqual(['before '])
    shell.resume()
    expect(sent.join('')).toBe('before during the pause ')
  })

  it('asks for the emulator to be stopped when its backlog is too long, and lets it go on when that is gone', () => {
    const { shell, sent, congestion } = open()
    shell.pause()
    shell.receive('x'.repeat(BACKLOG_LIMIT_CHARS))
    expect(congestion).toEqual([])
    shell.receive('y')
    shell.receive('z')
    expect(congestion).toEqual([true])
    shell.resume()
    expect(congestion).toEqual([true, false])
    expect(sent.join('')).toHaveLength(BACKLOG_LIMIT_CHARS + 2)
  })

  it('ends after all output', () => {
    const { shell, sent, exits } = open()
    shell.receive('last words')
    shell.end({ exitCode: 3 })
    expect(sent).toEqual(['last words'])
    expect(exits).toEqual([
      [
        { exitCode: 3 },
        '',
      ],
    ])
  })

  it('hands over what waited when it ends while paused, and holds nothing up', () => {
    const { shell, sent, exits, congestion } = open()
    shell.pause()
    shell.receive('x'.repeat(BACKLOG_LIMIT_CHARS + 1))
    shell.end({ exitCode: 0 })
    expect(sent).toEqual([])
    expect(exits[0]?.[1]).toHaveLength(BACKLOG_LIMIT_CHARS + 1)
    expect(congestion).toEqual([true, false])
  })
})
