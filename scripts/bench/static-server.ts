import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

export interface StaticServer {
  /** Address of the folder, with a slash at the end. */
  readonly url: string
  /** Paths that were asked for, in order. */
  readonly requests: readonly string[]
  close: () => Promise<void>
}

/**
 * Serves a folder below a path of its own, as the plainest static host does: files, `index.html` for folders, and 404 for all else.
 * For tests and benchmarks.
 */
export async function serveFolder(folder: string, path: `/${string}/`): Promise<StaticServer> {
  const requests: string[] = []
  const server: Server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    requests.push(pathname)
    const file = pathname.startsWith(path)
      ? await findFile(`${folder}/${decodeURIComponent(pathname.slice(path.length))}`)
      : undefined
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file.')
      return
    }
    response.writeHead(200, {
      'content-type': types[extname(file.path)] ?? 'application/octet-stream',
      'content-length': file.size,
    })
    // A browser that goes away in the middle is no concern of a file's.
    createReadStream(file.path).on('error', () => response.destroy()).pipe(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    requests,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function findFile(path: string): Promise<{ path: string, size: number } | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) {
    return path.endsWith('/')
      ? await findFile(join(path, 'index.html'))
      : undefined
  }
  return found && { path, size: found.size }
}
