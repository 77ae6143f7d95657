import type { Terminal } from '@xterm/xterm'

/**
 * Keeps xterm from answering programs that ask the terminal something (device attributes, cursor position, colours, modes). A session is
 * shown in several windows, and each would send its own answer to the one shell; the server's terminal answers for all.
 */
export function muteReplies({ parser }: Terminal): void {
  const mute = (): boolean => true
  parser.registerCsiHandler({ final: 'c' }, mute)
  parser.registerCsiHandler({ prefix: '>', final: 'c' }, mute)
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, mute)
  parser.registerCsiHandler({ final: 'n' }, mute)
  parser.registerCsiHandler({ prefix: '?', final: 'n' }, mute)
  parser.registerCsiHandler({ intermediates: '$', final: 'p' }, mute)
  parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, mute)
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, mute)
  for (const color of [4, 10, 11, 12])
    parser.registerOscHandler(color, data => data.includes('?'))
}
