import { errorMessage } from '../../../base/error-message.ts'
import { MachineError } from '../../machine.ts'
import { MACHINE_MEMORY } from './machine-memory.ts'

/**
 * What engines and Node say of memory that they could not give. Most of it is a RangeError (ECMAScript, 6.2.9.1, `CreateByteDataBlock`); Firefox has
 * an InternalError, too, and throws "out of memory" as a bare text.
 */
const OUT_OF_MEMORY = /out of memory|could not allocate|allocation size overflow/i

/** Why a machine did not start, in words that help who has too little memory for it, as on a phone. */
export function explainStartFailure(error: unknown): unknown {
  const message = errorMessage(error)
  const isMemory = error instanceof RangeError || (!(error instanceof MachineError) && OUT_OF_MEMORY.test(message))
  return isMemory
    ? new MachineError('start-failed', `This device did not have the ${MACHINE_MEMORY} of memory that the machine takes (${message}). Close other programs and tabs and try again, or use a computer that has more.`, { cause: error })
    : error
}
