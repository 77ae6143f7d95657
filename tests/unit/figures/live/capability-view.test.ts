import { describe, expect, it } from 'vitest'
import { authoredProcess, authoredSample } from '../../../../components/figures/live/authored-sample.ts'
import { capabilityNames } from '../../../../components/figures/live/capability-names.ts'
import { capabilityView } from '../../../../components/figures/live/capability-view.ts'
import { recordedSamples } from '../../../fixtures/recorded-samples.ts'

describe('the view of capabilities', () => {
  it('knows all forty-one by their bit', () => {
    expect(capabilityNames).toHaveLength(41)
    expect([0, 13, 21, 31, 39, 40].map(bit => capabilityNames[bit])).toEqual([
      'chown',
      'net_raw',
      'sys_admin',
      'setfcap',
      'bpf',
      'checkpoint_restore',
    ])
  })

  it('follows the recorded demo to a root with Docker\'s fourteen', async () => {
    expect(capabilityView(await recordedSamples('docker-capabilities', 2))).toMatchObject({ saying: 'all', names: [] })
    const view = capabilityView(await recordedSamples('docker-capabilities', 4))!
    expect(view.saying).toBe('only')
    expect(view.names).toHaveLength(14)
    expect(view.sets.map(({ name, count }) => `${name} ${count}`)).toEqual([
      'permitted 14',
      'effective 14',
      'inheritable 0',
      'bounding 14',
      'ambient 0',
    ])
  })

  it('sees the filter of a recorded container', async () => {
    expect(capabilityView(await recordedSamples('seccomp', 5))!.process.seccomp).toBe(2)
  })

  it('says what is missing where that is shorter, and what was lost just now', () => {
    const root = authoredProcess({ pid: 1, name: 'init' })
    const less = authoredProcess({
      pid: 9,
      name: 'bash',
      capabilities: { ...root.capabilities, effective: '000001ffffffdfff' },
    })
    const view = capabilityView([
      authoredSample({
        at: 1,
        processes: [
          root,
          { ...less, capabilities: root.capabilities },
        ],
      }),
      authoredSample({
        at: 2,
        processes: [root, less],
      }),
    ])!
    expect(view).toMatchObject({
      saying: 'all but',
      names: ['net_raw'],
    })
    expect(view.sets.find(({ name }) => name === 'effective')!.bits[13]).toBe('lost')
  })

  it('prefers a shell to what it runs', () => {
    const root = authoredProcess({ pid: 1, name: 'init' })
    const shell = authoredProcess({ pid: 9, name: 'bash', noNewPrivileges: true })
    const view = capabilityView([
      authoredSample({
        processes: [
          root,
          shell,
          { ...shell, pid: 10, name: 'ls' },
        ],
      }),
    ])!
    expect(view.process.name).toBe('bash')
  })
})
