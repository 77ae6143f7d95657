/** A layer of the container stack; each has its colour in `slides/styles/tokens.css`. */
export type Layer = 'orchestrator' | 'engine' | 'high-level' | 'low-level' | 'kernel' | 'host'

/** The layers from the top of the stack down. */
export const layers = [
  'orchestrator',
  'engine',
  'high-level',
  'low-level',
  'kernel',
  'host',
] as const satisfies readonly Layer[]
