import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import pg from 'pg'
import { z } from 'zod'
import { modules } from '#app/modules.ts'
import { aShop } from '#conversations/server/testing/stage.ts'
import { aWiredShop, type WiredShop } from '#conversations/server/testing/wired-shop.ts'
import * as identity from '#identity/server/public.ts'
import { ImportMapping } from '#crm/contract/import.ts'
import * as imports from '#crm/server/imports/imports.ts'
import { watchSegments } from '#crm/server/segments/watching.ts'
import { sealAll } from '#kernel/audit/seal.ts'
import { verifyAudit } from '#kernel/audit/verify.ts'
import { job } from '#kernel/jobs/job.ts'
import type { PersonalData } from '#kernel/module.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'

/** Words that nobody else writes: wherever one of them is found, this person is. */
const waId = '5493515550147'
const name = 'Zafirina Quimbaya'
const canaries = ['zafirina', 'quimbaya', '3515550147', 'kanarienvogel', 'canario@']
const said = (where: string): string => `kanarienvogel ${where}`
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** Every column of every table, as text, and every file of the data folder but the database's own: where a canary is. */
async function sightings(t: TestContext, org: string, words: readonly string[]): Promise<string[]> {
  const { server, urls, dataDir } = await testPostgres()
  const admin = new pg.Client({ ...server.admin, database: urls.owner.database })
  await admin.connect()
  t.after(() => admin.end().catch(() => {}))
  const tables = await admin.query<{ name: string; tenant: boolean }>(`
    select format('%I.%I', t.table_schema, t.table_name) as name,
      exists (select from information_schema.columns c where c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name = 'org_id') as tenant
    from information_schema.tables t
    where t.table_type = 'BASE TABLE' and t.table_schema not in ('pg_catalog', 'information_schema')`)
  const found: string[] = []
  for (const table of tables.rows) {
    const { rows } = await admin.query<{ n: number }>(
      `select count(*)::int as n from ${table.name} t where lower(t::text) like any ($1) ${table.tenant ? 'and t.org_id = $2' : 'and $2::uuid is not null'}`,
      [words.map((word) => `%${word}%`), org],
    )
    if (rows[0]?.n) found.push(`${table.name} ${rows[0].n}`)
  }
  await admin.end()
  for (const entry of await readdir(join(dataDir), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || path.startsWith(join(dataDir, 'pg'))) continue
    const bytes = (await readFile(path)).toString('latin1').toLowerCase()
    if (words.some((word) => bytes.includes(word))) found.push(path.slice(dataDir.length))
  }
  return found.toSorted()
}

/** The contents of an archive, in their order. */
function* unzipped(archive: Buffer): Generator<string> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let place = archive.readUInt32LE(end + 16)
  for (let i = 0; i < archive.readUInt16LE(end + 10); i++) {
    const start = archive.readUInt32LE(place + 42)
    const body = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
    yield inflateRawSync(archive.subarray(body, body + archive.readUInt32LE(place + 20))).toString()
    place += 46 + archive.readUInt16LE(place + 28) + archive.readUInt16LE(place + 30)
  }
}

/** The payload does not fit the job that has this name: it becomes a dead letter. */
const neverWorks = job({ name: 'crm.release-owner', payload: z.object({ personId: z.string(), name: z.string() }) })

async function ok<T extends { status: number; body: any }>(answer: Promise<T>): Promise<T['body']> {
  const { status, body } = await answer
  assert.ok(status < 300, `${status} ${JSON.stringify(body)}`)
  return body
}

/** A person who left traces wherever the product lets anybody leave them. */
async function aKnownPerson(shop: WiredShop): Promise<{ contactId: string; conversationId: string }> {
  const { http } = shop
  const post = (path: string, body: unknown) =>
    ok(http.post(path, body, { headers: { 'idempotency-key': `key-${path.length}-${Math.random()}` } }))
  const receive = async (content: Parameters<WiredShop['simulator']['receive']>[0]['content']) => {
    const message = shop.simulator.receive({ phoneNumberId: shop.number.phoneNumberId, from: { waId, name }, content })
    await shop.pass(1_000)
    return message
  }
  // Written: text, a picture, a document, a reaction, an edit, a place.
  const first = await receive({ type: 'text', text: said('hello') })
  await receive({ type: 'image', bytes: png, mimeType: 'image/png', caption: said('caption') })
  await receive({ type: 'document', bytes: Buffer.from(said('document')), mimeType: 'text/plain', fileName: 'kanarienvogel.txt' })
  await receive({ type: 'edit', messageId: first.id, text: said('edited') })
  await receive({ type: 'location', latitude: 1, longitude: 2, address: said('address') })
  const conversationId = await shop.conversationOf(waId)
  const thread = await shop.messages(conversationId)
  const contactId = (await shop.list()).find(({ id }) => id === conversationId)?.contactId ?? ''
  await receive({ type: 'reaction', messageId: first.id, emoji: '🐔' })
  // Answered, noted, drafted, put off, handed over, exported.
  await post(`/conversations/${conversationId}/messages`, { content: { kind: 'text', text: `Hola ${name}` } })
  await shop.pass(1_000)
  const colleague = shop.as({ name: 'Beto' })
  await post(`/conversations/${conversationId}/notes`, { text: said('note') })
  await ok(http.put(`/conversations/${conversationId}/draft`, { text: said('draft'), isNote: false, replyToId: null, fileIds: [] }))
  await post(`/conversations/${conversationId}/scheduled-messages`, {
    content: { kind: 'text', text: said('scheduled') },
    sendAt: new Date(shop.clock.now().getTime() + 3_600_000).toISOString(),
  })
  await shop.run(async (ctx) => {
    await identity.notify(ctx, {
      personIds: [colleague.actor.id],
      words: 'conversations.notices.assigned',
      values: { actor: 'Julia', contact: name },
      href: `/bandeja/${conversationId}`,
      key: 'k',
    })
    await ctx.mail.send(ctx, {
      to: { address: 'canario@example.com', name },
      subject: 'Hola',
      paragraphs: [],
      orgId: shop.id,
    } as never)
    ctx.enqueue(neverWorks, { personId: `not an id: ${contactId}`, name })
  })
  for (const format of ['json', 'pdf']) await post(`/conversations/${conversationId}/exports`, { format })
  // Typed: edited with a field, notes, an address, a tag, a consent, a restriction, exported, looked for.
  const field = await post('/contact-fields', { label: 'Mascota', type: 'text', options: [], currency: null })
  const contact = await ok(http.get(`/contacts/${contactId}`))
  await ok(
    http.patch(
      `/contacts/${contactId}`,
      {
        name,
        notes: said('notes'),
        fields: { [field.key]: said('field') },
        identities: [
          { kind: 'phone', value: `+${waId}` },
          { kind: 'email', value: 'canario@example.com' },
        ],
      },
      { headers: { 'if-match': `"${contact.version}"` } },
    ),
  )
  await ok(
    http.put(`/contacts/${contactId}/consents/email/marketing`, {
      state: 'granted',
      evidence: said('evidence'),
      textVersion: 'boletín v3',
    }),
  )
  // Asked through a form of the business and by a program; something is to be done for them; they came into a segment.
  const form = await post('/forms', {
    name: 'Eventos',
    fields: ['name', 'email', 'message'].map((key) => ({ key, label: key, isRequired: true })),
    consents: [{ channel: 'email', purpose: 'marketing', text: 'Sí', isRequired: false }],
    texts: { title: 'Pedí', button: 'Enviar', thanks: 'Gracias' },
  })
  const { token } = await ok(http.get(`/public-forms/${form.slug}`))
  shop.clock.advance({ seconds: 10 })
  const answers = { name, email: 'canario@example.com', message: said('form'), 'consent:0': 'yes' }
  await post(`/public-forms/${form.slug}/submissions`, { token, answers, page: 'https://shop.example/?utm_campaign=kanarienvogel' })
  await post('/leads', { name, identities: [{ kind: 'email', value: 'canario@example.com' }], message: said('lead') })
  await post('/tasks', {
    title: said('task'),
    notes: said('task notes'),
    contactId,
    assigneeId: null,
    zone: 'America/Argentina/Buenos_Aires',
  })
  const task = await post('/tasks', { title: said('done'), contactId, assigneeId: null, zone: 'America/Argentina/Buenos_Aires' })
  await ok(http.put(`/tasks/${task.id}/state`, { state: 'done' }))
  const conditions = { match: 'all', conditions: [{ term: 'email', operator: 'filled', value: null }] }
  const segment = await post('/segments', {
    kind: 'dynamic',
    name: 'Con correo',
    conditions: { ...conditions, conditions: [{ term: 'phone', operator: 'empty', value: null }] },
  })
  await ok(http.patch(`/segments/${segment.id}`, { isWatched: true }, { headers: { 'if-match': `"${segment.version}"` } }))
  await shop.run(async (ctx) => ctx.enqueue(watchSegments, {}))
  await shop.settle()
  await ok(http.patch(`/segments/${segment.id}`, { conditions }, { headers: { 'if-match': `"${segment.version + 1}"` } }))
  await shop.run(async (ctx) => ctx.enqueue(watchSegments, {}))
  await shop.settle()
  await ok(http.put(`/contacts/${contactId}/restriction`, { isRestricted: true, reason: said('reason') }))
  await post('/contact-exports', { search: 'zafirina' })
  await post(`/contacts/${contactId}/personal-exports`, {})
  await shop.settle()
  // A file in which they stand among others.
  const { id } = await shop.run((ctx) => imports.create(ctx), {
    upload: {
      name: 'clientes.csv',
      declaredMime: 'text/csv',
      stream: Readable.from([
        Buffer.from(
          `Nombre;Correo;Notas\r\n${name};canario@example.com;${said('row')}\r\nTestigo Permanente;testigo@example.com;sigue\r\n`,
        ),
      ]),
    },
  })
  await shop.settle()
  const read = await shop.read((ctx) => imports.get(ctx, { id }))
  await shop.run((ctx) => imports.check(ctx, { id, mapping: ImportMapping.parse(read.mapping) }))
  await shop.settle()
  await shop.run((ctx) => imports.run(ctx, { id }))
  await shop.settle()
  await sealAll({ ...shop.kernel, log: { error: () => {} } })
  assert.ok(thread.length >= 3)
  return { contactId, conversationId }
}

test('whoever is erased is found nowhere afterwards, and nobody else misses anything', async (t) => {
  const shop = await aWiredShop(t)
  const { contactId } = await aKnownPerson(shop)
  await shop.customer('5493515550222', { type: 'text', text: 'sigue' })
  await shop.settle()

  // The control: before, they are in many places.
  const before = await sightings(t, shop.id, canaries)
  const tables = before.map((one) => one.split(' ')[0] ?? '')
  for (const table of [
    'crm.contact',
    'crm.contact_identity',
    'crm.contact_import_row',
    'crm.form_submission',
    'crm.lead',
    'crm.task',
    'conversations.message',
    'conversations.delivery',
    'kernel.event',
    'kernel.audit_entry',
    'kernel.idempotency',
    'kernel.mail_message',
    'kernel.job',
    'identity.notice',
  ])
    assert.ok(tables.includes(table), `${table} knows nothing of them:\n${before.join('\n')}`)
  assert.ok(
    before.some((one) => one.startsWith('/files/')),
    before.join('\n'),
  )
  // What they would be handed holds as much, with their files, and nobody else.
  const [handed] = (await ok(shop.http.get(`/contacts/${contactId}/privacy`))).exports
  const { fileUrl } = await ok(shop.http.get(`/personal-exports/${handed.id}`))
  const archive = await shop.run((ctx) => ctx.files.read(ctx, /\/files\/[^/]+\/([^?]+)/.exec(fileUrl)?.[1] ?? ''))
  const paths = [...archive.toString('latin1').matchAll(/archivos\/[\w.-]+\.(png|txt)/g)].map(([, kind]) => kind)
  assert.deepEqual(new Set(paths), new Set(['png', 'txt']))
  const [json] = unzipped(archive)
  for (const told of ['hello', 'caption', 'note', 'draft', 'scheduled', 'form', 'task', 'lead', 'evidence'])
    assert.ok(json?.includes(said(told)), `${told} is not handed out`)
  assert.doesNotMatch(json ?? '', /testigo/i)
  const witness = ['testigo', 'cliente 222']
  const witnessed = await sightings(t, shop.id, witness)

  const preview = await ok(shop.http.get(`/contacts/${contactId}/erasure-preview`))
  assert.ok(preview.goes.some(({ table, count }: { table: string; count: number }) => table === 'conversations.message' && count >= 5))
  const refused = await shop.http.post(`/contacts/${contactId}/erasures`, { confirmation: 'Otra persona' })
  assert.deepEqual([refused.status, refused.body.code], [422, 'crm.erasure_not_confirmed'])
  const erasure = await ok(shop.http.post(`/contacts/${contactId}/erasures`, { confirmation: name.toUpperCase() }))
  await shop.settle()
  shop.clock.advance({ seconds: 30 })
  await shop.settle()

  const done = await ok(shop.http.get(`/erasures/${erasure.id}`))
  assert.equal(done.status, 'done')
  assert.deepEqual(await sightings(t, shop.id, canaries), [])
  assert.equal((await shop.http.get(`/contacts/${contactId}`)).status, 404)
  const after = new Map((await sightings(t, shop.id, witness)).map((one) => one.split(' ') as [string, string]))
  for (const one of witnessed.filter((place) => /^(crm|conversations)\./.test(place) && !/contact_import |contact_export /.test(place)))
    assert.equal(after.get(one.split(' ')[0] ?? ''), one.split(' ')[1], one)

  // The trail still proves who of the team did what, and that nothing else was touched.
  await sealAll({ ...shop.kernel, log: { error: () => {} } })
  const verdict = await verifyAudit({ platform: shop.kernel.db.platform, crypto: shop.kernel.crypto }, shop.id)
  assert.equal(verdict.ok, true, JSON.stringify(verdict))
  const trail = await ok(shop.http.get(`/audit?filter=subjectId:eq:${contactId}&limit=100`))
  const actions = trail.items.map(({ action }: { action: string }) => action)
  assert.ok(actions.includes('crm.contact.erased') && actions.includes('crm.contact.updated'), actions.join())
})

type Planted = Record<string, unknown>
type Declared = PersonalData & { rows: NonNullable<PersonalData['rows']> }

const canary = 'kanarienvogel'
const column = `
  select a.attname as name, format_type(a.atttypid, null) as type,
    a.attnotnull and d.adbin is null as "isNeeded", a.attgenerated <> '' as "isGenerated",
    (select (regexp_match(pg_get_constraintdef(k.oid), '''([^'']+)'''))[1] from pg_constraint k
     where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) ~ '= ANY' limit 1) as "oneOf",
    (select k.confrelid::regclass::text from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'f' and a.attnum = any(k.conkey)
     and a.attname <> 'org_id' limit 1) as "pointsAt",
    (select f.attname from pg_constraint k
     join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[array_position(k.conkey, a.attnum)]
     where k.conrelid = a.attrelid and k.contype = 'f' and a.attnum = any(k.conkey) and a.attname <> 'org_id' limit 1) as "pointsAtColumn"
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`

type Column = {
  name: string
  type: string
  isNeeded: boolean
  isGenerated: boolean
  oneOf: string | null
  pointsAt: string | null
  pointsAtColumn: string | null
}

/** A row about this person with their word wherever one is declared, its keys leading somewhere where there is something. */
async function plant(
  admin: pg.Client,
  org: string,
  { table, columns, rows, names = [], onErasure }: Declared,
  known: ReadonlyMap<string, Planted>,
) {
  const given: Planted = { org_id: org }
  if ('by' in rows) given[rows.by] = known.get('crm.contact')?.['id']
  else if ('of' in rows) for (const [own, theirs] of Object.entries(rows.match)) given[own] = known.get(rows.of)?.[theirs]
  // Copies are found by a number of theirs.
  else for (const own of rows.telling) given[own] = `+${waId}`
  // Of what is kept, only what is taken out of it says who it was: the number of an order and what was sold stay.
  const told = new Set(typeof onErasure === 'object' ? Object.keys(onErasure.blank) : [...columns, ...names])
  const { rows: all } = await admin.query<Column>(column, [table])
  const values: Planted = {}
  for (const { name: own, type, isNeeded, isGenerated, oneOf, pointsAt, pointsAtColumn } of all) {
    const text = type === 'text' || type === 'character varying'
    if (isGenerated) continue
    if (own in given) values[own] = given[own]
    else if (text && /(hash|sha256)$/.test(own)) values[own] = 'a'.repeat(64)
    else if (own === 'href') values[own] = '/propuestas'
    // What a bill comes to is the sum of its three parts.
    else if (own === 'total_minor' && table === 'purchasing.bill') values[own] = 3
    // What is not over has a next date.
    else if (own === 'next_on') values[own] = filling[type]
    else if (own === 'token' && text) values[own] = randomBytes(16).toString('base64url')
    else if (told.has(own) && oneOf === null && text) values[own] = canary
    else if (told.has(own) && type === 'jsonb') values[own] = JSON.stringify({ text: canary })
    else if (isNeeded && pointsAt !== null)
      values[own] =
        (await admin.query<{ id: string }>(`select ${pointsAtColumn} as id from ${pointsAt} where org_id = $1 limit 1`, [org])).rows[0]
          ?.id ?? filling[type]
    else if (isNeeded) values[own] = oneOf ?? filling[type] ?? `no filling for ${type}`
  }
  const list = Object.keys(values)
  const { rows: made } = await admin.query<{ row: Planted }>(
    `insert into ${table} as t (${list.map((one) => `"${one}"`).join()}) values (${list.map((_one, i) => `$${i + 1}`).join()}) returning to_jsonb(t) as row`,
    Object.values(values),
  )
  return made[0]?.row ?? {}
}

const filling: Record<string, unknown> = {
  uuid: '0193b3a0-0000-7000-8000-0000000000aa',
  text: 'x',
  character: 'ARS',
  jsonb: '{}',
  bigint: 1,
  integer: 1,
  smallint: 1,
  numeric: 1,
  boolean: false,
  date: '2026-11-21',
  'timestamp with time zone': '2026-11-21T12:00:00Z',
  bytea: Buffer.from('x'),
  'text[]': '{}',
  'uuid[]': '{}',
}

/** A row about this person in every table of the modules that are not plain ways to talk and to know: whatever comes is looked at, too. */
async function everywhere(t: TestContext, org: string, known: Map<string, Planted>): Promise<{ admin: pg.Client; declared: Declared[] }> {
  const { server, urls } = await testPostgres()
  const admin = new pg.Client({ ...server.admin, database: urls.owner.database })
  await admin.connect()
  t.after(() => admin.end())
  await admin.query('set session_replication_role = replica')
  // Of the others, the person of the test above leaves traces by the product's own ways.
  const declared = modules
    .filter((module) => !['kernel', 'identity', 'crm', 'conversations'].includes(module.name))
    .flatMap((module) => module.personalData ?? [])
    .filter((one): one is Declared => one.rows !== undefined && !known.has(one.table))
  let waiting = declared
  while (waiting.length > 0) {
    const ready = waiting.filter(({ rows }) => !('of' in rows) || known.has(rows.of))
    assert.ok(ready.length > 0, `nothing leads to ${waiting.map(({ table }) => table).join()}`)
    for (const one of ready) known.set(one.table, await plant(admin, org, one, known))
    waiting = waiting.filter((one) => !ready.includes(one))
  }
  return { admin, declared }
}

test('whoever is erased is gone from every table that any module declares, and what is kept no longer says who it was', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: waId, name, text: 'Hola' })
  const card = (await shop.list())[0]
  const known = new Map<string, Planted>([
    ['crm.contact', { id: card?.contactId }],
    ['conversations.conversation', { id: card?.id }],
  ])
  const { admin, declared } = await everywhere(t, shop.id, known)
  const count = async (table: string): Promise<number> =>
    (await admin.query<{ n: number }>(`select count(*)::int as n from ${table} where org_id = $1`, [shop.id])).rows[0]?.n ?? 0
  const textual = declared.filter(({ table }) => JSON.stringify(known.get(table)).includes(canary))
  const seen = new Set((await sightings(t, shop.id, canaries)).map((one) => one.split(' ')[0]))
  assert.deepEqual(
    textual.filter(({ table }) => !seen.has(table)).map(({ table }) => table),
    [],
  )
  assert.ok(textual.length >= 15, textual.map(({ table }) => table).join())

  const { id } = await ok(shop.http.post(`/contacts/${card?.contactId}/erasures`, { confirmation: name }))
  await shop.settle()
  shop.clock.advance({ seconds: 30 })
  await shop.settle()
  assert.equal((await ok(shop.http.get(`/erasures/${id}`))).status, 'done')
  assert.deepEqual(await sightings(t, shop.id, canaries), [])
  for (const { table, onErasure } of declared)
    assert.equal(
      await count(table),
      typeof onErasure === 'object' ? 1 : 0,
      `${table}: ${typeof onErasure === 'object' ? 'kept, without saying of whom' : 'gone'}`,
    )
})

test('when two contacts are made one, what any module keeps of the other is of the one', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: waId, name, text: 'Hola' })
  const card = (await shop.list())[0]
  const other = card?.contactId ?? ''
  await ok(shop.http.post('/price-lists', { name: 'Mayorista', currency: 'ARS', includesTax: true, priority: 0, audience: 'everybody' }))
  const { admin, declared } = await everywhere(
    t,
    shop.id,
    new Map<string, Planted>([
      ['crm.contact', { id: other }],
      ['conversations.conversation', { id: card?.id }],
    ]),
  )
  const { id } = await ok(shop.http.post('/contacts', { kind: 'person', name: 'La misma' }))
  await ok(shop.http.post(`/contacts/${id}/merges`, { otherId: other }))
  await shop.settle()
  const left: string[] = []
  for (const { table, rows } of declared) {
    if (!('by' in rows)) continue
    const { rows: found } = await admin.query(`select from ${table} where org_id = $1 and ${rows.by} = $2`, [shop.id, other])
    if (found.length > 0) left.push(table)
  }
  assert.deepEqual(left, [])
})
