import { writeFile } from 'node:fs/promises'
import process from 'node:process'
import { expect, it } from 'vitest'
import { refusal } from '../../fixtures/refusal.ts'

// Linux has a file that is always full.
it.skipIf(process.platform !== 'linux')('a full disk is said in a sentence, without a stack', async () => {
  const printed = await refusal({
    run: () => writeFile('/dev/full', 'slides'),
  }, [])
  expect(printed.trim()).toMatch(/^Error {2}The disk is full\. Make room, or name another place \(ENOSPC: [^\n]*\)\.$/)
})
