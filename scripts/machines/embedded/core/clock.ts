import type { ControlChannel } from './control-channel.ts'
import { AGENT_TIMEOUT_MS, withDeadline } from '../../../base/deadline.ts'
import { MachineError } from '../../machine.ts'

/**
 * The guest's wall clock, which stands still while the emulator does and goes back with a restored state. Setting it takes the guest longer than a
 * prompt does, so that in a state that nobody uses yet it is due, and is set when somebody does.
 */
export class Clock {
  readonly #control: ControlChannel
  readonly #onSet: () => void
  #state: 'due' | 'being set' | 'right' = 'due'
  #answered = Promise.withResolvers<void>()

  /** `onSet` is told when the clock, which was wrong, is right. */
  constructor(control: ControlChannel, onSet: () => void) {
    this.#control = control
    this.#onSet = onSet
  }

  /** Nothing may be typed yet: a command could see another time. What the agent is told after `want` is done after the clock is set. */
  get isWrong(): boolean {
    return this.#state !== 'right'
  }

  /** It stood still, and is to be set before anybody can see it. */
  due(): void {
    this.#state = 'due'
  }

  /** Sets it where that is due. */
  want(): void {
    if (this.#state === 'due')
      this.set().catch(() => undefined)
  }

  /**
   * Sets the guest's clock to this computer's and waits for the answer, which also shows that the guest is alive.
   * @throws MachineError 'timeout'
   */
  async set(): Promise<void> {
    const answered = this.#answered = Promise.withResolvers()
    this.#state = 'being set'
    this.#control.send('time', (Date.now() / 1000).toFixed(3))
    try {
      await withDeadline(answered.promise, AGENT_TIMEOUT_MS, () =>
        new MachineError('timeout', `The guest did not answer within ${AGENT_TIMEOUT_MS / 1000} s. Stop the machine and start it again.`))
    }
    finally {
      // A guest that does not answer must at least hear what is typed.
      if (this.#answered === answered && this.#state === 'being set') {
        this.#state = 'right'
        this.#onSet()
      }
    }
  }

  /** The agent said that the clock is set. */
  answered(): void {
    this.#answered.resolve()
  }
}
