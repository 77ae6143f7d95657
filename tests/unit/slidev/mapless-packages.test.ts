import { createServer } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMaplessPackages } from '../../../scripts/slidev/mapless-packages.ts'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

let server: Awaited<ReturnType<typeof createServer>>
beforeAll(async () => {
  server = await createServer({
    root: projectRoot,
    configFile: false,
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: {
      middlewareMode: true,
      ws: false,
      watch: null,
    },
    plugins: [
      createMaplessPackages(),
    ],
  })
})
afterAll(() => server.close())

const mappings = async (path: string): Promise<string | undefined> => (await server.transformRequest(path))?.map?.mappings

it.each([
  ['that imports others', '/node_modules/@vueuse/core/dist/index.js'],
  ['that imports nothing', '/node_modules/fuse.js/dist/fuse.mjs'],
])('a package\'s module %s has no source map', async (_, path) => {
  expect(await mappings(path)).toBe('')
})

it('a module of the project has one', async () => {
  expect(await mappings('/components/slide/key-bounce.ts')).toMatch(/;/)
})
