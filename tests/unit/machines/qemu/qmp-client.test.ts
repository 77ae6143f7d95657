import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { QmpClient } from '../../../../scripts/machines/qemu/qmp-client.ts'

/** QEMU's end of the conversation: its lines are written by the test, and answered commands are counted there. */
function connect(): { qmp: QmpClient, say: (message: object) => void, heard: () => string[] } {
  const input = new PassThrough()
  const output = new PassThrough()
  let text = ''
  output.on('data', data => text += String(data))
  return {
    qmp: new QmpClient(input, output),
    say: message => void input.write(`${JSON.stringify(message)}\n`),
    heard: () => text.split('\n').filter(Boolean).map(line => (JSON.parse(line) as { execute: string }).execute),
  }
}

describe('the conversation with QEMU', () => {
  it('rejects a command, and a job that is under way, when QEMU ends', async () => {
    const { qmp, say, heard } = connect()
    const job = expect(qmp.runJob('snapshot-load', {})).rejects.toThrow('it is gone')
    await expect.poll(heard).toEqual(['snapshot-load'])
    // Begun, not concluded.
    say({ id: 2, return: {} })
    const command = expect(qmp.execute('cont')).rejects.toThrow('it is gone')
    await expect.poll(heard).toEqual(['snapshot-load', 'cont'])
    qmp.abandon(new Error('it is gone'))
    await job
    await command
  })

  it('rejects what comes after the end', async () => {
    const { qmp } = connect()
    qmp.abandon(new Error('it is gone'))
    await expect(qmp.execute('stop')).rejects.toThrow('it is gone')
    await expect(qmp.greet()).rejects.toThrow('it is gone')
  })
})
