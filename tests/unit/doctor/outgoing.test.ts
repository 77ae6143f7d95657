import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { watchOutgoing } from '../../../scripts/doctor/outgoing.ts'

it('sees names and addresses of other computers, and nothing of this one', async () => {
  const outgoing = watchOutgoing()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const near = connect(port, 'localhost')
  await once(near, 'connect')
  const sockets = [
    // Addresses and names that are reserved for examples (RFC 5737, RFC 6761).
    connect(80, '192.0.2.1'),
    connect(80, 'nobody.invalid'),
  ]
  for (const socket of sockets)
    socket.on('error', () => {})
  await expect.poll(() => [
    ...outgoing.hosts,
  ].sort()).toEqual(['192.0.2.1', 'nobody.invalid'])
  outgoing.stop()
  sockets.push(connect(80, '192.0.2.2').on('error', () => {}))
  for (const socket of [...sockets, near])
    socket.destroy()
  server.close()
  expect(outgoing.hosts).not.toContain('192.0.2.2')
})
