import type { ChapterTime } from '../deck/speaking-time.ts'
import type { JUnitOptions } from './junit.ts'
import type { DemoReport } from './rehearse-demos.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { formatJUnit } from './junit.ts'

export interface RehearsalReport extends JUnitOptions {
  demos: readonly DemoReport[]
  /** By name of the deck. */
  chapters: Readonly<Record<string, readonly ChapterTime[]>>
}

const extensions = ['.xml', '.json'] as const

/** Whether a report to this target is one file; else it is a folder's. */
export function isReportFile(target: string): boolean {
  return (extensions as readonly string[]).includes(extname(target))
}

/**
 * Writes what a rehearsal found for other programs, to a file whose name ends with `.xml` (JUnit) or `.json`, or else both into a folder.
 * Returns the paths of the files.
 */
export async function writeReport(target: string, report: RehearsalReport): Promise<string[]> {
  const files = isReportFile(target)
    ? [target]
    : extensions.map(extension => join(target, `rehearsal${extension}`))
  for (const file of files) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, extname(file) === '.json'
      ? formatJson(report)
      : formatJUnit(report.demos, report))
  }
  return files
}

function formatJson({ machine, date, demos, chapters, reproduce }: RehearsalReport): string {
  return `${JSON.stringify({
    machine,
    date: date.toISOString(),
    demos: demos.map(demo => ({
      ...demo,
      ...demo.verdict === 'failed'
        ? {
            reproduce: reproduce(demo.demo),
          }
        : {},
    })),
    chapters,
  }, null, 2)}\n`
}
