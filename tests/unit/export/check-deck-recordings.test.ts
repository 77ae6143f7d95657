import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../scripts/base/usage-error.ts'
import { readDeck } from '../../../scripts/deck/read-deck.ts'
import { checkDeckRecordings } from '../../../scripts/export/check-deck-recordings.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'

describe('the recordings of a deck', () => {
  it('must be there, and each that is not is named with what to do', async () => {
    const missing = await checkDeckRecordings(['meetup'], join(tmpdir(), 'no-such-recordings')).catch(error => error)
    expect(missing).toBeInstanceOf(UsageError)
    const { chapters } = await readDeck(slidesFolder, 'meetup')
    const demos = chapters.flatMap(({ slides }) => slides.flatMap(slide => slide.demos))
    expect(demos.length).toBeGreaterThan(0)
    for (const demo of demos)
      expect(missing.message).toContain(`demos/${demo}.ts has no recording. Record it: npm run rehearse -- --demo ${demo}\n`.trimEnd())
  })
})
