import * as v from 'valibot'

type OptionsSchema<Entries extends v.ObjectEntries> = v.StrictObjectSchema<Entries, (issue: v.StrictObjectIssue) => string>

/** The options of one part of a figure, and no others. What is wrong is said with the names that there are. */
export function optionsSchema<const Entries extends v.ObjectEntries>(entries: Entries): OptionsSchema<Entries> {
  const names = Object.keys(entries).join(', ')
  return v.strictObject(entries, ({ expected, received }) => {
    if (expected === 'never') {
      return `there is no such option. The options here are: ${names}.${/[\s`]/.test(received)
        ? ' Words with a colon go between quotes.'
        : ''}`
    }
    return expected === 'Object'
      ? `has to be a map of options ({ ${names} }), and is ${received === 'null'
        ? 'empty'
        : received}.`
      : 'is missing.'
  })
}
