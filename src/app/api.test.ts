import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { modules } from '#app/modules.ts'
import { aDoor, type TestDoor } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

/** What the API is to whoever does not sit in front of its screens: its manners, its description, its client. */
const root = fileURLToPath(new URL('../..', import.meta.url))

async function listening(door: TestDoor): Promise<{ address: string; port: number }> {
  await door.app.listen({ port: 0, host: '127.0.0.1' })
  const bound = door.app.server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  return { address: `http://127.0.0.1:${port}`, port }
}

async function aFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yapa-sdk-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('every answer, a refusal too, has its request number, is kept by nobody and cannot be used by another page', async (t) => {
  const { app } = await aDoor(t)
  const numbers = new Set<unknown>()
  for (const url of ['/api/v1/session', '/api/v1/contacts', '/no/such/thing', '/health']) {
    const { headers, statusCode } = await app.inject({ url, headers: { 'accept-language': 'pt-BR' } })
    numbers.add(headers['x-request-id'])
    for (const [name, value] of [
      ['x-content-type-options', 'nosniff'],
      ['cache-control', 'no-store'],
      ['cross-origin-resource-policy', 'same-origin'],
      ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
    ] as const)
      assert.equal(headers[name], value, `${url} (${statusCode}): ${name}`)
  }
  assert.equal(numbers.size, 4)
  const said = async (language: string) =>
    (await app.inject({ url: '/api/v1/contacts', headers: { 'accept-language': language } })).json().title as string
  assert.equal(new Set([await said('es-AR'), await said('en'), await said('pt-BR')]).size, 3)
})

test('what is refused before anybody looked at it is refused in the words of the caller too', async (t) => {
  const { app } = await aDoor(t)
  const json = { 'content-type': 'application/json' }
  for (const [status, request] of [
    [400, { method: 'POST', url: '/api/v1/contacts', headers: json, payload: '{"name' }],
    [400, { method: 'GET', url: '/api/v1/contacts/%ff' }],
    [400, { method: 'GET', url: '/%' }],
    [404, { method: 'GET', url: '/api/v1/nothing' }],
    [413, { method: 'POST', url: '/api/v1/contacts', headers: json, payload: 'x'.repeat(3_000_000) }],
    [415, { method: 'POST', url: '/api/v1/contacts', headers: { 'content-type': 'text/plain' }, payload: 'hola' }],
    [
      403,
      { method: 'POST', url: '/api/v1/contacts', headers: { ...json, cookie: '__Host-yapa_session=x', origin: 'https://evil.example' } },
    ],
  ] as const) {
    const answers = await Promise.all(
      ['es-AR', 'en', 'pt-BR'].map((language) =>
        app.inject({ ...request, headers: { ...('headers' in request && request.headers), 'accept-language': language } }),
      ),
    )
    for (const { statusCode, headers } of answers) {
      assert.equal(statusCode, status, request.url)
      assert.match(String(headers['content-type']), /^application\/problem\+json/)
      assert.deepEqual([headers['x-content-type-options'], typeof headers['x-request-id']], ['nosniff', 'string'])
    }
    assert.equal(new Set(answers.map((answer) => answer.json().title)).size, 3, `${status} ${request.url}`)
  }
})

test('the description of the API names every endpoint once, with what it takes and gives, and people can read it', async (t) => {
  const { app } = await aDoor(t)
  const document = (await app.inject({ url: '/api/openapi.json' })).json()
  assert.equal(document.openapi, '3.1.0')
  const operations = Object.values(document.paths as Record<string, Record<string, any>>).flatMap((path) => Object.values(path))
  const endpoints = modules.flatMap((module) => module.routes ?? []).map(({ endpoint }) => endpoint)
  assert.equal(operations.length, endpoints.length)
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, endpoints.length)
  // A reference inside of a schema would point at nothing: schemas stand in the middle of the document.
  assert.deepEqual([...new Set(JSON.stringify(document).match(/"\$ref":"[^"]+"/g))], ['"$ref":"#/components/schemas/Problem"'])
  const change = document.paths['/api/v1/contacts/{id}'].patch
  assert.deepEqual(
    change.parameters.map((one: { name: string; in: string }) => `${one.in} ${one.name}`),
    ['path id', 'header Idempotency-Key', 'header If-Match'],
  )
  assert.deepEqual(document.paths['/api/v1/session'].post.parameters, [], 'a login is not remembered by key')
  assert.ok(change.requestBody.content['application/json'].schema.properties.name)
  assert.ok(!change.requestBody.content['application/json'].schema.properties.id)
  const page = await app.inject({ url: '/api/reference' })
  assert.ok(endpoints.every(({ path }) => page.body.includes(`/api/v1${path.replaceAll(/:([a-zA-Z]+)/g, '{$1}')}`)))
  const [style = ''] = /(?<=<style>)[^]*?(?=<\/style>)/.exec(page.body) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  assert.equal(page.headers['content-security-policy'], `default-src 'none'; style-src 'sha256-${hash}'`)
  const links = [...new Set([...page.body.matchAll(/href="(\/api\/reference\/[^"#]+)"/g)].map(([, link]) => link ?? ''))]
  assert.deepEqual(links.map((link) => link.split('/').at(-1)).toSorted(), [...new Set(operations.flatMap(({ tags }) => tags))].toSorted())
  const chapters = await Promise.all(links.map(async (url) => (await app.inject({ url })).body))
  assert.ok(operations.every(({ operationId }) => chapters.some((chapter) => chapter.includes(`id="${operationId}"`))))
  assert.equal((await app.inject({ url: '/api/reference/nobody' })).statusCode, 404)
})

test('another program writes and reads through the one file that the installation gives it, and its types hold it to the contracts', async (t) => {
  const [door, house, folder] = [await aDoor(t), await aHouse(t), await aFolder(t)]
  const boss = await house.enter(door)
  const permissions = ['crm.read-contacts', 'crm.write-contacts']
  const { secret } = (await boss.post('/api-keys', { name: 'Planilla', permissions, expiresInDays: null })).body
  const { address } = await listening(door)
  const file = join(folder, 'yapa.ts')
  await writeFile(file, await (await fetch(`${address}/api/sdk.ts`)).text())

  const { openYapa } = await import(pathToFileURL(file).href)
  const yapa = openYapa({ address, key: secret })
  const ana = { kind: 'person', name: 'Ana Ñandú', identities: [] }
  const made = await yapa('POST /contacts', ana, { idempotencyKey: 'planilla-fila-1' })
  assert.equal((await yapa('POST /contacts', ana, { idempotencyKey: 'planilla-fila-1' })).id, made.id)
  const changed = await yapa('PATCH /contacts/:id', { id: made.id, name: 'Ana Ruiz' }, { ifMatch: made.version })
  assert.deepEqual(
    (await yapa('GET /contacts', { search: 'ana ruiz', filter: ['kind:eq:person'] })).items.map((one: { name: string }) => one.name),
    [changed.name],
  )
  await assert.rejects(yapa('PATCH /contacts/:id', { id: made.id, name: 'Tarde' }, { ifMatch: made.version }), {
    name: 'YapaProblem',
    status: 409,
    code: 'kernel.changed_meanwhile',
  })
  await assert.rejects(yapa('POST /contacts', { ...ana, name: '' }), ({ issues }: any) => issues[0].path === 'name')
  await assert.rejects(yapa('GET /api-keys', {}), { status: 403, code: 'kernel.forbidden' })
  await assert.rejects(openYapa({ address, key: 'yk_nothing' })('GET /contacts', {}), { status: 401 })

  await writeFile(
    join(folder, 'use.ts'),
    `import { openYapa } from './yapa.ts'
     const yapa = openYapa({ address: '', key: '' })
     export const name: string = (await yapa('GET /contacts/:id', { id: '' })).name
     export const uploads = await yapa('POST /contact-imports', {}, { file: new Blob([]) })
     // @ts-expect-error no such endpoint
     await yapa('GET /nothing', {})
     // @ts-expect-error a contact is a person or a company
     await yapa('POST /contacts', { kind: 'dog', name: '', identities: [] })
     // @ts-expect-error an update says which version it was made against
     await yapa('PATCH /contacts/:id', { id: '' })
     // @ts-expect-error there is no such field in the answer
     export const nothing = (await yapa('GET /contacts/:id', { id: '' })).passwordHash`,
  )
  const compilerOptions = { noEmit: true, strict: true, target: 'es2024', module: 'preserve', allowImportingTsExtensions: true, types: [] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const check = promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder])
  await check.catch((error: { stdout: string }) => assert.fail(error.stdout))
})

test('whoever sends a request drop by drop does not keep a connection, and the limits are seconds', async (t) => {
  const door = await aDoor(t)
  const { port } = await listening(door)
  const { server } = door.app
  assert.ok(server.headersTimeout <= 5_000 && server.requestTimeout <= 30_000 && server.maxConnections <= 10_000)
  // The same limit, so short that a test may wait for it.
  server.headersTimeout = 200
  const socket = connect(port, '127.0.0.1')
  let said = ''
  socket.on('data', (data) => (said += data))
  socket.write('GET /health HTTP/1.1\r\nHost: x\r\n')
  const drops = setInterval(() => socket.write('x-drop: 1\r\n'), 50)
  t.after(() => clearInterval(drops))
  await new Promise((resolve) => socket.once('close', resolve).on('error', () => {}))
  assert.match(said, /^HTTP\/1\.1 408/)
  assert.match(said, /"code":"kernel.too_slow"/)
})

test('what is no request is refused in words like anything else, and the connection ends with it', async (t) => {
  const door = await aDoor(t)
  const { port } = await listening(door)
  const knock = async (sent: string): Promise<{ status: string; problem: { code: string; title: string } }> => {
    const socket = connect(port, '127.0.0.1', () => socket.write(sent))
    let said = ''
    socket.on('data', (data) => (said += data))
    await new Promise((resolve) => socket.once('close', resolve).on('error', () => {}))
    const [head = '', body = ''] = said.split('\r\n\r\n')
    assert.match(head, /content-type: application\/problem\+json/i)
    assert.equal(Number(/content-length: (\d+)/i.exec(head)?.[1]), Buffer.byteLength(body))
    return { status: head.slice(9, 12), problem: JSON.parse(body) }
  }
  const broken = await knock('no es un pedido\r\n\r\n')
  assert.deepEqual(
    [broken.status, broken.problem.code, broken.problem.title],
    ['400', 'kernel.malformed', 'El pedido llegó roto o incompleto. Probá de nuevo.'],
  )
  const long = await knock(`GET /health HTTP/1.1\r\nHost: x\r\nx-much: ${'y'.repeat(20_000)}\r\n\r\n`)
  assert.deepEqual([long.status, long.problem.code], ['431', 'kernel.head_too_large'])
})

test('a program that offers to speak HTTP/2 is answered like any other', async (t) => {
  const door = await aDoor(t, { live: { place: () => '0', accept: (_request, socket) => void socket.destroy() } })
  const { port } = await listening(door)
  const socket = connect(port, '127.0.0.1', () =>
    socket.write(
      'GET /health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n\r\n',
    ),
  )
  t.after(() => socket.destroy())
  const [answer] = (await once(socket, 'data')) as [Buffer]
  assert.match(String(answer), /^HTTP\/1\.1 200 /)
})

test('no page of another site opens the line of somebody who is signed in here', async (t) => {
  const opened: (string | null | undefined)[] = []
  const door = await aDoor(t, {
    live: {
      place: () => '0',
      accept: (_request, socket, _head, principal) => {
        opened.push(principal.person?.name)
        socket.end('HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\n\r\n')
      },
    },
  })
  const house = await aHouse(t)
  const cookie = `__Host-yapa_session=${(await house.enter(door)).cookie()}`
  const { port } = await listening(door)
  const knock = (path: string, lines: Record<string, string>): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${Object.entries(lines)
            .map(([name, value]) => `${name}: ${value}\r\n`)
            .join('')}\r\n`,
        ),
      )
      socket.once('data', (data) => resolve(String(data).slice(9, 12))).once('error', reject)
    })
  const here = `http://127.0.0.1:${port}`
  assert.equal(await knock('/api/v1/live', { cookie, origin: here }), '426')
  for (const origin of ['https://elgallo.example', `${here}.evil.example`, 'null', 'file://'])
    assert.equal(await knock('/api/v1/live', { cookie, origin }), '403', origin)
  assert.equal(await knock('/api/v1/live', { cookie }), '403', 'who does not say where they come from')
  assert.equal(await knock('/api/v1/live', { origin: here }), '401')
  assert.equal(await knock('/api/v1/elsewhere', { cookie, origin: here }), '404')
  // It used to end the whole process: nothing catches what is thrown where a line is opened.
  for (const noAddress of ['http://', '//[']) assert.equal(await knock(noAddress, { origin: here }), '404', noAddress)
  assert.equal(await knock('/api/v1/live', { origin: here }), '401')
  assert.deepEqual(opened, ['Julia Lucero'])
})
