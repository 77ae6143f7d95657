import type { IPty } from 'node-pty'
import type { PtyShellOptions } from '../../../../scripts/machines/ssh/pty-shell.ts'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { spawn } from 'node-pty'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PtyShell } from '../../../../scripts/machines/ssh/pty-shell.ts'

let folder: string
const ptys: IPty[] = []

function open(script: string, options: Partial<PtyShellOptions> = {}): { shell: PtyShell, pty: IPty, heard: { text: string, exits: number[] } } {
  const pty = spawn('bash', ['-c', script], { cols: 80, rows: 24, cwd: folder })
  ptys.push(pty)
  const shell = new PtyShell(pty, {
    close: () => pty.kill('SIGKILL'),
    touch: () => undefined,
    processId: async () => pty.pid,
    ...options,
  })
  const heard = { text: '', exits: [] as number[] }
  shell.onData(data => heard.text += data)
  shell.onExit(({ exitCode }) => heard.exits.push(exitCode))
  return { shell, pty, heard }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  }
  catch {
    return false
  }
}

// The client of ssh is Bash here, on a pty that is as real.
describe.skipIf(process.platform === 'win32')('a shell at a pty', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pty-'))
  })
  afterEach(() => {
    for (const pty of ptys.splice(0))
      pty.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  it('ends once, after all that it said, also when that had to wait', async () => {
    const { shell, heard } = open('seq 1 20000; exit 7')
    shell.pause()
    await expect(shell.spoke).resolves.toBe(true)
    expect(heard).toEqual({ text: '', exits: [] })
    shell.resume()
    await expect.poll(() => heard.exits).toEqual([7])
    expect(heard.text).toMatch(/19999\r\n20000\r\n$/)
  })

  it('takes a large paste whole, and no character in two', async () => {
    const paste = '0123456789 ü€漢🐳\n'.repeat(4000)
    const bytes = new TextEncoder().encode(paste).length
    const { shell, heard } = open(`stty raw -echo; echo ready; head -c ${bytes} >paste; echo done`)
    await expect.poll(() => heard.text).toContain('ready')
    shell.write(paste)
    await expect.poll(() => heard.text).toContain('done')
    expect(readFileSync(join(folder, 'paste'), 'utf8')).toBe(paste)
  })

  it('lets somebody interrupt between the pieces of a paste, and drops the rest when it ends', async () => {
    const { shell, heard, pty } = open('stty raw -echo; echo ready; head -c 1000 >paste; echo enough; sleep 1000')
    await expect.poll(() => heard.text).toContain('ready')
    const written: number[] = []
    const { write } = pty
    pty.write = (data) => {
      written.push(data.length)
      write.call(pty, data)
    }
    shell.write('x'.repeat(1_000_000))
    await expect.poll(() => heard.text).toContain('enough')
    shell.kill()
    const before = written.length
    await expect.poll(() => heard.exits).toHaveLength(1)
    expect(written).toHaveLength(before)
    expect(before).toBeLessThan(1_000_000 / 512)
  })

  it('takes a new size, and neither that nor input once it has ended', async () => {
    const { shell, heard } = open('echo ready; read -r; stty size')
    await expect.poll(() => heard.text).toContain('ready')
    shell.resize(100, 30)
    shell.write('\r')
    await expect.poll(() => heard.exits).toEqual([0])
    expect(heard.text).toContain('30 100')
    shell.resize(80, 24)
    shell.write('too late')
    shell.kill()
    expect(heard.exits).toEqual([0])
  })

  it('does not mind a size that comes as its program ends', async () => {
    const { shell, pty, heard } = open('echo ready; read -r')
    await expect.poll(() => heard.text).toContain('ready')
    // What node-pty does when it closes the pty, before it tells that the program has ended.
    ;(pty as IPty & { _fd: number })._fd = -1
    expect(() => shell.resize(100, 30)).not.toThrow()
    expect(() => shell.resize(-1, 30)).toThrow('positive')
  })

  it('ends even if nobody answers who is asked to close it', async () => {
    const { shell, pty, heard } = open('trap "" HUP; echo ready; sleep 1000', {
      close: () => undefined,
      grace: 100,
    })
    await expect.poll(() => heard.text).toContain('ready')
    shell.kill()
    await expect.poll(() => heard.exits).toEqual([-1])
    await expect.poll(() => isAlive(pty.pid)).toBe(false)
  })

  it('says whether it ended without a word', async () => {
    expect(await open('true').shell.spoke).toBe(false)
    expect(await open('echo').shell.spoke).toBe(true)
  })

  it('drops what waits when its machine is lost, and says so once', async () => {
    const { shell, heard, pty } = open('echo ready; sleep 1000')
    await expect.poll(() => heard.text).toContain('ready')
    shell.pause()
    shell.lose()
    shell.lose()
    expect(heard.exits).toEqual([-1])
    await expect.poll(() => isAlive(pty.pid)).toBe(false)
  })
})
