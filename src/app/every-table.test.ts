import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import pg from 'pg'
import { modules } from '#app/modules.ts'
import { aShop } from '#conversations/server/testing/stage.ts'
import type { PersonalData } from '#kernel/module.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'
import { canaries, name, ok, sightings, waId } from '#app/testing/canaries.ts'

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
  // Of the others, the person of erasure.test.ts leaves traces by the product's own ways.
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
