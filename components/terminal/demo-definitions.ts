import type { DemoDefinition } from '../../demos/define.ts'
import type { DemoCatalogue } from '../../scripts/engine/demo-catalogue.ts'
import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import { resolveDemo } from '../../scripts/engine/resolve-demo.ts'

const definitions = import.meta.glob<DemoDefinition>(['../../demos/*.ts', '!../../demos/define.ts'], { eager: true, import: 'default' })

const folder = '../../demos/files/'
const files = import.meta.glob<string>('../../demos/files/**', { eager: true, query: '?raw', import: 'default' })
const texts = new Map(Object.entries(files).map(([path, text]) => [
  path.slice(folder.length),
  text,
]))

/** Presses that a typed step takes where it says nothing itself: what the run says (`scripts/server/presses-plugin.ts`). */
const presses = import.meta.env.CBU_PRESSES ?? 1

/** All demos as slides show them. They were checked before any slide was served or built. */
export const demoCatalogue: DemoCatalogue = new Map(Object.values(definitions).map(definition => [
  definition.id,
  resolveDemo(definition, texts, { presses }),
]))

/** The demo with this id as slides show it, or undefined. */
export function demoOfId(id: string): ResolvedDemo | undefined {
  return demoCatalogue.get(id)
}

/** Every id there is, sorted; for the message that an id is unknown. */
export function demoIds(): string[] {
  return [
    ...demoCatalogue.keys(),
  ].sort()
}
