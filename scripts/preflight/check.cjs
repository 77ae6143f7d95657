'use strict'

// Every npm script preloads this (`node -r`) before its program. It is plain old JavaScript: a Node that is too old for the rest has
// to read it, say why it cannot go on, and leave.

const { existsSync, readdirSync } = require('node:fs')
const { join } = require('node:path')
const process = require('node:process')
const findProblem = require('./find-problem.cjs')
const { bundledNode, handOver } = require('./hand-over.cjs')
const supported = require('./supported-nodes.json')
const willDo = require('./will-do.cjs')

const modules = join(__dirname, '..', '..', 'node_modules')
const bindings = join(modules, '@rolldown')
const better = willDo(process.versions.node)
  ? undefined
  : bundledNode(modules)
const problem = findProblem({
  node: better === undefined
    ? process.versions.node
    : supported[0].join('.'),
  kind: `${process.platform} ${process.arch}`,
  bindings: existsSync(bindings)
    ? readdirSync(bindings)
    : existsSync(modules)
      ? []
      : undefined,
})
if (problem !== undefined) {
  console.error(`\nError  ${problem}\n`)
  process.exit(1)
}
if (better !== undefined)
  handOver(better)
