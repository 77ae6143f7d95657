'use strict'

const { spawn } = require('node:child_process')
const { existsSync } = require('node:fs')
const { Module } = require('node:module')
const { delimiter, dirname, join } = require('node:path')
const process = require('node:process')

/**
 * The Node that npm brought along, or undefined. npm 11 puts it first on the path of every script; npm 10, which comes with Node 20, links
 * no program that several optional packages have.
 *
 * @param {string} modules Path of `node_modules`.
 * @returns {string | undefined} Its path.
 */
exports.bundledNode = function bundledNode(modules) {
  const windows = process.platform === 'win32'
  const kind = `${windows
    ? 'win'
    : process.platform}-${process.arch}`
  return [`node-${kind}`, `node-bin-${kind}`]
    .map(name => join(modules, name, 'bin', windows
      ? 'node.exe'
      : 'node'))
    .find(path => existsSync(path))
}

/**
 * Runs the program that this Node was to run in another one, as long as that takes.
 *
 * @param {string} node Path of the other Node.
 */
exports.handOver = function handOver(node) {
  const child = spawn(node, [
    ...process.execArgv,
    ...process.argv.slice(1),
  ], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH || ''}` },
  })
  child.on('exit', code => process.exit(code === null
    ? 130
    : code))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  // A terminal sends these two to both, and the child decides what they mean.
  process.on('SIGINT', () => {})
  process.on('SIGHUP', () => {})
  // What Node calls for its program once all preloaded files are done.
  Module.runMain = () => {}
}
