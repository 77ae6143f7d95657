import type { Session } from '../engine/session.ts'
import { placeAfter } from '../engine/presses.ts'

/** Goes back from what was done last, a step or one press of it, and does it again, as a speaker might. Answers with what went wrong. */
export async function repeatPress(session: Session, press: number): Promise<string | undefined> {
  const { step, typed } = placeAfter(session.presses, press)
  const what = `Step ${step}${typed
    ? ', of which only the line was typed,'
    : ''}`
  session.back(press - 1)
  await session.idle()
  if (session.status.state !== 'ready' || session.status.step !== press - 1)
    return `${what} was not undone. ${session.status.message ?? `It ended in state ${session.status.state}.`}`
  session.advance(press)
  await session.idle()
  return session.status.state === 'ready'
    ? undefined
    : `${what} was done and undone, and could not be done again. ${session.status.message ?? `It ended in state ${session.status.state}.`}`
}
