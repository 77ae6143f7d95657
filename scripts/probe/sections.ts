import { SECTION_MARK } from './probe-script.ts'

/** One section of the probe's output: the words of its title, and its lines. */
export interface Section {
  name: string
  words: readonly string[]
  lines: readonly string[]
}

/** Cuts the probe's output into its sections. */
export function splitSections(output: string): Section[] {
  return output.split(SECTION_MARK).slice(1).map((text) => {
    const [title = '', ...lines] = text.replace(/\n$/, '').split('\n')
    const [name = '', ...words] = title.split(' ')
    return { name, words, lines }
  })
}
