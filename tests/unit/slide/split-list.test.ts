import { describe, expect, it } from 'vitest'
import { splitList } from '../../../components/slide/split-list.ts'

describe('a list that is split', () => {
  const split = (text: string, parts: number): string[] => splitList(text.split(' '), parts, word => word.length).map(run => run.join(' '))

  it('keeps its order, and loses nothing', () => {
    expect(split('a b c d e f', 3)).toEqual(['a b', 'c d', 'e f'])
  })

  it('has parts of about the same weight', () => {
    expect(split('aaaaaa b c d e f g', 2)).toEqual(['aaaaaa', 'b c d e f g'])
  })

  it('has empty parts where there is too little', () => {
    expect(split('word', 3).filter(run => run !== '')).toEqual(['word'])
  })
})
