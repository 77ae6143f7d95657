import { describe, expect, it } from 'vitest'
import { tokenCandidates } from '../../../components/terminal/window-token.ts'

const latest = { presenter: 'present-new', audience: 'watch-new' }

describe('the token of a window', () => {
  it('is its own first, then the latest of the same role', () => {
    expect(tokenCandidates({ own: 'present-old', latest })).toEqual(['present-old', 'present-new'])
    expect(tokenCandidates({ own: 'watch-old', latest })).toEqual(['watch-old', 'watch-new'])
  })

  it('is never a presenter\'s where the window was opened to watch, or with what is no token', () => {
    expect(tokenCandidates({
      own: 'watch-old',
      latest: { presenter: 'present-new' },
    })).toEqual(['watch-old'])
    expect(tokenCandidates({ own: 'xpresent-', latest })).toEqual(['xpresent-'])
  })

  it('is the presenter\'s where nobody gave the window one', () => {
    expect(tokenCandidates({ own: null, latest })).toEqual(['present-new', 'watch-new'])
    expect(tokenCandidates({
      own: '',
      latest: { presenter: null },
    })).toEqual([])
  })

  it('is tried once, however many places hold it', () => {
    expect(tokenCandidates({ own: 'present-new', latest })).toEqual(['present-new'])
  })
})
