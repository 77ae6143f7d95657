import type { Finding } from './finding.ts'
import { createLiveMachineFactory } from '../machines/machine-factory.ts'

/** Starts the embedded machine once, and lets it say what it is. */
export async function examineEmbeddedMachine(): Promise<Finding[]> {
  const { create } = await createLiveMachineFactory('embedded')
  const machine = create()
  const began = performance.now()
  try {
    await machine.start(new AbortController().signal)
    const { stdout } = await machine.run('uname -sr')
    return [
      { grade: 'good', topic: 'embedded machine', words: `${stdout.trim()} answers after ${Math.round(performance.now() - began)} ms` },
    ]
  }
  finally {
    await machine.stop()
  }
}
