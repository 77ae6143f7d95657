'use strict'

/**
 * The oldest release that will do of each line of Node: what all packages together say that they need. A line between them will not do,
 * a later one will.
 */
const supported = require('./supported-nodes.json')

/**
 * Whether a Node of this version can run the talk.
 *
 * @param {string} version
 * @returns {boolean} True if it can.
 */
module.exports = function willDo(version) {
  const [major, minor, patch] = version.split('.').map(Number)
  const line = supported.find(([first]) => first === major)
  return line === undefined
    ? major > supported[supported.length - 1][0]
    : minor > line[1] || (minor === line[1] && patch >= line[2])
}
