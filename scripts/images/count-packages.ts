import type { StageReporter } from '../cli/progress.ts'

/** What apt and dpkg say when they begin with a package, and what that is called. */
const deeds = [
  [/^Get:\d+ \S+ \S+ \S+ (\S+) /, 'fetching'],
  [/^Unpacking (\S+)/, 'unpacking'],
  [/^Setting up (\S+)/, 'setting up'],
] as const

/** A reporter for the lines of a verbose mmdebstrap: it tells the given one which package it is at, and which of how many that is. */
export function countPackages(reporter: StageReporter): StageReporter {
  let total: number | undefined
  const counts = new Map<string, number>()
  return {
    advance: reporter.advance,
    note: (line) => {
      const stage = /^I: (.+)/.exec(line)?.[1]
      if (stage !== undefined) {
        reporter.note(stage.startsWith('running --customize-hook')
          ? 'putting the kit\'s files in place'
          : stage)
        return
      }
      // apt says it once for the packages without which there is no Debian, and once for the others.
      const announced = /, (\d+) newly installed,/.exec(line)?.[1]
      if (announced !== undefined) {
        total = Number(announced)
        counts.clear()
      }
      if (total === undefined)
        return
      for (const [pattern, deed] of deeds) {
        const found = pattern.exec(line)?.[1]
        if (found === undefined)
          continue
        const done = Math.min((counts.get(deed) ?? 0) + 1, total)
        counts.set(deed, done)
        reporter.note(`${deed} ${found}`)
        reporter.advance(done, total)
      }
    },
  }
}
