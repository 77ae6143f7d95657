import type { Shell, ShellOptions } from '../../scripts/machines/machine.ts'
import type { MachineCapabilities, SharedMachine } from './machine-contract.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { marks, Transcript } from './transcript.ts'

interface OpenShell {
  shell: Shell
  transcript: Transcript
}

/** The part of the contract about interactive shells. */
export function describeShells(shared: SharedMachine, { user }: MachineCapabilities): void {
  const open: OpenShell[] = []

  async function openShell(options: Partial<ShellOptions> = {}): Promise<OpenShell> {
    const shell = await shared.machine.openShell({ columns: 80, rows: 24, ...options })
    const transcript = new Transcript(shell)
    open.push({ shell, transcript })
    await transcript.prompt()
    return { shell, transcript }
  }

  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ shell, transcript }) => {
      shell.kill()
      return transcript.exit()
    }))
  })

  it('opens with a prompt between marks', async () => {
    const { transcript } = await openShell()
    const prompt = transcript.text.slice(transcript.text.indexOf(marks.prompt), transcript.text.indexOf(marks.input))
    expect(prompt).toContain('# ')
    expect(transcript.text).not.toContain(']133;D')
  })

  it('echoes what is typed before it is entered', async () => {
    const { shell, transcript } = await openShell()
    const from = transcript.text.length
    shell.write('echo 12')
    await transcript.waitFor(/echo 12$/, from)
  })

  it('tells a command\'s output and exit status by marks', async () => {
    const { transcript } = await openShell()
    expect(await transcript.command('echo hello')).toEqual({ exitCode: 0, output: 'hello\n' })
    expect(await transcript.command('(exit 42)')).toEqual({ exitCode: 42, output: '' })
  })

  it('says which process is the shell\'s, in words of scripts that run beside it', async () => {
    const { shell, transcript } = await openShell()
    const { output } = await transcript.command('echo $$')
    const processId = await shell.processId!()
    expect(`${processId}\n`).toBe(output)
    expect((await shared.machine.run(`read -r name </proc/${processId}/comm; echo "$name"`)).stdout).toBe('bash\n')
  })

  it('never splits a character between two chunks', async () => {
    const { transcript } = await openShell()
    const text = 'äöü€漢字🐳'.repeat(40)
    await shared.machine.run(`printf '%s' '${text}' > /tmp/utf8`)
    expect((await transcript.command('cat /tmp/utf8; echo')).output).toBe(`${text}\n`)
    expect(transcript.chunks.join('')).not.toContain('\uFFFD')
    for (const chunk of transcript.chunks)
      expect(chunk.isWellFormed()).toBe(true)
  })

  it('takes characters beyond ASCII', async () => {
    const { transcript } = await openShell()
    expect((await transcript.command('printf "%s" "€🐳" | od -An -tx1')).output.trim()).toBe('e2 82 ac f0 9f 90 b3')
  })

  it('has the size it was opened with, and sees every later one', async () => {
    const { shell, transcript } = await openShell({ columns: 97, rows: 31 })
    expect((await transcript.command('stty size')).output).toBe('31 97\n')
    shell.resize(61, 17)
    await expect.poll(async () => (await transcript.command('stty size')).output).toBe('17 61\n')
  })

  it('has four that know nothing of each other', async () => {
    const shells = await Promise.all([1, 2, 3, 4].map(() => openShell()))
    await Promise.all(shells.map(({ transcript }, index) => transcript.command(`mark=shell-${index}; cd /tmp; sleep 0.2`)))
    const answers = await Promise.all(shells.map(({ transcript }) => transcript.command('echo $mark')))
    expect(answers.map(answer => answer.output)).toEqual([
      'shell-0\n',
      'shell-1\n',
      'shell-2\n',
      'shell-3\n',
    ])
    const terminals = await Promise.all(shells.map(({ transcript }) => transcript.command('tty')))
    expect(new Set(terminals.map(answer => answer.output)).size).toBe(4)
  })

  it('takes a paste of 4 KB whole', async () => {
    const { shell, transcript } = await openShell()
    const lines = Array.from({ length: 64 }, (_, index) => `${String(index).padStart(3, '0')} ${'abcdefghij'.repeat(6)}`.slice(0, 63))
    const paste = `${lines.join('\n')}\n`
    expect(paste.length).toBe(4096)
    shell.write(`cat > /tmp/paste\r`)
    await transcript.waitFor(/133;C/)
    shell.write(paste.replaceAll('\n', '\r'))
    shell.write('\x04')
    await transcript.waitFor(/133;D;0/)
    expect((await shared.machine.run('cat /tmp/paste')).stdout).toBe(paste)
  })

  it('takes a command line of 2 KB whole', async () => {
    const { transcript } = await openShell()
    const word = '0123456789abcdef'.repeat(128)
    await transcript.command(`printf %s ${word} > /tmp/word`)
    expect((await shared.machine.run('cat /tmp/word')).stdout).toBe(word)
  })

  it('holds output while paused and loses none of it', async () => {
    const { shell, transcript } = await openShell()
    const from = transcript.text.length
    shell.pause()
    shell.write('seq 1 1500; touch /tmp/counted\r')
    // Proves that the command went on, or filled what there is to fill, while nothing was shown.
    await shared.machine.run('for i in {1..50}; do [ -e /tmp/counted ] && break; sleep 0.1; done')
    expect(transcript.text.length).toBe(from)
    shell.resume()
    const match = await transcript.waitFor(/133;C\x07([\s\S]*?)\x1B\]133;D;0/, from) // eslint-disable-line no-control-regex
    expect(match[1]?.replaceAll('\r\n', '\n')).toBe(Array.from({ length: 1500 }, (_, index) => `${index + 1}\n`).join(''))
  })

  it('passes Ctrl-C on', async () => {
    const { shell, transcript } = await openShell()
    shell.write('sleep 100\r')
    // The mark comes before Bash forks; until then the signal would be Bash's own.
    await shared.machine.run('until pgrep -fx "sleep 100"; do sleep 0.05; done')
    shell.write('\x03')
    await transcript.waitFor(/133;D;130/)
  })

  describe('the end', () => {
    it('comes once, with the shell\'s own exit code, after all output', async () => {
      const { shell, transcript } = await openShell()
      shell.write('seq 1 300; exit 7\r')
      expect(await transcript.exit()).toEqual({ exitCode: 7 })
      expect(transcript.text).toMatch(/299\r\n300\r\n/)
      await shared.machine.run('true')
      expect(transcript.exits).toHaveLength(1)
    })

    it('comes once for a shell that is killed, with what it ran', async () => {
      const { shell, transcript } = await openShell()
      shell.write('sleep 4321\r')
      await transcript.waitFor(/133;C/)
      shell.kill()
      expect((await transcript.exit()).exitCode).not.toBe(0)
      shell.kill()
      await expect.poll(async () => (await shared.machine.run('pgrep -f "sleep 4321"')).stdout).toBe('')
      expect(transcript.exits).toHaveLength(1)
    })

    it('makes room for a new shell', async () => {
      for (let round = 0; round < 6; round++) {
        const { shell, transcript } = await openShell()
        shell.write('exit\r')
        await transcript.exit()
      }
    })
  })

  it('is refused to an unknown user', async () => {
    for (const stranger of ['nobody-here', 'root; reboot', '']) {
      await expect(shared.machine.openShell({ columns: 80, rows: 24, user: stranger }))
        .rejects
        .toMatchObject({ name: 'MachineError', code: 'unknown-user' })
    }
  })

  it.skipIf(!user)('opens for another user too', async () => {
    const { transcript } = await openShell({ user })
    expect((await transcript.command('id -un; pwd')).output).toBe(`${user}\n/home/${user}\n`)
    expect(transcript.text).toContain('$ ')
  })
}
