import type { DemoDefinition } from '../../../../demos/define.ts'
import { describe, expect, it } from 'vitest'
import { testDemo } from '../../../fixtures/demo.ts'

const panes = {
  code: { editor: '/root/box.go' },
  host: {},
}

describe('a demo with an editor', () => {
  it('is accepted, and its panes keep their places', () => {
    const demo = testDemo({
      panes: { host: {}, code: panes.code },
      steps: [
        { pane: 'code', file: 'box.go' },
      ],
    }, { 'box.go': 'package main\n' })
    expect(demo.editors).toEqual([
      expect.objectContaining({
        name: 'code',
        title: '/root/box.go',
        path: '/root/box.go',
        after: 1,
      }),
    ])
    expect(demo.steps).toEqual([
      {
        pane: 'code',
        file: 'box.go',
        text: 'package main\n',
        path: '/root/box.go',
      },
    ])
  })

  it.each<[string, Partial<DemoDefinition>, RegExp]>([
    [
      'no shell at all',
      {
        panes: { code: panes.code },
      },
      /^demos\/test-demo\.ts, the demo: panes: must name at least one pane with a shell/,
    ],
    [
      'an account for a pane without a shell',
      {
        panes: {
          ...panes,
          code: { editor: '/root/box.go', user: 'ana' },
        },
      },
      /panes: must have a user only where there is a shell/,
    ],
    [
      'lines of a file that is not shown',
      {
        panes: {
          ...panes,
          host: { tells: /set -eu/ },
        },
      },
      /panes: must have tells only where there is an editor/,
    ],
    [
      'a path that is relative',
      {
        panes: {
          ...panes,
          code: { editor: 'box.go' },
        },
      },
      /panes\.code\.editor: must be an absolute path/,
    ],
    [
      'one file in two panes',
      {
        panes: {
          ...panes,
          more: { editor: '/root/box.go' },
        },
      },
      /panes: must show each file in one pane/,
    ],
    [
      'a command for it',
      {
        panes,
        steps: [
          { pane: 'code', type: 'true' },
        ],
      },
      /^demos\/test-demo\.ts, step 1 of 1: pane is "code", which is an editor and has no shell; what it shows is changed by a step with file/,
    ],
    [
      'output that is expected of it',
      {
        panes,
        steps: [
          {
            pane: 'host',
            type: 'true',
            expect: { pane: 'code', output: /x/ },
          },
        ],
      },
      /step 1 of 1: expect\.pane is "code", which is an editor and has no shell/,
    ],
    [
      'a file for a shell',
      {
        panes,
        steps: [
          { pane: 'host', file: 'box.go' },
        ],
      },
      /step 1 of 1: file is for a pane with an editor, and "host" has a shell/,
    ],
    [
      'a file that is not there',
      {
        panes,
        steps: [
          { pane: 'code', file: 'none.go' },
        ],
      },
      /^demos\/test-demo\.ts, the demo: it names "none\.go", but there is no file demos\/files\/none\.go\.$/,
    ],
    [
      'output that is expected of a file',
      {
        panes,
        steps: [
          {
            pane: 'code',
            file: 'box.go',
            expect: { output: /x/ },
          },
        ],
      },
      /step 1 of 1: .*expect\.output: is about what a command prints, and a step that writes a file runs none/,
    ],
  ])('is refused with %s', (_, overrides, message) => {
    expect(() => testDemo(overrides)).toThrow(message)
  })
})
