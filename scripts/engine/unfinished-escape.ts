/** Longest beginning that is kept: of a title or a link, not of an image in an escape sequence. */
const LIMIT_CHARS = 4096

/**
 * ESC alone or with intermediates; CSI with its parameters; a string (DCS, SOS, OSC, PM, APC) that nothing has ended yet, by BEL or by ESC \
 * (ECMA-48, 5.4 and 5.6).
 */
// eslint-disable-next-line no-control-regex -- Control characters are what this is about.
const UNFINISHED = /\x1B(?:[\x20-\x2F]*|\[[\x30-\x3F]*[\x20-\x2F]*|[PX\]^_][^\x07\x18\x1A\x1B]*\x1B?)$/

/**
 * The beginning of an escape sequence at the end of some output, the rest of which is still to come: a terminal that is to take that rest
 * has to be given it. Empty mostly.
 */
export function unfinishedEscape(output: string): string {
  return UNFINISHED.exec(output.slice(-LIMIT_CHARS))?.[0] ?? ''
}
