import { coreOf } from './xterm-core.ts'

type Params = (number | number[])[]

interface ParsingTerminal {
  parser: {
    registerCsiHandler: (id: { prefix?: string, final: string }, handler: (params: Params) => boolean) => unknown
  }
}

/** ED with this parameter erases from the beginning of the screen to the cursor (ECMA-48, 8.3.39). */
const TO_CURSOR = 1

/**
 * Lets a terminal erase all its screen up to the last column of the last row. xterm 6.0 looks for the line below that one and throws out of
 * its parser, which ends a Node process and leaves a window's terminal dead (`InputHandler.eraseInDisplay`).
 */
export function mendErase(terminal: ParsingTerminal): void {
  for (const prefix of ['', '?']) {
    terminal.parser.registerCsiHandler({
      ...prefix && { prefix },
      final: 'J',
    }, ([mode]) => {
      const { _bufferService: { cols, buffers: { active } }, _inputHandler } = coreOf(terminal)
      if (mode !== TO_CURSOR || active.x + 1 < cols)
        return false
      const { x } = active
      const params = {
        params: [TO_CURSOR],
      }
      // All but the last column, and then the whole row; with the cursor where it was.
      active.x = cols - 2
      _inputHandler.eraseInDisplay(params, prefix === '?')
      active.x = x
      return _inputHandler.eraseInLine(params, prefix === '?')
    })
  }
}
