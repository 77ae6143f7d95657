import type { CoreColorEvent, XtermCore } from './xterm-core.ts'

/** Back to the theme's colours: the palette, text, background, cursor. A full reset does not do that. */
const RESTORE = '\x1B]104\x1B\\\x1B]110\x1B\\\x1B]111\x1B\\\x1B]112\x1B\\'
/** xterm's numbers of the colours that are not in the palette, which are set by OSC 10 … 12. */
const FIRST_SPECIAL = 256

/** Colours that programs have changed (OSC 4 and 10 … 12), which a terminal without a window does not keep. */
export class Palette {
  readonly #colors = new Map<number, string>()

  constructor({ _inputHandler }: XtermCore) {
    _inputHandler.onColor(events => events.forEach(event => this.#take(event)))
  }

  /** Brings any terminal to these colours. */
  codes(): string {
    return RESTORE + [...this.#colors].map(([index, color]) => index < FIRST_SPECIAL
      ? `\x1B]4;${index};${color}\x1B\\`
      : `\x1B]${10 + index - FIRST_SPECIAL};${color}\x1B\\`).join('')
  }

  #take({ type, index, color }: CoreColorEvent): void {
    if (type === 1) {
      this.#colors.set(index!, `rgb:${color!.map(value => value.toString(16).padStart(2, '0')).join('/')}`)
    }
    else if (type === 2 && index !== undefined) {
      this.#colors.delete(index)
    }
    else if (type === 2) {
      [
        ...this.#colors.keys(),
      ].filter(each => each < FIRST_SPECIAL).forEach(each => this.#colors.delete(each))
    }
  }
}
