import { MachineError } from '../../machine.ts'

/** The agent would not open a shell; the message is its reason. */
export class ShellRefusal extends Error {
  /** The console has a shell that the driver had given up, because the guest was too slow for it. */
  get isOccupied(): boolean {
    return this.message.includes('already open')
  }

  get isUnknownUser(): boolean {
    return this.message.includes('user')
  }
}

/** An account that the guest does not have. */
export function unknownUser(user: string, options?: ErrorOptions): MachineError {
  return new MachineError('unknown-user', `The embedded machine has no account ${JSON.stringify(user)}. It has root and ana.`, options)
}

/** No console is left. */
export function noFreeShell(consoles: number, options?: ErrorOptions): MachineError {
  return new MachineError('no-free-shell', `All ${consoles} consoles of the embedded machine have a shell. Close one of them first.`, options)
}
