'use strict'

const supported = require('./supported-nodes.json')
const willDo = require('./will-do.cjs')

/**
 * What keeps the kit from running here, as one sentence for the person at the keyboard and the way out of it, or undefined.
 *
 * @param {object} computer
 * @param {string} computer.node Version of the Node that runs, without a `v`.
 * @param {string} computer.kind Operating system and processor, such as `linux x64`.
 * @param {readonly string[] | undefined} computer.bindings Names in `node_modules/@rolldown`, of whose packages npm installs the one that
 * is made for the computer; undefined where there is no `node_modules`.
 * @returns {string | undefined} The sentence.
 */
module.exports = function findProblem({ node, kind, bindings }) {
  if (bindings === undefined)
    return 'Nothing is installed yet. Run first: npm ci'
  const made = bindings.filter(name => name.startsWith('binding-'))
  if (made.length === 0)
    return `What is made for this kind of computer (${kind}) is missing in node_modules. Install it with: npm ci --include=optional`
  if (made.every(name => name.endsWith('-musl')))
    return 'This system has the C library musl (as Alpine has), for which not all that the talk needs is made. Use a Linux with glibc, such as Debian, Ubuntu or Fedora.'
  if (!willDo(node))
    return `Node ${node} cannot run the talk, and Node ${words()} can. Install one of them, or let npm bring one along: npm ci`
  return undefined
}

function words() {
  return supported.map(release => release.join('.')).join(', ').replace(/, ([^,]*)$/, ' or $1 (each or a later one of its line)')
}
