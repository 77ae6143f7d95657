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
/** File that says when the process began that the folder is named after: its number may be another one's by now. */
const OWNER_FILE = 'owner'
/** File that names the folder of the socket. */
const SOCKET_FOLDER_FILE = 'socket-folder'

/** Makes a folder for a machine in `runs`, after clearing away what servers left there that ended without a chance to. */
export async function makeRunFolder(runs: string): Promise<RunFolder> {
  await mkdir(runs, { recursive: true })
  await removeAbandoned(runs)
  const folder = await mkdtemp(join(runs, `${process.pid}-`))
  await writeFile(join(folder, OWNER_FILE), await processStart(process.pid))
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
    const folder = join(runs, name)
    if (await hasOwner(folder, Number(name.split('-', 1)[0])))
      continue
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

async function hasOwner(folder: string, pid: number): Promise<boolean> {
  if (!isAlive(pid))
    return false
  // Not written yet, or by an older release.
  const start = await readFile(join(folder, OWNER_FILE), 'utf8').catch(() => '')
  return start === '' || start === await processStart(pid)
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

/** When a process began, in words of the system's own that never change for it; empty if there is none. */
async function processStart(pid: number): Promise<string> {
  if (process.platform !== 'linux')
    return await tellProcess(pid, 'lstart=', 'CreationDate')
  // In clock ticks since the computer began (proc_pid_stat(5)): `ps` on Linux tells a date, which changes when the clock is set.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

/** What a process was started with; empty if there is none. */
async function commandLine(pid: number): Promise<string> {
  return await tellProcess(pid, 'args=', 'CommandLine')
}

/** Something about a process, by the name that ps(1) or Windows has for it. */
async function tellProcess(pid: number, column: string, property: string): Promise<string> {
  const [program, ...parameters] = process.platform === 'win32'
    ? [
        'powershell',
        '-NoProfile',
        '-Command',
        `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").${property}`,
      ]
    : [
        'ps',
        '-ww',
        '-o',
        column,
        '-p',
        `${pid}`,
      ]
  return await promisify(execFile)(program!, parameters).then(({ stdout }) => stdout.trim(), () => '')
}
