/** An arrow between two named boxes, as it is written: `a -> b: label`. */
export interface ArrowText {
  from: string
  to: string
  label?: string
  /** `-->`: what is asked rarely, lasts a moment, or is an answer. */
  dashed: boolean
  /** `<->`: both ask. */
  both: boolean
  /** `--`: a line without a head. */
  plain: boolean
  /** `-x`: it does not get there. */
  refused: boolean
}

const kinds = {
  '->': {
    dashed: false,
    both: false,
    plain: false,
    refused: false,
  },
  '-->': {
    dashed: true,
    both: false,
    plain: false,
    refused: false,
  },
  '<->': {
    dashed: false,
    both: true,
    plain: false,
    refused: false,
  },
  '--': {
    dashed: false,
    both: false,
    plain: true,
    refused: false,
  },
  '-x': {
    dashed: false,
    both: false,
    plain: false,
    refused: true,
  },
} as const

const pattern = /^(\S+) (-->|<->|->|--|-x) ([^\s:]+)(?:: (.+))?$/s

/** Reads `a -> b: label`, `a --> b`, `a <-> b`, `a -- b` or `a -x b`. Throws where it is none of them. */
export function parseArrow(text: string): ArrowText {
  const match = pattern.exec(text.trim())
  if (!match)
    throw new Error(`"${text}" is no arrow. Write "from -> to", "from --> to" (dashed), "from <-> to", "from -- to" (a line) or "from -x to" (refused), with ": words" after it if you like.`)
  const [, from, kind, to, label] = match
  return {
    from: from!,
    to: to!,
    ...label === undefined
      ? {}
      : { label },
    ...kinds[kind as keyof typeof kinds],
  }
}
