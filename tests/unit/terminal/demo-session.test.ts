import type { DemoSocket } from '../../../components/terminal/demo-socket.ts'
import type { ClientMessage, ServerMessage } from '../../../scripts/protocol/messages.ts'
import { expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { createDemoSession } from '../../../components/terminal/demo-session.ts'

/** A presenter's connection without a server: what was said over it, and what is to be heard. */
function openConnection(): { socket: DemoSocket, said: ClientMessage[], hear: (message: ServerMessage) => void } {
  const said: ClientMessage[] = []
  const listeners: ((message: ServerMessage) => void)[] = []
  return {
    said,
    hear: message => listeners.forEach(listener => listener(message)),
    socket: {
      state: shallowRef('open' as const),
      role: shallowRef('presenter' as const),
      machine: shallowRef('nowhere'),
      connect: () => {},
      send: message => said.push(message),
      onMessage: listener => void listeners.push(listener),
      onOpen: () => {},
    },
  }
}

it('an edit that was on its way when the machine was taken away holds up neither the next edit nor the next step', () => {
  const { socket, said, hear } = openConnection()
  const session = createDemoSession('test-demo', socket)
  const file = session.files.attach('code', {
    file: () => {},
    scroll: () => {},
  })
  const tell = (text: string, version: number): void => hear({
    type: 'file',
    demo: 'test-demo',
    pane: 'code',
    text,
    version,
    oldest: 0,
    cause: 'machine',
    changed: [],
    unsaved: false,
  })
  session.enter()
  tell('one', 7)
  file.edited('one!')
  hear({ type: 'waiting', demo: 'test-demo', reason: 'Another demo has the machine.' })
  tell('one', 1)
  file.edited('one?')
  expect(said.at(-1)).toMatchObject({ type: 'edit', version: 1, insert: '?' })
  hear({
    type: 'file',
    demo: 'test-demo',
    pane: 'code',
    text: 'one?',
    version: 2,
    oldest: 0,
    cause: 'own',
    changed: [],
    unsaved: true,
  })
  session.stand(1)
  expect(said.at(-1)).toMatchObject({ type: 'advance', to: 1 })
})

it('what was asked for last is asked again where it is to prevail, be it steps or the way back', () => {
  const { socket, said } = openConnection()
  const session = createDemoSession('test-demo', socket)
  session.enter()
  session.stand(3)
  session.insist()
  expect(said.slice(-2)).toEqual(Array.from({ length: 2 }, () => ({ type: 'advance', demo: 'test-demo', to: 3 })))
  session.back(2)
  session.insist()
  expect(said.slice(-2)).toEqual(Array.from({ length: 2 }, () => ({ type: 'back', demo: 'test-demo', to: 2 })))
  session.stand(3)
  session.insist()
  expect(said.at(-1)).toEqual({ type: 'advance', demo: 'test-demo', to: 3 })
})
