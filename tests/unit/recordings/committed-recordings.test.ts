import { describe, expect, it } from 'vitest'
import { orphanedRecordings } from '../../../scripts/recordings/orphaned-recordings.ts'
import { checkRecordings } from '../../../scripts/recordings/read-recordings.ts'
import { readDemos } from '../../../scripts/server/read-demos.ts'
import { demosFolder, recordingsFolder } from '../../../scripts/system/project-paths.ts'

const catalogue = await readDemos(demosFolder)
const recordings = await checkRecordings(recordingsFolder, catalogue)

describe.each([...recordings])('the demo %s', (demo, recording) => {
  it('has a recording of what it is now', () => {
    const remedy = `Record it: npm run rehearse -- --demo ${demo}`
    expect(recording, remedy).toMatchObject({ state: 'fresh' })
  })
})

it('every recording is of a demo that exists', async () => {
  const remedy = 'npm run rehearse removes recordings of demos that are gone'
  expect(await orphanedRecordings(recordingsFolder, catalogue), remedy).toEqual([])
})
