import type { Session } from '../engine/session.ts'

/** Goes back from the step that was done last, and does it again, as a speaker might. Answers with what went wrong. */
export async function repeatStep(session: Session, step: number): Promise<string | undefined> {
  session.back(step - 1)
  await session.idle()
  if (session.status.state !== 'ready' || session.status.step !== step - 1)
    return `Step ${step} was not undone. ${session.status.message ?? `It ended in state ${session.status.state}.`}`
  session.advance(step)
  await session.idle()
  return session.status.state === 'ready'
    ? undefined
    : `Step ${step} was done and undone, and could not be done again. ${session.status.message ?? `It ended in state ${session.status.state}.`}`
}
