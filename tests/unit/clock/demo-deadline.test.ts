import { describe, expect, it } from 'vitest'
import { demoDeadline, shorterLeft } from '../../../components/clock/demo-deadline.ts'

const chapter = (seconds: number): { seconds: number, of: 'chapter' } => ({ seconds, of: 'chapter' })

describe('a demo against the time that is left', () => {
  it('is of no concern while there is a minute to spare, and where nothing has a budget', () => {
    expect(demoDeadline(120, chapter(180), false)).toBeUndefined()
    expect(demoDeadline(120, undefined, false)).toBeUndefined()
    expect(demoDeadline(0, chapter(-5), true)).toBeUndefined()
  })

  it('is to be begun soon, before it is too late', () => {
    expect(demoDeadline(130, chapter(170), false)).toEqual({ late: false, words: 'Begin the demo within 0:40: it takes 2:10' })
    expect(demoDeadline(130, chapter(130), false)).toMatchObject({ late: false })
  })

  it('is too late where it takes longer than is left', () => {
    expect(demoDeadline(130, chapter(90), false)).toEqual({ late: true, words: 'The demo takes 2:10, 1:30 left of the chapter' })
    expect(demoDeadline(130, { seconds: -4, of: 'talk' }, false)).toEqual({ late: true, words: 'The demo takes 2:10, none is left of the talk' })
  })

  it('counts only its rest once it has begun', () => {
    expect(demoDeadline(50, chapter(80), true)).toEqual({ late: false, words: 'The rest of this demo takes 0:50, 1:20 left of the chapter' })
    expect(demoDeadline(50, chapter(20), true)).toEqual({ late: true, words: 'The rest of this demo takes 0:50, 0:20 left of the chapter' })
  })

  it('has to fit into what ends first', () => {
    expect(shorterLeft([
      chapter(90),
      { seconds: 60, of: 'talk' },
    ])).toEqual({ seconds: 60, of: 'talk' })
    expect(shorterLeft([])).toBeUndefined()
  })
})
