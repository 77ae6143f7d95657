import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import command from '../../scripts/commands/doctor.ts'
import { tryTalk } from '../../scripts/doctor/try-talk.ts'
import { createMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { npmRun } from '../fixtures/npm-command.ts'
import { refusal } from '../fixtures/refusal.ts'
import { writeSiteDeck } from '../fixtures/site-deck.ts'

describe('npm run doctor', () => {
  it('tries the talk, and says what is taken and how to go on', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { output, exit } = npmRun('doctor', '--machine', 'embedded', '--screen', '1024x768', '--port', String(port))
    expect(await exit).toBe(0)
    server.close()
    expect(output()).toContain(`! port              ${port} cannot be used: EADDRINUSE\n`)
    expect(output()).toContain(`→ npm start -- --port ${port + 1}\n`)
    expect(output()).toMatch(/✓ embedded machine {2}Linux 6\.\S+ answers after \d+ ms\n/)
    expect(output()).toMatch(/✓ recordings +(\d+) of \1 demos have a fresh one/)
    expect(output()).toMatch(/✓ talk +a prompt on the slide of whose-root after [\d.]+ s, on the embedded machine\n/)
    expect(output()).toMatch(/legibility +capitals in the terminals are \d\d of 768 pixels high/)
    expect(output()).toMatch(/✓ network off +neither the server nor the page asked/)
    // Nothing is left for the speaker to add by heart.
    expect(output()).toContain(`The talk runs here, now, with the network off: npm start -- meetup --machine embedded --port ${port}\n`)
  })

  it.each([
    [
      ['nope'],
      /There is no deck "nope"\. The decks are: lecture, meetup, questions\./,
    ],
    [
      ['--screen', 'large'],
      /--screen must be width and height in pixels, not "large"/,
    ],
    [
      ['--scren', '800x600'],
      /There is no option --scren\. See: npm run doctor -- --help/,
    ],
  ])('refuses %j and says what to do', async (args, message) => {
    const said = await refusal(command, args)
    expect(said).toMatch(message)
    expect(said).not.toMatch(/ {4}at /)
  })

  it('ends with exit code 1 and one sentence when it refuses', async () => {
    const { output, exit } = npmRun('doctor', '--nonsense')
    expect(await exit).toBe(1)
    expect(output().trim()).toMatch(/^Error {2}There is no option --nonsense\. See: npm .* -- --help$/)
  })
})

describe('a talk on trial', () => {
  let deck: Awaited<ReturnType<typeof writeSiteDeck>>
  beforeAll(async () => {
    deck = await writeSiteDeck(text => text.replace('# A slide with a demo', '# A slide with a demo\n\n<img src="http://pictures.invalid/logo.png" alt="">'))
  })
  afterAll(() => deck.remove())

  it('is found out when a slide loads something from elsewhere', async () => {
    const findings = await tryTalk({
      entry: deck.entry,
      machine: await createMachineFactory('recording'),
      projector: { width: 1280, height: 720 },
    })
    expect(findings).toContainEqual(expect.objectContaining({ grade: 'bad', topic: 'network off', words: 'the talk asked for pictures.invalid' }))
    expect(findings).toContainEqual(expect.objectContaining({ grade: 'good', topic: 'talk', words: 'pid-namespace plays its recording' }))
  })

  it('whose prompt does not come is told so, with what to do, and everything else all the same', async () => {
    const findings = await tryTalk({
      entry: deck.entry,
      machine: await createMachineFactory('embedded'),
      projector: { width: 1280, height: 720 },
      promptMs: 1,
    })
    expect(findings).toContainEqual({
      grade: 'bad',
      topic: 'talk',
      words: expect.stringMatching(/^no prompt on the slide of pid-namespace within [\d.]+ s, on the embedded machine$/),
      remedy: expect.stringContaining('npm start -- --machine recording'),
    })
    expect(findings.map(({ topic }) => topic)).toEqual([
      'talk',
      'talk',
      'legibility',
      'network off',
    ])
    expect(JSON.stringify(findings)).not.toMatch(/call log/i)
  })
})
