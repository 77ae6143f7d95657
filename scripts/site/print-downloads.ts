import type { Browser } from 'playwright-core'
import type { StageReporter } from '../cli/progress.ts'
import type { Download } from './build-deck.ts'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { exportDeck, stagesOfDeck } from '../export/export-deck.ts'

const slides = {
  formats: ['pdf'],
  schemes: ['light'],
  withClicks: false,
  notes: false,
} as const
const kinds = [
  slides,
  { ...slides, notes: true },
] as const

/** Stages that printing one deck takes. */
export const DOWNLOAD_STAGES = kinds.reduce((sum, kind) => sum + stagesOfDeck(kind), 0)

/** The files that `printDownloads` makes of a deck with this name. */
export function downloadsOf(name: string): Download[] {
  return [
    { file: `${name}.pdf`, words: 'Slides as PDF' },
    { file: `${name}-handout.pdf`, words: 'Handout with notes as PDF' },
  ]
}

export interface PrintDownloadsOptions {
  name: string
  /** Path of the deck's entry file. */
  entry: string
  /** Folder for the files. */
  folder: string
  /** Where readers will find the deck. */
  address: string | undefined
  browser: Browser
  signal: AbortSignal
  stage: <Result>(title: string, work: (reporter: StageReporter) => Promise<Result>) => Promise<Result>
}

/** Prints a deck's slides and its handout into a folder. */
export async function printDownloads({ name, folder, ...options }: PrintDownloadsOptions): Promise<void> {
  const files = downloadsOf(name)
  for (const [index, kind] of kinds.entries()) {
    const [printed] = await exportDeck({
      ...kind,
      ...options,
      output: folder,
    })
    await rename(printed!.path, join(folder, files[index]!.file))
  }
}
