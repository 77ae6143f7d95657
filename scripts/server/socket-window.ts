import type { WebSocket } from 'ws'
import type { WindowOptions } from '../hub/window.ts'
import type { ServerMessage } from '../protocol/messages.ts'
import { MessageBudget } from '../hub/message-budget.ts'
import { Window } from '../hub/window.ts'

/** Bytes that may wait in a socket; a window that lets more pile up is gone or hostile and is cut off. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024
/** Policy violation (RFC 6455, 7.4.1). */
const TOO_MUCH = 1008

export interface SocketWindowOptions extends Omit<WindowOptions, 'send'> {
  socket: WebSocket
}

/** A browser window at the far end of a WebSocket, with JSON text frames. */
export class SocketWindow {
  readonly #socket: WebSocket
  #answeredPing = true

  constructor({ socket, ...options }: SocketWindowOptions) {
    this.#socket = socket
    const pings = new MessageBudget()
    const window = new Window({
      ...options,
      send: message => this.#send(message),
    })
    socket.on('message', (data, isBinary) => {
      // What comes after our own close frame is void; it must not bring back a session that has just been left.
      if (socket.readyState !== socket.OPEN)
        return
      const text = data.toString()
      if (!window.receive(isBinary
        ? undefined
        : parseJson(text), text.length)) {
        socket.close(TOO_MUCH, 'too many messages')
      }
    })
    socket.on('close', () => window.dispose())
    // `ws` answers each by itself. Browsers send none.
    socket.on('ping', () => pings.spend(1, 0) || socket.terminate())
    socket.on('pong', () => this.#answeredPing = true)
    // `ws` reports protocol violations (an oversized frame, bad UTF-8) here and then closes by itself with the right code.
    socket.on('error', () => {})
  }

  /** Cuts the window off if it has not answered since the last call: a stopped browser, or the far end of a tunnel that is gone. */
  checkAlive(): void {
    if (!this.#answeredPing)
      return this.#socket.terminate()
    this.#answeredPing = false
    if (this.#socket.readyState === this.#socket.OPEN)
      this.#socket.ping()
  }

  #send(message: ServerMessage): void {
    if (this.#socket.readyState !== this.#socket.OPEN)
      return
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.#socket.terminate()
      return
    }
    this.#socket.send(JSON.stringify(message))
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    // Anything that is no JSON is refused like any other message that does not fit.
    return undefined
  }
}
