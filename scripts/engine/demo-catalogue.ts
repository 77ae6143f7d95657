import type { DemoDefinition } from '../../demos/define.ts'
import type { DemoFiles, ResolvedDemo, ResolveOptions } from './resolve-demo.ts'
import { DemoError } from './demo-error.ts'
import { resolveDemo } from './resolve-demo.ts'
import { validateDemo } from './validate-demo.ts'

/** All demos, by id. */
export type DemoCatalogue = ReadonlyMap<string, ResolvedDemo>

/**
 * Makes a catalogue from loaded definitions, keyed by file name (`pid-namespace.ts`), and the files that they bring along.
 * Throws `DemoError` `invalid` for a bad definition, a duplicate id, an id that is not its file's name, and a broken or circular `after`.
 */
export function createCatalogue(modules: ReadonlyMap<string, unknown>, texts: DemoFiles = new Map(), options: ResolveOptions = {}): DemoCatalogue {
  const catalogue = new Map<string, ResolvedDemo>()
  const files = new Map<string, string>()
  for (const [file, value] of modules) {
    const definition: DemoDefinition = validateDemo(value, file)
    const { id } = definition
    const other = files.get(id)
    if (other !== undefined)
      throw new DemoError('invalid', `${file}, the demo: id "${id}" is already used by ${other}. Give each demo its own id.`)
    if (file.replace(/^.*\//, '') !== `${id}.ts`)
      throw new DemoError('invalid', `${file}, the demo: id "${id}" does not match the file name. Rename the file to ${id}.ts or change the id.`)
    files.set(id, file)
    catalogue.set(id, resolveDemo(definition, texts, options))
  }
  for (const demo of catalogue.values())
    demoChain(catalogue, demo.id)
  return catalogue
}

/** The demo with this id, or a `DemoError` that lists what there is. */
export function findDemo(catalogue: DemoCatalogue, id: string): ResolvedDemo {
  const demo = catalogue.get(id)
  if (!demo) {
    throw new DemoError('unknown-demo', `There is no demo "${id}". There are: ${[
      ...catalogue.keys(),
    ].sort().join(', ')}.`)
  }
  return demo
}

/** The demo and all it comes after, first one first. Throws `DemoError` `invalid` when the chain breaks or bites its tail. */
export function demoChain(catalogue: DemoCatalogue, id: string): ResolvedDemo[] {
  const chain: ResolvedDemo[] = [
    findDemo(catalogue, id),
  ]
  for (let next = chain[0]!.after; next !== undefined; next = chain[0]!.after) {
    const demo = catalogue.get(next)
    if (!demo) {
      throw new DemoError('invalid', `demos/${chain[0]!.id}.ts, the demo: after names "${next}", which does not exist. There are: ${[
        ...catalogue.keys(),
      ].sort().join(', ')}.`)
    }
    if (chain.includes(demo))
      throw new DemoError('invalid', `demos/${demo.id}.ts, the demo: after leads back to itself (${[demo, ...chain].map(each => each.id).join(' → ')}).`)
    chain.unshift(demo)
  }
  return chain
}
