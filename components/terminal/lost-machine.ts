import { readStored, writeStored } from './web-storage.ts'

/** Under which a page leaves word to the next one in its tab: the demo whose machine is in it. */
const KEY = 'cbu-machine'

let demoOfMachine: string | undefined
let isListening = false

/**
 * Notes that a published page has a reader's machine in it, or has none any more. The word is taken back when the page is left: where it
 * is found, the browser has ended the page, which is all that a phone does about a tab that takes too much memory.
 */
export function noteMachine(demo: string, isThere: boolean): void {
  if (!isListening)
    listen()
  demoOfMachine = isThere
    ? demo
    : undefined
  write(demoOfMachine)
}

/** Whether the page before this one in its tab was ended by the browser with this demo's machine in it. Said once. */
export function takeLostMachine(demo: string): boolean {
  const isLost = !isListening && readStored(() => sessionStorage, KEY) === demo
  if (isLost)
    write(undefined)
  return isLost
}

function listen(): void {
  isListening = true
  window.addEventListener('pagehide', () => write(undefined))
  // It may come back from the browser's memory, with its machine.
  window.addEventListener('pageshow', () => write(demoOfMachine))
}

/** Where the browser blocks its storage, the reader is told nothing. */
function write(demo: string | undefined): void {
  writeStored(() => sessionStorage, KEY, demo)
}
