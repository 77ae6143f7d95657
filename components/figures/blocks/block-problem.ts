import type * as v from 'valibot'

/** What schemas expect, in words. */
const expectations: Readonly<Record<string, string>> = {
  'string': 'words',
  'number': 'a number',
  'boolean': 'true or false',
  '>=0': 'a whole number from 0',
  'Array': 'a list',
  'Object': 'a map',
  '(string | Array)': 'words or a list of words',
  '(string | Object)': 'words or a map of options',
}

/** What is wrong with the data of a figure, and where in it: `boxes.runc.layer has to be …`. Entries of lists are counted from 1. */
export function blockProblem(issue: v.BaseIssue<unknown>): string {
  const { path = [], leaf } = deepest(issue)
  const place = path.reduce((text, { input, key }) => Array.isArray(input)
    ? `entry ${Number(key) + 1} of ${text}`
    : text === ''
      ? String(key)
      : `${text}${text.startsWith('entry ')
        ? ', '
        : '.'}${String(key)}`, '')
  return `${place === ''
    ? 'the block'
    : place}: ${messageOf(leaf)}`
}

/** Of the ways in which data may be written, the one that was meant: the one that fails farthest inside. */
function deepest(issue: v.BaseIssue<unknown>): { path?: readonly { input: unknown, key: unknown }[], leaf: v.BaseIssue<unknown> } {
  const path = issue.path ?? []
  const inner = issue.issues?.filter(each => (each.path?.length ?? 0) > 0)
    // A name that there is not explains why another one is missing.
    .toSorted((one, other) => Number(other.expected === 'never') - Number(one.expected === 'never'))[0]
  if (!inner)
    return { path, leaf: issue }
  const below = deepest(inner)
  return {
    path: [
      ...path,
      ...below.path ?? [],
    ],
    leaf: below.leaf,
  }
}

/** A message of a schema of ours as it is; one of valibot's in the words of this project. */
function messageOf({ message, expected, received }: v.BaseIssue<unknown>): string {
  if (!message.startsWith('Invalid ') || expected === null)
    return message
  const wanted = expectations[expected] ?? (/^\(".*"\)$/.test(expected)
    ? `one of ${expected.slice(1, -1).replaceAll('"', '').replaceAll(' | ', ', ')}`
    : expected)
  return `has to be ${wanted}, and is ${expectations[received] ?? received}.`
}
