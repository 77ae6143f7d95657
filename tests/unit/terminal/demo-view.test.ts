import type { SessionReport } from '../../../components/terminal/demo-session.ts'
import { describe, expect, it } from 'vitest'
import { areFilesThere, demoView, disconnectedMessage } from '../../../components/terminal/demo-view.ts'

const report: SessionReport = {
  source: 'live',
  state: 'ready',
  step: 2,
  steps: 5,
  sources: ['live'],
}

describe('what a window shows of a demo', () => {
  it('is the server\'s report while connected', () => {
    expect(demoView({
      entered: true,
      socket: 'open',
      report,
      steps: 5,
    })).toEqual(report)
  })

  it('is off before the slide was shown', () => {
    expect(demoView({
      entered: false,
      socket: 'open',
      report: undefined,
      steps: 5,
    })).toEqual({
      source: 'none',
      state: 'off',
      step: 0,
      steps: 5,
      sources: [],
    })
  })

  it('is starting until the server reports', () => {
    expect(demoView({
      entered: true,
      socket: 'connecting',
      report: undefined,
      steps: 5,
    }).state).toBe('starting')
    expect(demoView({
      entered: true,
      socket: 'open',
      report: undefined,
      steps: 5,
    }).state).toBe('starting')
  })

  it.each(['lost', 'refused'] as const)('is never called live when the connection is %s', (socket) => {
    expect(demoView({
      entered: true,
      socket,
      report,
      steps: 5,
    })).toEqual({
      source: 'none',
      state: 'disconnected',
      step: 2,
      steps: 5,
      sources: [],
    })
    expect(disconnectedMessage(socket)).toContain('npm start')
  })
})

describe('files of a demo', () => {
  it.each([
    ['live', 'ready', true],
    ['live', 'typing', true],
    ['live', 'failed', true],
    ['live', 'starting', false],
    ['live', 'returning', false],
    ['recording', 'ready', false],
    ['none', 'disconnected', false],
  ] as const)('%s, %s: can be edited: %s', (source, state, expected) => {
    expect(areFilesThere({ source, state })).toBe(expected)
  })
})
