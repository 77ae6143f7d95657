import type { LockedPackage } from '../../../scripts/packages/held-lock.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { heldPackages } from '../../../scripts/packages/held-lock.ts'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage & { version?: string }> }
const nodes = Object.entries(packages).filter(([path]) => /^node_modules\/node-(?:bin-)?(?:darwin|linux|win)-/.test(path))

it('holds the lock file as `npm run lock` leaves it', () => {
  expect(packages, 'run: npm run lock').toEqual(heldPackages(packages))
})

it('lets no package but a Node ask for a Node, so that npm ci warns of none', () => {
  expect(Object.entries(packages).filter(([path, { engines }]) => path !== '' && engines).map(([path]) => path)).toEqual(nodes.map(([path]) => path))
})

it('brings the same release of Node for every kind of computer', () => {
  expect(nodes.map(([path]) => path.replace(/^node_modules\/node-(?:bin-)?/, ''))).toEqual([
    'darwin-arm64',
    'darwin-x64',
    'linux-arm64',
    'linux-x64',
    'win-arm64',
    'win-x64',
  ])
  expect(new Set(nodes.map(([, { version }]) => version)).size).toBe(1)
})

const { dependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
/** Packages in whose place an empty one stands; an adapted deck may have brought one in. */
const leftOut = Object.entries(dependencies).filter(([, version]) => version.startsWith('file:')).map(([name]) => name)

it('gives each left-out package a placeholder of its own, or npm could not bring in one without the others', () => {
  for (const name of leftOut)
    expect(packages[`node_modules/${name}`]).toEqual({ link: true, resolved: `scripts/packages/left-out/${name}` })
})

it.skipIf(!leftOut.includes('mermaid'))('leaves out what only diagrams need', () => {
  expect(Object.keys(packages).filter(path => /\/(?:cytoscape|elkjs|@mermaid-js\/parser)$/.test(path))).toEqual([])
})
