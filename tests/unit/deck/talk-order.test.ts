import type { Deck } from '../../../scripts/deck/read-deck.ts'
import { describe, expect, it } from 'vitest'
import { talkOrder } from '../../../scripts/deck/talk-order.ts'
import { testDemo } from '../../fixtures/demo.ts'

const catalogue = new Map(['alpha', 'beta', 'gamma', 'delta'].map(id => [
  id,
  testDemo({ id }),
]))

/** A deck with these demos, a slide each, from slide 2 on. */
function deck(name: string, ...demos: string[]): Deck {
  const slides = demos.map((demo, index) => ({
    number: index + 2,
    title: '',
    note: '',
    demos: [demo],
  }))
  return {
    name,
    chapters: [
      {
        title: 'First',
        slides: slides.slice(0, 1),
      },
      {
        title: 'Second',
        slides: slides.slice(1),
      },
    ],
  }
}

describe('the order of the talk', () => {
  it('is that of the slides, over all chapters and decks, each demo once', () => {
    expect(talkOrder({
      catalogue,
      decks: [
        deck('meetup', 'gamma', 'alpha'),
        deck('lecture', 'beta', 'gamma'),
      ],
    })).toEqual([
      { demo: 'gamma', place: 'meetup 2' },
      { demo: 'alpha', place: 'meetup 3' },
      { demo: 'beta', place: 'lecture 2' },
    ])
  })

  it('ends with the demos that no deck shows, where these are wanted', () => {
    expect(talkOrder({
      catalogue,
      decks: [
        deck('meetup', 'gamma'),
      ],
      withUnshown: true,
    })).toEqual([
      { demo: 'gamma', place: 'meetup 2' },
      { demo: 'alpha', place: 'no slide yet' },
      { demo: 'beta', place: 'no slide yet' },
      { demo: 'delta', place: 'no slide yet' },
    ])
  })

  it.each([
    ['gamma', 'meetup 2'],
    ['delta', 'no slide yet'],
  ])('is one demo where only %s is wanted', (only, place) => {
    expect(talkOrder({
      catalogue,
      decks: [
        deck('meetup', 'gamma', 'alpha'),
      ],
      only,
    })).toEqual([
      { demo: only, place },
    ])
  })

  it('does not exist for a demo that does not, and says which there are', () => {
    expect(() => talkOrder({ catalogue, decks: [], only: 'epsilon' }))
      .toThrow('There is no demo "epsilon". There are: alpha, beta, delta, gamma.')
    expect(() => talkOrder({
      catalogue,
      decks: [
        deck('meetup', 'epsilon'),
      ],
    }))
      .toThrow('There is no demo "epsilon".')
  })

  it('does not exist for decks that show no demo: a rehearsal of nothing must not look green', () => {
    expect(() => talkOrder({
      catalogue,
      decks: [
        deck('meetup'),
      ],
    }))
      .toThrow('There is no demo to rehearse: no slide of slides/meetup.md shows one.')
  })
})
