import process from 'node:process'
import { serveDeck } from '../server/serve-deck.ts'

/**
 * Program of a child process: serves a deck until the parent lets go of it, and says what lets a browser in. Slidev finds a deck's folders once per process, so two
 * decks of different folders need a process each.
 */
const [entry, port] = process.argv.slice(2)
if (entry === undefined || process.send === undefined)
  throw new Error('This is started by npm run bench, with a deck and a port.')
process.once('disconnect', () => process.exit())
const { token } = await serveDeck(entry, Number(port))
process.send(token)
