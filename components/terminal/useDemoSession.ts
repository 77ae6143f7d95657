import type { DemoSession } from './demo-session.ts'
import { createDemoSession } from './demo-session.ts'
import { useDemoSocket } from './useDemoSocket.ts'

const sessions = new Map<string, DemoSession>()

/** The window's session of a demo, the same for every component that shows it. Nothing is opened before `enter()`. */
export function useDemoSession(demo: string): DemoSession {
  const session = sessions.get(demo) ?? createDemoSession(demo, useDemoSocket())
  sessions.set(demo, session)
  return session
}
