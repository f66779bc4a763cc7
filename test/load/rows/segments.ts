import type { SegmentTree } from '#crm/contract/segment.ts'
import { latencies, ms, type Row } from '../figures.ts'
import type { Stage } from '../plan.ts'
import { asSuperuser } from '../product.ts'
import { askingAs } from '../asking.ts'
import { lookRows } from './contacts.ts'

type Condition = { term: string; operator: string; value?: unknown }
const all = (...conditions: unknown[]) => ({ match: 'all', conditions }) as unknown as SegmentTree
const any = (...conditions: unknown[]) => ({ match: 'any', conditions }) as unknown as SegmentTree
const when = (term: string, operator: string, value: unknown = null): Condition => ({ term, operator, value })
const bought = when('ordersCount', 'gte', 1)
const permitted = when('consent.whatsapp.marketing', 'in', ['granted'])

/** What a shop asks: one condition of each kind, few and many hits, and several of them together. */
const asked: Readonly<Record<string, SegmentTree>> = {
  companies: all(when('kind', 'in', ['company'])),
  'came by WhatsApp': all(when('source', 'in', ['whatsapp'])),
  'came this month': all(when('createdAt', 'last-days', 30)),
  'called Quiroga': all(when('name', 'contains', 'quiroga')),
  'without an e-mail': all(when('email', 'empty')),
  bought: all(bought),
  'spent a lot': all(when('ordersTotal', 'gte', 5_000_000)),
  'wrote this week': all(when('lastInboundAt', 'last-days', 7)),
  'silent for three months': all(when('lastInboundAt', 'not-last-days', 90)),
  'of a zone': all(when('fields.zona', 'in', ['sur'])),
  'birthday next week': all(when('fields.cumple', 'anniversary', 7)),
  'may be sent promotions': all(permitted),
  'bought, permitted, long silent': all(bought, permitted, when('lastInboundAt', 'not-last-days', 60)),
  'either of two zones, or big buyers who came this year': any(
    when('fields.zona', 'in', ['norte', 'sur']),
    all(when('ordersTotal', 'gte', 3_000_000), when('createdAt', 'last-days', 365)),
  ),
  'people with a resolved conversation': all(when('conversations.state', 'in', ['resolved'])),
}

/** One organization with a million contacts: how it is looked through, and how many meet conditions that are being written. */
export async function segmentRows(stage: Stage): Promise<Row[]> {
  await know(stage)
  return [...(await lookRows(stage, 'of one organization')), await previewRow(stage), ...(await mergeRows(stage))]
}

async function previewRow(stage: Stage): Promise<Row> {
  const { plan, say } = stage
  const ask = askingAs(stage)
  const taken = latencies()
  let slowest = { what: '', at: 0 }
  let counted = 0
  for (const [what, conditions] of Object.entries(asked)) {
    for (let round = 0; round < 2 * plan.rounds; round++) {
      const begun = performance.now()
      const { margin } = await ask<{ count: number; margin: number }>('POST', '/segment-previews', { conditions })
      const at = performance.now() - begun
      taken.add(at)
      if (margin === 0) counted++
      if (at > slowest.at) slowest = { what, at }
    }
  }
  say(`segments: p95 ${ms(taken.at(0.95))} ms, slowest ${ms(slowest.at)} ms (${slowest.what})`)
  return {
    what: `how many meet the conditions of a segment, ${Object.keys(asked).length} trees`,
    figure: `${ms(slowest.at)} ms at most`,
    p50: ms(taken.at(0.5)),
    p95: ms(taken.at(0.95)),
    p99: ms(taken.at(0.99)),
    goal: '< 300',
    note: `${stage.ground.amount.contacts.toLocaleString('en-US')} contacts of one organization; ${Math.round((100 * counted) / taken.count())} % counted, the others estimated with their margin; slowest “${slowest.what}”`,
  }
}

type Card = { id: string; contactId: string }

/** Somebody who wrote ten thousand messages is found to be somebody else, too: made one in both directions, and handed out. */
async function mergeRows(stage: Stage): Promise<Row[]> {
  const ask = askingAs(stage)
  const { items } = await ask<{ items: Card[] }>('GET', '/conversations?scope=all&state=open&limit=50')
  const [long, other] = [items[0], items.find(({ contactId }) => contactId !== items[0]?.contactId)]
  if (!long || !other) throw new Error('the ground has no two conversations')
  const taken = { merge: [] as number[], undo: [] as number[] }
  for (const [into, from] of [
    [long, other],
    [other, long],
  ] as const) {
    const begun = performance.now()
    const { id } = await ask<{ id: string }>('POST', `/contacts/${into.contactId}/merges`, { otherId: from.contactId })
    taken.merge.push(performance.now() - begun)
    const undone = performance.now()
    await ask('PUT', `/contact-merges/${id}/undo`, {})
    taken.undo.push(performance.now() - undone)
  }
  const begun = performance.now()
  let { id, status } = await ask<{ id: string; status: string }>('POST', `/contacts/${long.contactId}/personal-exports`, {})
  while (status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100))
    ;({ status } = await ask<{ id: string; status: string }>('GET', `/personal-exports/${id}`))
  }
  if (status !== 'done') throw new Error(`the export of personal data is ${status}`)
  const messages = `one of them with ${(stage.ground.amount.longThread ?? 0).toLocaleString('en-US')} messages`
  const worst = (all: readonly number[]): string => `${(Math.max(...all) / 1_000).toFixed(2)} s at most`
  return [
    { what: 'two contacts are made one', figure: worst(taken.merge), goal: '< 2 s', note: `${messages}, whichever stays` },
    { what: 'and two again', figure: worst(taken.undo) },
    {
      what: 'everything that is kept of that contact, as a file',
      figure: `${((performance.now() - begun) / 1_000).toFixed(1)} s`,
      goal: '< 60 s',
      note: 'as a page to read and as data',
    },
  ]
}

/** What contacts did, what they allowed and what is known of them in fields of the business, for the first time on this ground. */
const know = ({ product, ground, say }: Stage): Promise<void> =>
  asSuperuser(product, async (client) => {
    const org = ground.orgs[0]?.id
    const { rowCount } = await client.query('select from crm.contact_field where org_id = $1', [org])
    if (rowCount) return
    await client.query(`set synchronous_commit = off; set session_replication_role = replica; set work_mem = '64MB'`)
    await client.query(
      `insert into crm.contact_field (org_id, id, key, label, type, options, position) values
         ($1, md5('zona')::uuid, 'zona', 'Zona', 'choice', '[{"id": "norte", "label": "Norte"}, {"id": "sur", "label": "Sur"}, {"id": "este", "label": "Este"}]', 1),
         ($1, md5('cumple')::uuid, 'cumple', 'Cumpleaños', 'date', '[]', 2)`,
      [org],
    )
    await client.query(
      `create temp table known as select id, row_number() over (order by id) as n, ('x' || substr(md5(id::text), 1, 7))::bit(28)::int as chance from crm.contact where org_id = '${org}'`,
    )
    await client.query(
      `insert into crm.contact_field_value (org_id, contact_id, field_id, ordinal, text_value)
       select $1::uuid, id, md5('zona')::uuid, 0, (array['norte', 'sur', 'este'])[1 + chance % 3] from known where chance % 5 < 3
       union all select $1::uuid, id, md5('cumple')::uuid, 0, to_char(date '1960-01-01' + chance % 16000, 'YYYY-MM-DD') from known where chance % 4 = 0`,
      [org],
    )
    await client.query(
      `insert into crm.consent (org_id, contact_id, channel, purpose, state, changed_at, source, evidence)
       select $1, id, 'whatsapp', 'marketing', case when chance % 7 = 0 then 'denied' else 'granted' end, now(), 'import', '' from known where chance % 2 = 0`,
      [org],
    )
    await client.query(
      `insert into crm.engagement (org_id, contact_id, first_inbound_at, last_inbound_at, inbound_count, last_activity_at, orders_count, orders_total_minor, currency, last_order_at)
       select $1, id, at - interval '90 days', at, 1 + chance % 40, at, chance % 6, (chance % 6) * 1500000, case when chance % 6 > 0 then 'ARS' end, case when chance % 6 > 0 then at end
       from (select id, chance, now() - interval '1 minute' * (chance % 500000) as at from known where chance % 3 > 0) k`,
      [org],
    )
    await client.query('vacuum (analyze)')
    say('segments: contacts have done, allowed and told something')
  })
