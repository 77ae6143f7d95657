import { describe, expect, it } from 'vitest'
import { authoredProcess, authoredSample, hostNamespaces } from '../../../../components/figures/live/authored-sample.ts'
import { userMapRows } from '../../../../components/figures/live/user-map-layout.ts'
import { userMap } from '../../../../components/figures/live/user-map.ts'
import { recordedSamples } from '../../../fixtures/recorded-samples.ts'

const init = authoredProcess({ pid: 1, name: 'init' })

function mapped(lines: [number, number, number][], user: number): ReturnType<typeof authoredProcess> {
  return authoredProcess({
    pid: 9,
    name: 'bash',
    users: [user, user, user, user],
    namespaces: { ...hostNamespaces, user: 5 },
    userMap: lines,
  })
}

describe('the uid map', () => {
  it('is that of the recorded user namespace: root inside, 1000 on the host', async () => {
    expect(userMap(await recordedSamples('user-namespace', 2))).toBeUndefined()
    expect(userMap(await recordedSamples('user-namespace', 4))).toMatchObject({
      lines: [
        {
          inside: [0, 0],
          outside: [1000, 1000],
        },
      ],
      user: { inside: 0, outside: 1000 },
    })
  })

  it('translates a user in a range, and makes nobody of one in no line', () => {
    const lines: [number, number, number][] = [
      [0, 1000, 1],
      [1, 100_000, 65_536],
    ]
    expect(userMap([
      authoredSample({
        processes: [
          init,
          mapped(lines, 100_041),
        ],
      }),
    ])!.user.inside).toBe(42)
    expect(userMap([
      authoredSample({
        processes: [
          init,
          mapped(lines, 7),
        ],
      }),
    ])!.user.inside).toBe(65_534)
  })

  it('keeps within the room, and says how many lines it leaves out', () => {
    const room = { width: 300, height: 430 }
    const map = userMap([
      authoredSample({
        processes: [
          init,
          mapped(Array.from({ length: 40 }, (_, index) => [index, index, 1]), 7),
        ],
      }),
    ])!
    const { rows, more } = userMapRows(map, room)
    expect(rows.at(-1)!.isRest).toBe(true)
    expect(rows.length - 1 + more).toBe(40)
    expect(rows.at(-1)!.y).toBeLessThan(room.height)
  })
})
