import type { Finding } from './finding.ts'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { availableParallelism, freemem, totalmem } from 'node:os'
import process from 'node:process'
import { findBrowser } from '../browser/find-browser.ts'
import { installCommand } from '../system/install-command.ts'
import { firstLine } from './finding.ts'
import { gibibytes } from './gibibytes.ts'

/** Bytes that two machines, the server and two browser windows take together. */
const ENOUGH_MEMORY = 4 * 2 ** 30

/** The computer itself: processor, memory, Node, the port, a browser to print with. */
export async function examineComputer(port: number): Promise<Finding[]> {
  const memory = totalmem()
  return [
    {
      grade: memory < ENOUGH_MEMORY
        ? 'note'
        : 'good',
      topic: 'computer',
      words: `${process.platform} ${process.arch}, ${availableParallelism()} processors, ${gibibytes(memory)} GiB of memory, ${gibibytes(freemem())} of it free`,
    },
    { grade: 'good', topic: 'Node', words: process.versions.node },
    await examinePort(port),
    await examineBrowser(),
  ]
}

async function examinePort(port: number): Promise<Finding> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return { grade: 'good', topic: 'port', words: `${port} is free` }
  }
  catch (error) {
    return {
      grade: 'note',
      topic: 'port',
      words: `${port} cannot be used: ${(error as NodeJS.ErrnoException).code}`,
      remedy: `npm start -- --port ${port + 1}`,
    }
  }
  finally {
    server.close()
  }
}

async function examineBrowser(): Promise<Finding> {
  try {
    const { executablePath } = await findBrowser()
    return { grade: 'good', topic: 'browser', words: `prints and tests with ${executablePath}` }
  }
  catch (error) {
    return {
      grade: 'note',
      topic: 'browser',
      words: firstLine(error),
      remedy: await installCommand('browser'),
    }
  }
}
