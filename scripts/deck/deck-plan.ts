import type { Depth } from './depth.ts'
import * as v from 'valibot'
import { UsageError } from '../base/usage-error.ts'
import { DEPTHS } from './depth.ts'
import { parseClockTime } from './parse-clock-time.ts'

/** What a deck takes of one chapter file. */
export interface PlannedChapter {
  /** Name of the file without number and ending: `files` for `07-files.md`. */
  name: string
  /** Title of the part of the talk that begins here. An entry that has neither title nor budget goes on with the part before. */
  title?: string
  /** Minutes and seconds that this part may take, such as `4:30`. */
  budget?: string
  /** Takes the slides of these depths, in the order of the file. */
  depths: readonly Depth[]
  /** Takes these slides instead, by their titles, in this order and of any depth. */
  slides?: readonly string[]
}

const depthsSchema = v.pipe(v.array(v.picklist(DEPTHS)), v.minLength(1))
const nameSchema = v.pipe(v.string(), v.nonEmpty())
const entrySchema = v.strictObject({
  name: nameSchema,
  title: v.optional(nameSchema),
  budget: v.optional(v.unknown()),
  depths: v.optional(depthsSchema),
  slides: v.optional(v.pipe(v.array(nameSchema), v.minLength(1))),
})

/**
 * The `chapters` of a deck's headmatter; `undefined` where it has none, as an ordinary Slidev deck. `file` is the deck's, for messages.
 * Throws `UsageError` for what the headmatter gets wrong.
 */
export function parseDeckPlan(headmatter: Readonly<Record<string, unknown>>, file: string): PlannedChapter[] | undefined {
  const { chapters, depths } = headmatter
  if (chapters === undefined)
    return undefined
  if (!Array.isArray(chapters) || chapters.length === 0)
    throw new UsageError(`${file}: \`chapters\` lists no chapter. Write one a line, such as: - { name: files, budget: '4:30' }`)
  const deckDepths = depths === undefined
    ? undefined
    : parsed(depthsSchema, depths, `${file}, \`depths\``)
  return chapters.map((written: unknown, index) => {
    const place = `${file}, entry ${index + 1} of \`chapters\``
    const { title, budget, ...entry } = parsed(entrySchema, typeof written === 'string'
      ? { name: written }
      : written, place)
    const taken = entry.depths ?? deckDepths
    if (!taken && !entry.slides)
      throw new UsageError(`${place}: which slides of "${entry.name}"? Write \`depths: [talk]\` into the headmatter, or into this entry its \`depths\` or \`slides\`. The depths are: ${DEPTHS.join(', ')}.`)
    if (budget !== undefined)
      parseClockTime(budget, `${file}, budget of chapter "${title ?? entry.name}"`)
    return {
      name: entry.name,
      ...(title !== undefined || budget !== undefined) && { title: title ?? titleOf(entry.name) },
      ...budget !== undefined && {
        budget: String(budget),
      },
      depths: taken ?? [],
      ...entry.slides && { slides: entry.slides },
    }
  })
}

/** `why-containers` → `Why containers`. */
function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
}

function parsed<TSchema extends v.GenericSchema>(schema: TSchema, value: unknown, place: string): v.InferOutput<TSchema> {
  const { issues, output, success } = v.safeParse(schema, value)
  if (success)
    return output
  const [{ message }] = issues
  const path = v.getDotPath(issues[0])
  throw new UsageError(`${place}${path
    ? `, ${path}`
    : ''}: ${message}.`)
}
