/** How deep a slide goes: shown in the talk and the course, in the course alone, or kept for questions and for readers. */
export const DEPTHS = ['talk', 'course', 'more'] as const

export type Depth = typeof DEPTHS[number]

export function isDepth(value: unknown): value is Depth {
  return (DEPTHS as readonly unknown[]).includes(value)
}
