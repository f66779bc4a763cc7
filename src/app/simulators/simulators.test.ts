import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { startSimulators } from '#app/simulators/simulators.ts'
import { aTown, until, type Town } from '#app/simulators/testing/town.ts'
import { controlKeyHeader, controlKeyOf } from '#platform/server/phone/door.ts'

async function aTalk(town: Town): Promise<{ waId: string; conversationId: string; path: string }> {
  const { http, phoneNumberId } = town
  const { waId } = (await http.post(`/phone/${phoneNumberId}/customers`, { name: 'Emilia Ríos' })).body
  const path = `/phone/${phoneNumberId}/chats/${waId}`
  await http.post(`${path}/messages`, { content: { type: 'text', text: 'Hola, ¿hay alguien?' } })
  const conversationId = await until('the conversation', async () => (await http.get('/conversations?scope=all')).body.items[0]?.id)
  return { waId, conversationId, path }
}

test('after a restart the phone has its past, the window is open, and an answer is delivered', async (t) => {
  const town = await aTown(t)
  const { http } = town
  const { conversationId, path } = await aTalk(town)
  const before = (await http.get(`${path}/messages`)).body
  await town.restart()
  const after = (await http.get(`${path}/messages`)).body
  assert.equal(after.name, 'Emilia Ríos')
  assert.deepEqual(
    after.items.map(({ id, text }: { id: string; text: string }) => [id, text]),
    before.items.map(({ id, text }: { id: string; text: string }) => [id, text]),
  )
  assert.equal(after.items[0].isReadByBusiness, false)

  const { body } = await http.post(`/conversations/${conversationId}/messages`, { content: { kind: 'text', text: 'Acá estamos' } })
  await until('the ticks', async () => {
    const { items } = (await http.get(`/conversations/${conversationId}/messages`)).body
    return items.find(({ id }: { id: string }) => id === body.id).state === 'delivered'
  })
  const screen = (await http.get(`${path}/messages`)).body.items
  assert.equal(screen.at(-1).text, 'Acá estamos')
})

test('live customers write by themselves while the switch is on, to the numbers of their business only', async (t) => {
  const town = await aTown(t)
  const neighbour = await town.neighbour({ isDemo: true })
  const { http } = town
  assert.equal((await http.get('/phone')).body.isLive, false)
  assert.deepEqual((await http.put('/phone/live-customers', { isOn: true })).body, { isLive: true })
  await until('somebody who writes', async () => (await http.get('/conversations?scope=all')).body.items.length > 0)
  assert.equal((await http.get('/phone')).body.isLive, true)
  assert.equal((await neighbour.http.get('/phone')).body.isLive, false)
  assert.equal((await neighbour.http.get('/conversations?scope=all')).body.items.length, 0)
  assert.deepEqual((await http.put('/phone/live-customers', { isOn: false })).body, { isLive: false })
  assert.equal((await http.get('/phone')).body.isLive, false)
})

test('while the simulators are down the phone says so, and the rest of the product goes on', async (t) => {
  const town = await aTown(t)
  const { http, phoneNumberId } = town
  await town.darken()
  for (const path of ['/phone', `/phone/${phoneNumberId}/chats`]) {
    const { status, body } = await http.get(path)
    assert.deepEqual([status, body.code], [503, 'platform.phone_is_off'])
  }
  assert.equal((await http.get('/conversations?scope=all')).status, 200)
  await town.restart()
  assert.equal((await http.get(`/phone/${phoneNumberId}/chats`)).status, 200)
})

/** Whatever the path looks like on the wire: `fetch` would tidy it up first. */
const knock = (url: string, path: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const asked = request({ hostname, port, path, headers, method: 'GET', agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    asked.on('error', reject)
    asked.end()
  })

test('the control door opens for nobody without its key, by whatever path', async (t) => {
  const { kernel, phoneNumberId } = await aTown(t)
  const url = kernel.config.simulatorUrl
  const query = `?phoneNumberId=${phoneNumberId}`
  const paths = [
    '/control/numbers',
    '/control/chats',
    '/control/telephone/chats',
    '/control',
    '/x/../control/chats',
    '/x/%2e%2e/control/chats',
    `${url}/control/chats`,
    '/v26.0/../control/telephone/chats',
    '\\control\\chats',
  ]
  for (const path of paths) {
    for (const key of [undefined, '', 'no', '0'.repeat(64)]) {
      const { status, text } = await knock(url, `${path}${query}`, key === undefined ? {} : { [controlKeyHeader]: key })
      // The last one is no request at all for the server of this platform.
      assert.equal(status, path.startsWith('\\') ? 400 : 403, `${path} with ${key}`)
      assert.equal(text, '')
    }
  }
  const withKey = { [controlKeyHeader]: controlKeyOf(kernel.crypto) }
  assert.equal((await knock(url, `/control/chats${query}`, withKey)).status, 200)
  assert.equal((await knock(url, `/control/chats${query}`, { ...withKey, origin: 'http://evil.example' })).status, 403)
})

test('the provider answers who has a token, and only on this machine itself', async (t) => {
  const { kernel, phoneNumberId } = await aTown(t)
  const url = kernel.config.simulatorUrl
  const { status } = await knock(url, `/v26.0/${phoneNumberId}`)
  assert.equal(status, 401)
  const port = Number(new URL(url).port)
  const others = Object.values(networkInterfaces()).flatMap((one) =>
    (one ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
  )
  for (const { address } of others) assert.equal(await canConnect(address, port), false, address)
  assert.equal(await canConnect('127.0.0.1', port), true)
})

test('pictures, places, answers and reactions of before a restart are still on the phone', async (t) => {
  const town = await aTown(t)
  const { http } = town
  const { conversationId, path } = await aTalk(town)
  const messagesIn = async (what: string, count: number) =>
    until(what, async () => {
      const { items } = (await http.get(`/conversations/${conversationId}/messages`)).body
      const said = items.filter(({ direction }: { direction: string }) => direction === 'in').toReversed()
      return said.length === count && said[1]?.content.media?.state === 'ready' && said
    })
  const bytes = Buffer.from(tinyPng, 'base64').toString('base64')
  await http.post(`${path}/messages`, { content: { type: 'image', mimeType: 'image/png', bytes, caption: 'Así llegó' } })
  const [first] = await messagesIn('the picture', 2)
  const place = { latitude: -31.4, longitude: -64.18, name: 'Patio Olmos', address: 'Bv. San Juan' }
  const [{ id: firstId }] = (await http.get(`${path}/messages`)).body.items
  await http.post(`${path}/messages`, { replyTo: firstId, content: { type: 'location', ...place } })
  await messagesIn('the place', 3)
  await http.put(`/messages/${first.id}/reaction`, { emoji: '❤️' })

  await town.restart()
  const [hello, picture, spot] = (await http.get(`${path}/messages`)).body.items
  assert.equal(hello.reactions.business, '❤️')
  assert.deepEqual([picture.type, picture.text], ['image', 'Así llegó'])
  assert.deepEqual((await http.get(`/phone/files/${picture.file.mediaId}`)).body, { mimeType: 'image/png', bytes })
  assert.deepEqual([spot.location, spot.replyTo], [place, hello.id])
  const { http: others } = await town.neighbour({ isDemo: true })
  assert.equal((await others.get(`/phone/files/${picture.file.mediaId}`)).status, 404)
})

const tinyPng = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const canConnect = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 })
    const end = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false))
  })

test('a second process of the installation leaves the simulators to the first', async (t) => {
  const { kernel, http } = await aTown(t)
  assert.equal(await startSimulators(kernel), undefined)
  assert.equal((await http.get('/phone')).status, 200)
})
