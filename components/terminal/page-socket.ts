import type { Window } from '../../scripts/hub/window.ts'
import type { ClientMessage, Role, ServerMessage } from '../../scripts/protocol/messages.ts'
import type { DemoSocket, SocketState } from './demo-socket.ts'
import { shallowRef } from 'vue'

/**
 * Talks to a demo server that runs in the page itself, for decks that are published as files. The server is loaded at the first
 * `connect()`. While the page is hidden it shows no demo, and its machine stands still.
 */
export function createPageSocket(): DemoSocket {
  const state = shallowRef<SocketState>('idle')
  const role = shallowRef<Role>()
  const machine = shallowRef<string>()
  const messageListeners: ((message: ServerMessage) => void)[] = []
  const openListeners: (() => void)[] = []
  let server: typeof import('./page-hub.ts') | undefined
  let window: Window | undefined
  /** What has been said is taken one after the other: opening a demo has to wait for its recording. */
  let said: Promise<void> = Promise.resolve()

  async function start(): Promise<void> {
    state.value = 'connecting'
    try {
      server = await import('./page-hub.ts')
    }
    catch {
      state.value = 'refused'
      return
    }
    open()
    document.addEventListener('visibilitychange', () => document.hidden
      ? close()
      : open())
  }

  function open(): void {
    if (window)
      return
    window = server!.openPageWindow(message => queueMicrotask(() => receive(message)))
  }

  /** Sessions go on when the page is seen again, where they were. */
  function close(): void {
    window?.dispose()
    window = undefined
    said = Promise.resolve()
  }

  function receive(message: ServerMessage): void {
    if (message.type === 'welcome') {
      role.value = message.role
      machine.value = message.machine
      state.value = 'open'
      openListeners.forEach(listener => listener())
    }
    else {
      messageListeners.forEach(listener => listener(message))
    }
  }

  async function take(message: ClientMessage, to: Window): Promise<void> {
    if (message.type === 'open') {
      await server!.provideRecording(message.demo).catch((error: unknown) => receive({
        type: 'refused',
        request: message.type,
        reason: `The recording could not be loaded (${error instanceof Error
          ? error.message
          : String(error)}). Reload the page.`,
      }))
    }
    if (to === window)
      to.receive(message, JSON.stringify(message).length)
  }

  return {
    state,
    role,
    machine,
    connect() {
      if (state.value === 'idle')
        void start()
    },
    send(message) {
      const to = window
      if (to)
        said = said.then(() => take(message, to))
    },
    onMessage: listener => void messageListeners.push(listener),
    onOpen: listener => void openListeners.push(listener),
  }
}
