import type { LiveFigure } from '../../../demos/define.ts'
import type { KernelSample } from '../../../scripts/probe/sample.ts'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { kernelSample } from '../../../scripts/probe/sample.ts'
import { demosFolder, recordingsFolder } from '../../../scripts/system/project-paths.ts'
import { readSamples, samplesUntil } from '../../fixtures/recorded-samples.ts'

/** Something that a figure has to draw. */
export interface FigureCase {
  name: string
  /** The demo with whose recording it came. */
  demo?: string
  samples: readonly KernelSample[]
}

/** What a module in `extremes/` exports as its default: by name, samples of one machine, oldest first. */
export type FigureExtremes = Record<string, readonly KernelSample[]>

const extremesFolder = new URL('extremes/', import.meta.url)

/** Every step of the demos with this figure as it was recorded, nothing at all, and the figure's authored extremes. */
export async function figureCases(figure: LiveFigure): Promise<FigureCase[]> {
  return [
    { name: 'empty', samples: [] },
    ...(await Promise.all((await demosWith(figure)).map(recordedCases))).flat(),
    ...await authoredCases(figure),
  ]
}

async function demosWith(figure: LiveFigure): Promise<string[]> {
  const ids = await readdir(recordingsFolder)
  const sources = await Promise.all(ids.map(id => readFile(join(demosFolder, `${id}.ts`), 'utf8')))
  return ids.filter((_, index) => sources[index]!.includes(`figure: '${figure}'`))
}

async function recordedCases(demo: string): Promise<FigureCase[]> {
  const samples = await readSamples(demo)
  return [
    ...new Set(samples.map(({ step }) => step)),
  ].map(step => ({
    name: `${demo} step ${step}`,
    demo,
    samples: samplesUntil(samples, step),
  }))
}

async function authoredCases(figure: LiveFigure): Promise<FigureCase[]> {
  const file = new URL(`${figure.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.ts`, extremesFolder)
  if (!existsSync(file))
    return []
  const { default: extremes } = await import(file.href) as { default: FigureExtremes }
  return Object.entries(extremes).map(([name, samples]) => ({
    name,
    samples: v.parse(v.array(kernelSample), samples),
  }))
}
