import type { CallOptions, Machine } from '../../machines/machine.ts'
import { quoteForBash } from '../../base/quote-for-bash.ts'
import { MAX_FILE_BYTES } from '../../protocol/file-size.ts'
import { DemoError } from '../demo-error.ts'

/** The text of a file in the machine; empty where there is none. @throws DemoError 'file' where it is no text, or too large */
export async function readMachineFile(machine: Machine, path: string, call: CallOptions): Promise<string> {
  return await findMachineFile(machine, path, call) ?? ''
}

/** The text of a file in the machine; undefined where there is none. @throws DemoError 'file' where it is no text, or too large */
export async function findMachineFile(machine: Machine, path: string, call: CallOptions): Promise<string | undefined> {
  const quoted = quoteForBash(path)
  // As base64, because output of a machine is text of one kind of line ends.
  const { exitCode, stdout, stderr } = await machine.run(`
    if [ -e ${quoted} ]; then
      [ -f ${quoted} ] || { echo 'it is not a regular file' >&2; exit 1; }
      echo found
      head -c ${MAX_FILE_BYTES + 1} ${quoted} | base64
    fi
  `, call)
  if (exitCode !== 0)
    throw unreadable(path, stderr.trim())
  const [found, ...lines] = stdout.split(/\s+/)
  if (found === '')
    return undefined
  const bytes = Uint8Array.from(atob(lines.join('')), character => character.charCodeAt(0))
  if (bytes.length > MAX_FILE_BYTES)
    throw unreadable(path, `it is larger than ${MAX_FILE_BYTES / 1024} KiB`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  }
  catch {
    throw unreadable(path, 'it is no text in UTF-8')
  }
}

/** Writes a text into a file of the machine, which keeps its owner and mode, or is made. @throws DemoError 'file' */
export async function writeMachineFile(machine: Machine, path: string, text: string, call: CallOptions): Promise<void> {
  const base64 = btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''))
  const { exitCode, stderr } = await machine.run(`set -o pipefail; printf %s ${base64} | base64 -d > ${quoteForBash(path)}`, call)
  if (exitCode !== 0)
    throw new DemoError('file', `${path} could not be saved: ${stderr.trim().replace(/^.*line \d+: /, '') || `exit status ${exitCode}`}`)
}

function unreadable(path: string, why: string): DemoError {
  return new DemoError('file', `${path} cannot be shown: ${why}.`)
}
