import type { Emulator } from './v86-emulator.ts'
import { LineSplitter } from './control-lines.ts'

/** Serial port of the kernel's console: `/dev/ttyS0`, by the kernel command line in `scripts/machines/embedded/core/options.ts`. */
const CONSOLE_SERIAL = 0
/** What the kernel says last, whatever its log level (`kernel/panic.c`). */
const PANIC = /Kernel panic - not syncing: .*/

/** Listens for the guest kernel's last words: after a panic nothing answers any more, and every call would wait for its deadline. */
export function watchKernelConsole(emulator: Emulator, onPanic: (words: string) => void): void {
  const splitter = new LineSplitter((line) => {
    const [words] = PANIC.exec(line) ?? []
    if (words !== undefined)
      onPanic(words)
  })
  emulator.add_listener(`serial${CONSOLE_SERIAL}-output-byte`, (byte: number) => splitter.push(byte))
}
