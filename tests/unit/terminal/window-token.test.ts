import { describe, expect, it } from 'vitest'
import { tokenCandidates } from '../../../components/terminal/window-token.ts'

describe('the token of a window', () => {
  it('is taken from the address first, then from this window, then from the browser', () => {
    expect(tokenCandidates({ address: 'a', session: 's', local: 'l' })).toEqual(['a', 's', 'l'])
    expect(tokenCandidates({ address: null, session: 's', local: 'l' })).toEqual(['s', 'l'])
    expect(tokenCandidates({ address: null, session: null, local: 'l' })).toEqual(['l'])
  })

  it('is tried once, however many places hold it', () => {
    expect(tokenCandidates({ address: undefined, session: 'same', local: 'same' })).toEqual(['same'])
  })

  it('is not an empty string', () => {
    expect(tokenCandidates({ address: '', session: null, local: undefined })).toEqual([])
  })
})
