import type { Notice } from '../../../../scripts/machines/embedded/core/protocol.ts'
import { describe, expect, it } from 'vitest'
import { ClientShell } from '../../../../scripts/machines/embedded/core/client-shell.ts'
import { LOST_SHELL } from '../../../../scripts/machines/shell-output.ts'

function open(): { shell: ClientShell, notices: Notice[] } {
  const notices: Notice[] = []
  return {
    shell: new ClientShell(7, notice => notices.push(notice)),
    notices,
  }
}

function listen(shell: ClientShell): { data: string[], exits: number[] } {
  const heard = { data: [] as string[], exits: [] as number[] }
  shell.onData(data => heard.data.push(data))
  shell.onExit(({ exitCode }) => heard.exits.push(exitCode))
  return heard
}

describe('a shell outside the emulator\'s thread', () => {
  it('keeps what comes before anyone listens', async () => {
    const { shell } = open()
    shell.receive('the ')
    shell.receive('prompt')
    const heard = listen(shell)
    expect(heard.data).toEqual([])
    await Promise.resolve()
    expect(heard.data).toEqual(['the prompt'])
  })

  it('is silent from the call of pause on', () => {
    const { shell, notices } = open()
    const heard = listen(shell)
    shell.pause()
    shell.receive('on its way already')
    expect(heard.data).toEqual([])
    shell.resume()
    expect(heard.data).toEqual(['on its way already'])
    expect(notices.map(notice => notice.type)).toEqual(['pause-shell', 'resume-shell'])
  })

  it('ends when it has said everything', () => {
    const { shell } = open()
    const heard = listen(shell)
    shell.pause()
    shell.receive('one ')
    shell.end({ exitCode: 4 }, 'two')
    expect(heard).toEqual({ data: [], exits: [] })
    shell.resume()
    expect(heard).toEqual({
      data: ['one two'],
      exits: [4],
    })
  })

  it('ends once', () => {
    const { shell, notices } = open()
    const heard = listen(shell)
    shell.end({ exitCode: 0 })
    shell.end(LOST_SHELL)
    shell.kill()
    expect(heard.exits).toEqual([0])
    expect(notices).toEqual([])
  })

  it('ends at once when it is lost, paused or not', () => {
    const { shell } = open()
    const heard = listen(shell)
    shell.pause()
    shell.receive('never seen')
    shell.end(LOST_SHELL)
    expect(heard).toEqual({
      data: [],
      exits: [-1],
    })
  })

  it('tells its end to those who ask late', async () => {
    const { shell } = open()
    shell.receive('unheard')
    shell.end({ exitCode: 5 })
    const exits: number[] = []
    shell.onExit(({ exitCode }) => exits.push(exitCode))
    await Promise.resolve()
    expect(exits).toEqual([5])
  })

  it('says nothing to those who no longer listen', () => {
    const { shell } = open()
    const data: string[] = []
    const subscription = shell.onData(text => data.push(text))
    shell.receive('heard')
    subscription.dispose()
    shell.receive('unheard')
    expect(data).toEqual(['heard'])
  })
})
