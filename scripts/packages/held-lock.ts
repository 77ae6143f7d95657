import supportedNodes from '../preflight/supported-nodes.json' with { type: 'json' }

/** What is read and written of one package in `package-lock.json`. */
export interface LockedPackage {
  engines?: { node?: string }
  libc?: string[]
  [other: string]: unknown
}

/** Packages that are a Node for one kind of computer. */
const NODE_PACKAGE = /^node_modules\/node-(?:bin-)?(?:darwin|linux|win)-/

/**
 * The lock file's packages with what npm cannot be told in `package.json`:
 *
 * - A Node of npm's is installed only where the system's will not do: npm skips optional packages whose engines do not match, and one
 *   without glibc could not start.
 * - No other package says which Node it needs. npm compares that with the Node that it runs on itself, and would print a wall of
 *   warnings about one that never runs the talk.
 */
export function heldPackages(packages: Readonly<Record<string, LockedPackage>>): Record<string, LockedPackage> {
  return Object.fromEntries(Object.entries(packages).map(([path, { engines, libc, ...rest }]) => {
    if (path === '') {
      return [
        path,
        {
          ...rest,
          ...engines && { engines },
        },
      ]
    }
    if (!NODE_PACKAGE.test(path)) {
      return [
        path,
        {
          ...rest,
          ...libc && { libc },
        },
      ]
    }
    return [
      path,
      {
        ...rest,
        engines: {
          node: unsuitedNodes(),
        },
        ...path.includes('linux') && {
          libc: ['glibc'],
        },
      },
    ]
  }))
}

/** All versions of Node that will not do, as a range. */
function unsuitedNodes(): string {
  return supportedNodes.map((oldest, index) => {
    const before = supportedNodes[index - 1]
    return before === undefined
      ? `<${oldest.join('.')}`
      : `>=${before[0]! + 1} <${oldest.join('.')}`
  }).join(' || ')
}
