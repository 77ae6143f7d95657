import { waitUntil } from './wait-until.ts'

/** Waits some milliseconds; rejects with the signal's reason when it is aborted first. Free of Node. */
export async function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  await waitUntil(() => false, () => ({
    dispose: () => {},
  }), milliseconds, signal)
}
