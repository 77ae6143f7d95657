import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'

/**
 * What one running machine has on disk, named after the process it belongs to. Its socket lies elsewhere, because a socket's path may have
 * about 100 characters, and the cache folder's alone may have more.
 */
export interface RunFolder {
  disk: string
  console: string
  pidFile: string
  socket: string
  remove: () => Promise<void>
}

const PID_FILE = 'qemu.pid'
/** File that names the folder of the socket. */
const SOCKET_FOLDER_FILE = 'socket-folder'

/** Makes a folder for a machine in `runs`, after clearing away what servers left there that ended without a chance to. */
export async function makeRunFolder(runs: string): Promise<RunFolder> {
  await mkdir(runs, { recursive: true })
  await removeAbandoned(runs)
  const folder = await mkdtemp(join(runs, `${process.pid}-`))
  const sockets = await mkdtemp(join(tmpdir(), 'kit-'))
  await writeFile(join(folder, SOCKET_FOLDER_FILE), sockets)
  return {
    disk: join(folder, 'disk.qcow2'),
    console: join(folder, 'console.log'),
    pidFile: join(folder, PID_FILE),
    socket: join(sockets, 'ssh'),
    remove: () => removeRun(folder),
  }
}

/** Ends the machines of processes that are no more, and removes their folders. */
export async function removeAbandoned(runs: string): Promise<void> {
  for (const name of await readdir(runs).catch(() => [])) {
    const owner = Number(name.split('-', 1)[0])
    if (isAlive(owner))
      continue
    const folder = join(runs, name)
    const pid = Number(await readFile(join(folder, PID_FILE), 'utf8').catch(() => ''))
    if (pid > 0 && (await commandLine(pid)).includes(folder))
      process.kill(pid, 'SIGKILL')
    await removeRun(folder)
  }
}

async function removeRun(folder: string): Promise<void> {
  const sockets = await readFile(join(folder, SOCKET_FOLDER_FILE), 'utf8').catch(() => undefined)
  if (sockets)
    await rm(sockets, { recursive: true, force: true })
  // Windows lets go of the files of a process a moment after its end.
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  }
  catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** What a process was started with; empty if there is none. */
async function commandLine(pid: number): Promise<string> {
  const [program, ...parameters] = process.platform === 'win32'
    ? [
        'powershell',
        '-NoProfile',
        '-Command',
        `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`,
      ]
    : [
        'ps',
        '-ww',
        '-o',
        'args=',
        '-p',
        `${pid}`,
      ]
  return await promisify(execFile)(program!, parameters).then(({ stdout }) => stdout, () => '')
}
