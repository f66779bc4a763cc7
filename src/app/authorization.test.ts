import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, test, type TestContext } from 'node:test'
import pg from 'pg'
import { WebSocket } from 'ws'
import { loadDemo } from '#app/demo/load.ts'
import { modules } from '#app/modules.ts'
import { inputFor } from '#app/testing/inputs.ts'
import { presets } from '#identity/contract/role.ts'
import { rightsOf } from '#identity/server/roles/presets.ts'
import type { Actor } from '#kernel/ctx.ts'
import type { Endpoint } from '#kernel/contract/declare.ts'
import { newId } from '#kernel/contract/ids.ts'
import { readInTenant } from '#kernel/context.ts'
import { startRelay } from '#kernel/events/relay.ts'
import { until } from '#kernel/jobs/testing/bench.ts'
import { startLive } from '#kernel/realtime/live-server.ts'
import { openWatching, type ReadCtx } from '#kernel/realtime/watching.ts'
import { httpAs, testServer, type Answer } from '#kernel/testing/http.ts'
import { testKernel } from '#kernel/testing/kernel.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'

/**
 * Every endpoint that the modules declare, asked by everybody who should not: nobody, each role without the right, an API
 * key without scope, and the owner of another organization with this one's ids in the path, the body, filters and sorts, and
 * in the topics of the socket.
 * What is refused must leave every table of the victim as it was.
 */
const routes = modules.flatMap((module) => module.routes ?? [])
const tenantRoutes = routes.filter((route) => route.scope === 'tenant').map(({ endpoint }) => endpoint)
const moduleByEndpoint = new Map(modules.flatMap(({ name, routes: own }) => (own ?? []).map(({ endpoint }) => [endpoint, name] as const)))
const open = new Set(['kernel.anyone', 'kernel.signed-in', 'kernel.member'])
const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`

let admin: pg.Client
let victim: string
let stolenIds: string[]
let stolenByModule: Map<string, string[]>
let canaries: string[]

before(async () => {
  const { server, urls } = await testPostgres()
  const { kernel, openOrganization } = await testKernel()
  victim = (await loadDemo(kernel, { conversations: 12 })).orgId
  await openOrganization(intruderOrg, { name: 'Intrusos', isDemo: false })
  admin = new pg.Client({ ...server.admin, database: urls.owner.database })
  admin.on('error', () => {})
  await admin.connect()
  const tables = (
    await admin.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and c.relkind = 'r' and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'id' and a.atttypid = 'uuid'::regtype)`,
      [modules.map(({ name }) => name)],
    )
  ).rows
  const stolen: { id: string; module: string }[] = []
  for (const { name } of tables) {
    const { rows } = await admin.query<{ id: string }>(`select id from ${name} where org_id = $1 order by id desc limit 1`, [victim])
    stolen.push(...rows.map(({ id }) => ({ id, module: name.split('.')[0] ?? '' })))
  }
  stolenIds = stolen.map(({ id }) => id)
  stolenByModule = new Map([...Map.groupBy(stolen, ({ module }) => module)].map(([name, ones]) => [name, ones.map(({ id }) => id)]))
  const contacts = await admin.query<{ name: string; phone: string }>(
    'select name, phone from crm.contact where org_id = $1 and phone is not null limit 20',
    [victim],
  )
  canaries = [...contacts.rows.flatMap(({ name, phone }) => [name, phone]), victim]
})
after(() => admin.end())

const intruderOrg = newId()
const everything = new Set(modules.flatMap((module) => module.permissions ?? []).map(({ code }) => code))
const person = (permissions: ReadonlySet<string>): Actor & { kind: 'user' } => ({
  kind: 'user',
  id: newId(),
  name: 'Nadie',
  permissions,
  teamIds: [],
  sessionId: newId(),
})

/** Everything that the victim has, as one number. The trail and the throttle may grow: they record the attempts. */
async function fingerprint(): Promise<string> {
  const { rows } = await admin.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and c.relkind = 'r' and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id') order by 1`,
    [modules.map(({ name }) => name)],
  )
  const parts: string[] = []
  for (const { name } of rows) {
    const hash = await admin.query<{ hash: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${name} t where org_id = $1`,
      [victim],
    )
    parts.push(`${name} ${hash.rows[0]?.hash}`)
  }
  return parts.join('\n')
}

type Ask = (method: Endpoint['method'], path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>

function send(ask: Ask, endpoint: Endpoint, input: Record<string, unknown>): Promise<Answer> {
  const rest = { ...input }
  const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, (_all, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  const isQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE'
  const query = isQuery
    ? `?${new URLSearchParams(Object.entries(rest).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)])))}`
    : ''
  return ask(endpoint.method, path + query, isQuery ? undefined : rest, endpoint.versioned ? { 'if-match': '"1"' } : {})
}

async function askerOf(actor: Actor & { kind: 'user' }, org: string): Promise<Ask> {
  const { kernel } = await testKernel()
  const http = httpAs(kernel, { org, actor })
  return (method, path, body, headers = {}) =>
    method === 'GET'
      ? http.get(path, { headers })
      : method === 'DELETE'
        ? http.delete(path, { headers })
        : http[method.toLowerCase() as 'post'](path, body ?? {}, { headers })
}

const anyId = (): string => newId()

/** What an endpoint is tried with: an id of every table of its module, and of those of the others each tenth one in turn. */
function triesFor(endpoint: Endpoint, turn: number): string[] {
  const own = new Set(stolenByModule.get(moduleByEndpoint.get(endpoint) ?? ''))
  return stolenIds.filter((id, i) => own.has(id) || i % 10 === turn % 10)
}

test('nobody gets past an endpoint that asks for somebody', async () => {
  const { kernel } = await testKernel()
  const server = await testServer(kernel)
  for (const { endpoint } of routes.filter((route) => route.endpoint.permission.code !== 'kernel.anyone')) {
    const answer = await send(
      async (method, path, body, headers) => {
        const raw = await server.inject({
          method,
          url: `/api/v1${path}`,
          headers: { ...headers, 'content-type': 'application/json' },
          ...(body !== undefined && { payload: JSON.stringify(body) }),
        })
        return { status: raw.statusCode, body: raw.body, headers: raw.headers }
      },
      endpoint,
      inputFor(endpoint, anyId) ?? {},
    )
    assert.equal(answer.status, 401, nameOf(endpoint))
  }
})

test('each role is refused exactly what it has no right to, and a refusal changes nothing', async (t) => {
  const beforehand = await fingerprint()
  let refusals = 0
  for (const who of [...presets, 'key without scope'] as const) {
    const rights = new Set(who === 'key without scope' ? [] : rightsOf({ preset: who, permissions: [] }, modules))
    const ask = await askerOf(person(rights), victim)
    for (const endpoint of tenantRoutes) {
      if (open.has(endpoint.permission.code) || rights.has(endpoint.permission.code)) continue
      const answer = await send(ask, endpoint, inputFor(endpoint, () => stolenIds[refusals % stolenIds.length] ?? newId()) ?? {})
      assert.equal(answer.status, 403, `${who}: ${nameOf(endpoint)}`)
      refusals++
    }
  }
  t.diagnostic(`${refusals} refusals`)
  assert.ok(refusals > 100)
  assert.equal(await fingerprint(), beforehand)
})

test('another organization gets nothing with these ids, in the path, the body, filters or sorts', async (t) => {
  const beforehand = await fingerprint()
  const owner = person(everything)
  const ask = await askerOf(owner, intruderOrg)
  const unguessed: string[] = []
  let asked = 0
  for (const [turn, endpoint] of tenantRoutes.entries()) {
    if (endpoint.accepts === 'file') continue
    const tries = /:[a-zA-Z]*id\b/i.test(endpoint.path) || inputFor(endpoint, anyId) ? triesFor(endpoint, turn) : []
    if (tries.length === 0) unguessed.push(nameOf(endpoint))
    for (const id of tries) {
      const input = inputFor(endpoint, () => id) ?? { id }
      const answer = await send(ask, endpoint, input)
      asked++
      const text = JSON.stringify(answer.body ?? '')
      assert.ok(answer.status < 500, `${nameOf(endpoint)} answered ${answer.status}: ${text}`)
      for (const canary of canaries) assert.ok(!text.includes(canary), `${nameOf(endpoint)} tells ${canary}`)
      if (/:[a-zA-Z]*id\b/i.test(endpoint.path) && endpoint.method !== 'GET' && answer.status < 300)
        assert.ok(!text.includes(id) || endpoint.method === 'PUT' || endpoint.method === 'DELETE', `${nameOf(endpoint)} took ${id}`)
    }
  }
  t.diagnostic(`${asked} requests with ${stolenIds.length} stolen ids; not guessed: ${unguessed.join(', ') || 'none'}`)
  assert.ok(asked > 500)
  assert.equal(await fingerprint(), beforehand)
})

test('filters and sorts refuse what is not declared and find nothing of others', async () => {
  const ask = await askerOf(person(everything), intruderOrg)
  const lists = tenantRoutes.filter(
    (endpoint) => endpoint.method === 'GET' && 'filter' in (endpoint.input as unknown as { shape?: object }).shape!,
  )
  assert.ok(lists.length >= 4)
  for (const endpoint of lists) {
    const base = inputFor(endpoint, () => stolenIds[0] ?? '') ?? {}
    for (const extra of [
      { filter: `id:eq:${stolenIds[0]}` },
      { filter: `orgId:eq:${victim}` },
      { filter: `org_id:eq:${victim}` },
      { filter: "name:eq:' or 1=1 --" },
      { filter: '__proto__:eq:1' },
      { filter: 'constructor:eq:1' },
      { sort: 'org_id' },
      { sort: '-id;drop table crm.contact' },
      { sort: '__proto__' },
      { cursor: Buffer.from(JSON.stringify(['createdAt', 1, '2026-01-01', stolenIds[0]])).toString('base64url') },
      { cursor: 'x' },
      { limit: '100000' },
      { search: "%' or true --" },
    ]) {
      const answer = await send(ask, endpoint, { ...base, ...extra })
      const text = JSON.stringify(answer.body)
      assert.ok([200, 404, 422].includes(answer.status), `${nameOf(endpoint)} ${JSON.stringify(extra)}: ${answer.status} ${text}`)
      // A refusal may repeat what the caller wrote; nothing else.
      for (const canary of canaries.filter((one) => !JSON.stringify(extra).includes(one)))
        assert.ok(!text.includes(canary), `${nameOf(endpoint)} tells ${canary}`)
    }
  }
})

test('columns that nobody may set are ignored or refused in every body', async () => {
  const beforehand = await fingerprint()
  const ask = await askerOf(person(everything), intruderOrg)
  for (const endpoint of tenantRoutes.filter(({ method, accepts }) => method !== 'GET' && method !== 'DELETE' && accepts !== 'file')) {
    const input = inputFor(endpoint, anyId)
    if (!input) continue
    const answer = await send(ask, endpoint, {
      ...input,
      org_id: victim,
      orgId: victim,
      role: 'owner',
      is_demo: true,
      isDemo: true,
      version: 99,
      constructor: { prototype: 1 },
    })
    assert.ok(answer.status < 500, `${nameOf(endpoint)}: ${answer.status}`)
    assert.ok(!JSON.stringify(answer.body ?? '').includes(victim), nameOf(endpoint))
  }
  assert.equal(await fingerprint(), beforehand)
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
})

const topics = modules.flatMap((module) => module.topics ?? []).map(({ prefix }) => prefix)

async function reading(): Promise<ReadCtx> {
  const { kernel } = await testKernel()
  return ({ orgId, actor }, run) => readInTenant(kernel, { org: orgId ?? '', actor, locale: 'es', zone: 'UTC', requestId: newId() }, run)
}

test('who has no right to anything may follow their own notices and nothing else, by whatever id', async () => {
  const { kernel } = await testKernel()
  const mayWatch = openWatching(modules, await reading(), kernel.log)
  const asked = topics.flatMap((prefix) => [prefix, ...stolenIds.slice(0, 5).map((id) => `${prefix}:${id}`)])
  const allowed = await mayWatch(principalOf(person(new Set()), victim), [
    ...asked,
    'crm',
    'no.such.topic',
    '__proto__',
    "crm.contact:' or true --",
  ])
  assert.deepEqual([...new Set(allowed.map((topic) => topic.split(':')[0]))], ['identity.notices'])
  assert.ok(topics.length > 20)
})

const principalOf = (actor: Actor & { kind: 'user' }, orgId: string) => ({
  person: { id: actor.id, name: actor.name, email: 'nadie@example.com', locale: 'es' as const },
  sessionId: actor.sessionId,
  actor,
  orgId,
  locale: 'es' as const,
  zone: 'UTC',
})

/** A server of live screens with everything that the modules tell, and a browser of each of two owners at it. */
async function twoBrowsers(t: TestContext) {
  const { kernel } = await testKernel()
  const people = new Map([
    ['victim', principalOf(person(everything), victim)],
    ['intruder', principalOf(person(everything), intruderOrg)],
  ])
  const at = (cookie: string | undefined) => people.get(cookie ?? '') ?? null
  const live = await startLive({
    db: kernel.db,
    modules,
    log: kernel.log,
    identify: ({ cookie }) => Promise.resolve({ principal: at(cookie) }),
    readCtx: await reading(),
  })
  const http = createServer().on('upgrade', (request, socket, head) => {
    const principal = at(request.headers.cookie)
    if (principal) live.accept(request, socket, head, principal)
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const address = http.address()
  const browsers = [...people.keys()].map((cookie) => {
    const port = typeof address === 'object' && address ? address.port : 0
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { headers: { cookie } })
    const heard: { type?: string; topics?: string[]; ready?: string; denied?: string[] }[] = []
    socket.on('message', (data) => heard.push(JSON.parse(String(data))))
    return { socket, heard, told: () => heard.filter(({ type }) => type !== undefined) }
  })
  t.after(async () => {
    for (const { socket } of browsers) socket.terminate()
    await live.stop()
    http.close()
  })
  await Promise.all(browsers.map(({ socket }) => once(socket, 'open')))
  const [own, foreign] = browsers
  assert.ok(own && foreign)
  return { own, foreign }
}

test('another organization follows whatever topic with these ids and hears nothing of what happens here', async (t) => {
  const { own, foreign } = await twoBrowsers(t)
  const { kernel } = await testKernel()
  const contact = (
    await admin.query<{ id: string; version: number }>('select id, version from crm.contact where org_id = $1 limit 1', [victim])
  ).rows[0]
  assert.ok(contact)
  const followed = [...topics, ...topics.map((prefix) => `${prefix}:${contact.id}`)].slice(0, 200)
  for (const { socket, heard } of [own, foreign]) {
    for (let i = 0; i < followed.length; i += 20) socket.send(JSON.stringify({ subscribe: followed.slice(i, i + 20) }))
    await until(() => heard.filter(({ ready }) => ready !== undefined).length >= Math.ceil(followed.length / 20))
  }
  assert.ok(foreign.heard.flatMap(({ denied }) => denied ?? []).includes(`crm.contact:${contact.id}`))
  const owners = { own: await askerOf(person(everything), victim), foreign: await askerOf(person(everything), intruderOrg) }
  const renamed = await owners.own(
    'PATCH',
    `/contacts/${contact.id}`,
    { notes: 'Suena en una sola casa' },
    { 'if-match': `"${contact.version}"` },
  )
  assert.equal(renamed.status, 200, JSON.stringify(renamed.body))
  const relay = startRelay({ db: kernel.db, modules, log: kernel.log, isManual: true })
  t.after(() => relay.stop())
  await relay.catchUp()
  await until(() => own.told().some(({ topics: to }) => to?.includes(`crm.contact:${contact.id}`)))
  // What happens in the other house comes after it, and is all that is heard there.
  assert.equal((await owners.foreign('POST', '/teams', { name: 'Ladrones' })).status, 200)
  assert.equal((await owners.foreign('POST', '/contacts', { kind: 'person', name: 'De ellos', identities: [] })).status, 200)
  await relay.catchUp()
  await until(() => foreign.told().length > 0)
  assert.ok(!JSON.stringify(foreign.told()).includes(contact.id))
})
