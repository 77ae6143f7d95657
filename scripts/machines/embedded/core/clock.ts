import type { ControlChannel } from './control-channel.ts'
import { AGENT_TIMEOUT_MS, withDeadline } from '../../../base/deadline.ts'
import { MachineError } from '../../machine.ts'

/** The guest's wall clock, which stands still while the emulator does and goes back with a restored state. */
export class Clock {
  readonly #control: ControlChannel
  #answered = Promise.withResolvers<void>()

  constructor(control: ControlChannel) {
    this.#control = control
  }

  /**
   * Sets the guest's clock to this computer's and waits for the answer, which also shows that the guest is alive.
   * @throws MachineError 'timeout'
   */
  async set(): Promise<void> {
    this.#answered = Promise.withResolvers()
    this.#control.send('time', (Date.now() / 1000).toFixed(3))
    await withDeadline(this.#answered.promise, AGENT_TIMEOUT_MS, () =>
      new MachineError('timeout', `The guest did not answer within ${AGENT_TIMEOUT_MS / 1000} s. Stop the machine and start it again.`))
  }

  /** The agent said that the clock is set. */
  answered(): void {
    this.#answered.resolve()
  }
}
