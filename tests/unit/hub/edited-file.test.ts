import type { Role } from '../../../scripts/protocol/messages.ts'
import type { TestServer } from '../../fixtures/test-server.ts'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

const DEMO = { demo: 'test-demo', pane: 'code' } as const
let server: TestServer
let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edited-file-'))
  path = join(folder, 'box.sh')
  await writeFile(path, 'echo one\n')
  server = await startTestServer([
    {
      panes: {
        code: { editor: path },
        host: {},
      },
      steps: [
        { pane: 'host', type: `bash ${path}` },
      ],
    },
  ])
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

async function show(role: Role = 'presenter'): Promise<TestWindow> {
  const window = await TestWindow.open(server, role)
  window.send({ type: 'open', demo: 'test-demo' })
  await expect.poll(() => window.last('session')?.state).toBe('ready')
  await expect.poll(() => window.last('file')?.text).toBeDefined()
  return window
}

/** Puts a text in the place of what the window was told last. */
function edit(window: TestWindow, insert: string): void {
  const { version, text } = window.last('file')!
  window.send({
    type: 'edit',
    ...DEMO,
    version,
    from: 0,
    to: text.length,
    insert,
  })
}

describe('an editor\'s pane', () => {
  it('shows an edit in every window, and tells the one that made it', async () => {
    const [first, second, watching] = [await show(), await show(), await show('audience')]
    edit(first, 'echo two\n')
    await expect.poll(() => first.last('file')).toMatchObject({
      text: 'echo two\n',
      cause: 'own',
      unsaved: true,
      changed: [1],
    })
    for (const window of [second, watching])
      await expect.poll(() => window.last('file')).toMatchObject({ text: 'echo two\n', cause: 'other', unsaved: true })
    const late = await show('audience')
    expect(late.last('file')).toMatchObject({ text: 'echo two\n', cause: 'machine' })
  })

  it('runs what was edited at the next step', async () => {
    const [window, watching] = [await show(), await show('audience')]
    edit(window, 'echo "edited: $((40 + 2))"\n')
    window.send({ type: 'advance', demo: 'test-demo', to: 1 })
    await expect.poll(() => watching.text()).toContain('edited: 42')
    await expect.poll(() => watching.last('file')?.unsaved).toBe(false)
  })

  it('takes no edit and no save of a window that only watches', async () => {
    const [window, watching] = [await show(), await show('audience')]
    edit(watching, 'echo intruder\n')
    await expect.poll(() => watching.last('refused')).toMatchObject({ request: 'edit', reason: 'this window may only watch' })
    edit(window, 'echo mine\n')
    await expect.poll(() => watching.last('file')?.text).toBe('echo mine\n')
    watching.send({ type: 'save', ...DEMO })
    await expect.poll(() => watching.last('refused')?.request).toBe('save')
    expect(await readFile(path, 'utf8')).toBe('echo one\n')
  })

  it('takes the first of two edits of the same words, and gives the other window what it has become', async () => {
    const [first, second] = [await show(), await show()]
    const { version } = second.last('file')!
    edit(first, 'echo first\n')
    await expect.poll(() => first.last('file')?.cause).toBe('own')
    second.send({
      type: 'edit',
      ...DEMO,
      version,
      from: 5,
      to: 8,
      insert: 'second',
    })
    await expect.poll(() => second.last('refused')).toMatchObject({
      request: 'edit',
      reason: expect.stringContaining('changed in another window'),
    })
    expect(second.last('file')).toMatchObject({ text: 'echo first\n', cause: 'refused', version: version + 1 })
  })

  it('is saved for every window, or says why not', async () => {
    const [window, watching] = [await show(), await show('audience')]
    edit(window, 'echo saved\n')
    window.send({ type: 'save', ...DEMO })
    await expect.poll(() => watching.last('file')).toMatchObject({ text: 'echo saved\n', unsaved: false })
    expect(await readFile(path, 'utf8')).toBe('echo saved\n')
    await rm(path)
    await rm(folder, { recursive: true })
    window.send({ type: 'save', ...DEMO })
    await expect.poll(() => window.last('file')?.problem).toContain('could not be saved')
    folder = await mkdtemp(join(tmpdir(), 'edited-file-'))
  })

  it('takes no more than 64 KiB, and stays as it was', async () => {
    const window = await show()
    const part = 'x'.repeat(4096)
    for (let count = 0; count < 16; count++) {
      const { version, text } = window.last('file')!
      window.send({
        type: 'edit',
        ...DEMO,
        version,
        from: text.length,
        to: text.length,
        insert: part,
      })
      await expect.poll(() => window.last('file')!.text.length > text.length || window.count('refused') > 0).toBe(true)
    }
    expect(window.last('refused')).toMatchObject({
      request: 'edit',
      reason: expect.stringContaining('larger than 64 KiB'),
    })
    expect(window.last('file')?.text).toHaveLength('echo one\n'.length + 15 * part.length)
  })

  it('stands where it was scrolled to in late windows, too, and at what is new once a step has changed it', async () => {
    const window = await show()
    edit(window, `sed -i '60s/^/: new /' ${path}\n${':\n'.repeat(2_000)}`)
    window.send({ type: 'scroll', ...DEMO, up: 1_500 })
    await expect.poll(() => window.last('file')?.unsaved).toBe(true)
    expect((await show('audience')).last('scroll')).toMatchObject({ pane: 'code', up: 1_500 })
    window.send({ type: 'advance', demo: 'test-demo', to: 1 })
    await expect.poll(() => window.last('scroll')).toMatchObject({ pane: 'code' })
    await expect.poll(() => window.last('session')).toMatchObject({ state: 'ready', step: 1 })
    expect((await show('audience')).last('scroll')).toEqual(window.last('scroll'))
    expect(window.last('scroll')!.up).toBeLessThan(60)
  })

  it('stays where it was scrolled to while a step runs that leaves it alone', async () => {
    const window = await show()
    edit(window, ':\n'.repeat(60))
    window.send({ type: 'scroll', ...DEMO, up: 30 })
    window.send({ type: 'advance', demo: 'test-demo', to: 1 })
    await expect.poll(() => window.last('session')).toMatchObject({ state: 'ready', step: 1 })
    expect((await show('audience')).last('scroll')).toMatchObject({ pane: 'code', up: 30 })
  })

  it('is none that there is not', async () => {
    const window = await show()
    window.send({ type: 'save', demo: 'test-demo', pane: 'host' })
    await expect.poll(() => window.last('refused')?.reason).toBe('demo "test-demo" has no editor "host"')
  })
})
