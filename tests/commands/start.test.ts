import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import command from '../../scripts/commands/start.ts'
import { freePort } from '../../scripts/system/free-port.ts'
import { projectRoot, slidesFolder } from '../../scripts/system/project-paths.ts'
import { npmRun } from '../fixtures/npm-command.ts'
import { refusal } from '../fixtures/refusal.ts'

const SLOW = { timeout: 60_000, interval: 100 }

describe('npm start', () => {
  it('prints the addresses and the machine, answers on loopback, knows where readers find the deck, and ends with Ctrl-C leaving nothing behind', async () => {
    const port = await freePort()
    const { output, exit, interrupt, lives } = npmRun('start', '--port', String(port), '--url', 'https://example.org/talks')
    await expect.poll(output, SLOW).toMatch(/Ctrl-C ends it/)
    expect(output()).toMatch(new RegExp(`Presenter +http://127\\.0\\.0\\.1:${port}/presenter/1\\?token=present-[\\w-]{32}\n`))
    expect(output()).toMatch(/Projector +http\S+\n/)
    expect(output()).toMatch(/Watch only +http\S+\n/)
    expect(output()).toMatch(/on the embedded machine/)
    const { status, headers } = await fetch(/Watch only +(\S+)/.exec(output())![1]!)
    expect(status).toBe(200)
    const module = await fetch(`http://127.0.0.1:${port}/@fs${join(projectRoot, 'components', 'slide', 'deck-address.ts')}`, {
      headers: {
        cookie: headers.get('set-cookie')!.split(';')[0]!,
      },
    })
    expect(await module.text()).toContain('"https://example.org/talks/meetup/"')
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(401)
    interrupt()
    await exit
    await expect.poll(lives, SLOW).toBe(false)
  })

  it.each([
    [
      ['nope'],
      /There is no deck "nope"\. The decks are: lecture, meetup, questions\./,
    ],
    [
      ['--machine', 'vmware'],
      /There is no machine "vmware"\. The machines are: embedded/,
    ],
    [
      ['--port', 'http'],
      /--port must be a number from 1 to 65535, not "http"/,
    ],
    [
      ['--pace', 'slow'],
      /--pace must be human, fast, or 1 to 1000 characters per second, not "slow"/,
    ],
    [
      ['--url', 'example.org/talks'],
      /--url must be the address of the site's folder, such as https:/,
    ],
    [
      [
        '--url',
        'https://example.org/talks',
        '--demo',
        'pid-namespace',
      ],
      /A demo alone has no last slide: leave out --url, or --demo\./,
    ],
    [
      ['--prot', '3030'],
      /There is no option --prot\. See: npm start -- --help/,
    ],
    [
      ['meetup', 'twice'],
      /Do not know what to do with "twice"/,
    ],
  ])('refuses %j and says what to do', async (args, message) => {
    const said = await refusal(command, args)
    expect(said).toMatch(message)
    expect(said).not.toMatch(/ {4}at /)
  })

  it('ends with exit code 1 and one sentence when it refuses', async () => {
    const { output, exit } = npmRun('start', '--nonsense')
    expect(await exit).toBe(1)
    expect(output().trim()).toMatch(/^Error {2}There is no option --nonsense\. See: npm .* -- --help$/)
  })

  it('says what to do about a port that is taken, and leaves nothing behind', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as { port: number }
    const { output, exit } = npmRun('start', '--port', String(port), '--demo', 'pid-namespace', '--machine', 'recording')
    expect(await exit).toBe(1)
    expect(output()).toContain(`Port ${port} is already in use`)
    expect(output()).toContain(`npm start -- --port ${port + 1}`)
    expect((await readdir(slidesFolder)).filter(name => name.startsWith('.demo-pid-namespace'))).toEqual([])
    holder.close()
  })

  it('explains itself', async () => {
    const { output, exit } = npmRun('start', '--help')
    expect(await exit).toBe(0)
    for (const word of [
      'DECK',
      '--machine',
      '--port',
      '--pace',
      '--url',
      '--open',
    ])
      expect(output()).toContain(word)
  })
})
