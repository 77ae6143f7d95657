import { MachineError } from '../../machine.ts'
import { MACHINE_MEMORY } from './machine-memory.ts'

/** What browsers and Node say of memory that they could not give; most of it is a RangeError (ECMAScript, 6.2.9.1, `CreateByteDataBlock`). */
const OUT_OF_MEMORY = /out of memory|could not allocate/i

/** Why a machine did not start, in words that help who has too little memory for it, as on a phone. */
export function explainStartFailure(error: unknown): unknown {
  const isMemory = error instanceof RangeError || (error instanceof Error && !(error instanceof MachineError) && OUT_OF_MEMORY.test(error.message))
  return isMemory
    ? new MachineError('start-failed', `This device did not have the ${MACHINE_MEMORY} of memory that the machine takes (${error.message}). Close other programs and tabs and try again, or use a computer that has more.`, { cause: error })
    : error
}
