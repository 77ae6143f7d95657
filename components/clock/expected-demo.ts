import type { ShallowRef } from 'vue'
import type { DemoSocket } from '../terminal/demo-socket.ts'
import type { ExpectedDemo } from './expected-words.ts'
import { shallowRef } from 'vue'

/** A demo that the window is going to show. */
export interface ExpectedWish {
  demo: string
  /** Its machine is to be started. */
  soon: boolean
}

/** What a window and the server say to each other about the demo that comes next. */
export interface Expectation {
  /** How it stands with it, and with which; undefined before the server has said so. */
  readonly heard: Readonly<ShallowRef<ExpectedDemo & { demo: string } | undefined>>
  /** The window is going to show this demo next, or none. Said again after every new connection. */
  expect: (wish: ExpectedWish | undefined) => void
}

/** Makes the one expectation of a window. Nothing is connected by it. */
export function createExpectation(socket: DemoSocket): Expectation {
  const heard = shallowRef<ExpectedDemo & { demo: string }>()
  let wish: ExpectedWish | undefined
  let said: ExpectedWish | undefined

  function tell(): void {
    if (socket.state.value !== 'open' || socket.role.value !== 'presenter' || (wish?.demo === said?.demo && wish?.soon === said?.soon))
      return
    said = wish
    socket.send(wish
      ? { type: 'expect', ...wish }
      : { type: 'unexpect' })
  }

  socket.onOpen(() => {
    said = undefined
    heard.value = undefined
    tell()
  })
  socket.onMessage((message) => {
    if (message.type !== 'expected')
      return
    const { type: _, ...expected } = message
    heard.value = expected
  })

  return {
    heard,
    expect(next) {
      wish = next
      tell()
    },
  }
}
