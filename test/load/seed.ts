import type pg from 'pg'
import { searchable } from '#kernel/contract/text.ts'
import { sayings, searchableSayings } from './corpus.ts'

/** How much there is: contacts and conversations are of all organizations together, the first ones having the most. */
export type Amount = {
  orgs: number
  peoplePerOrg: number
  contacts: number
  conversations: number
  messagesEach: number
  /** Messages of the conversation that was written to last. */
  longThread?: number
}

export const firstNames =
  'Julia,Paula,Lautaro,Camila,Martín,Sofía,Valentina,Nicolás,Agustín,Joaquín,Lucía,Ramón,Rosa,José,María,Carlos,Ana,Luis,Marta,Hugo,Elena,Facundo,Micaela,Tomás,Belén,Gastón,Noelia,Raúl,Silvia,Víctor'.split(
    ',',
  )
export const lastNames =
  'Lucero,Gómez,Medina,Sosa,Fernández,Pérez,Rodríguez,López,González,Díaz,Romero,Álvarez,Torres,Ruiz,Ramírez,Flores,Benítez,Acosta,Suárez,Molina,Castro,Ortiz,Silva,Núñez,Luna,Juárez,Cabrera,Ríos,Ferreyra,Godoy,Ledesma,Peralta,Vera,Aguirre,Ojeda,Quiroga'.split(
    ',',
  )
/**
 * Written by the superuser in a few statements, as no part of the product could: without triggers, without waiting for
 * the disk, with the trigram index built afterwards. Statistics are taken at the end.
 */
export async function fill(client: pg.Client, orgs: readonly string[], amount: Amount): Promise<void> {
  await client.query(
    `set synchronous_commit = off; set session_replication_role = replica; set maintenance_work_mem = '512MB'; set work_mem = '64MB'`,
  )
  const trigrams = await client.query<{ text: string }>(`select pg_get_indexdef('crm.contact_search'::regclass) as text`)
  await client.query('drop index crm.contact_search')
  await client.query(
    `create temp table load_contact as
     select (array[${orgs.map((org) => `'${org}'`).join(',')}]::uuid[])[org_n] as org_id, uuidv7(created_at - clock_timestamp()) as id, n, created_at,
       first_n, last_n, '+54911' || lpad(n::text, 8, '0') as phone
     from (
       select n, 1 + floor($1 * power(random(), 2.2))::int as org_n, now() - interval '730 days' * power(random(), 1.5) as created_at,
         1 + floor(random() * ${firstNames.length})::int as first_n, 1 + floor(random() * ${lastNames.length})::int as last_n
       from generate_series(1, $2) n
     ) s`,
    [orgs.length, amount.contacts],
  )
  await client.query(
    `insert into crm.contact (org_id, id, kind, name, name_source, name_key, phone, tag_ids, fields, source, search_text, created_at, updated_at)
     select org_id, id, case when n % 25 = 0 then 'company' else 'person' end, ($1::text[])[first_n] || ' ' || ($2::text[])[last_n], 'profile',
       ($3::text[])[first_n] || ' ' || ($4::text[])[last_n], phone,
       case n % 4 when 0 then array[md5(org_id::text || n % 8)::uuid] else '{}' end,
       case n % 3 when 0 then jsonb_build_object('direccion', 'San Martín ' || n % 4000) else '{}' end,
       case when n % 10 < 7 then 'whatsapp' else 'manual' end, ($3::text[])[first_n] || ' ' || ($4::text[])[last_n] || ' ' || substr(phone, 2), created_at, created_at
     from load_contact order by created_at`,
    [firstNames, lastNames, firstNames.map(searchable), lastNames.map(searchable)],
  )
  await client.query(
    `insert into crm.tag (org_id, id, name, name_key, color)
     select org_id, md5(org_id::text || k)::uuid, 'Etiqueta ' || k, 'etiqueta ' || k, 'blue' from unnest($1::uuid[]) org_id, generate_series(0, 7, 4) k`,
    [orgs],
  )
  await client.query(
    'insert into crm.contact_tag (org_id, tag_id, contact_id) select c.org_id, t, c.id from crm.contact c, unnest(c.tag_ids) t order by 1, 2',
  )
  await client.query(
    `insert into crm.contact_identity (org_id, id, contact_id, kind, value, raw, is_primary, created_at)
     select c.org_id, gen_random_uuid(), c.id, k.kind, k.value, k.value, true, c.created_at
     from load_contact c, lateral (values ('phone', c.phone), ('wa_id', substr(c.phone, 2))) k (kind, value) order by c.created_at`,
  )
  await client.query(trigrams.rows[0]?.text ?? '')
  if (amount.conversations > 0) await converse(client, amount)
  await client.query('set session_replication_role = origin')
  // Without what `vacuum` and a checkpoint leave behind, the first readers would do that work, and be measured doing it.
  await client.query('vacuum (analyze)')
  await client.query('checkpoint')
}

/** One conversation for each of the newest contacts, a fifth of them waiting for an answer, two thirds somebody's. */
async function converse(client: pg.Client, amount: Amount): Promise<void> {
  await client.query(
    `create temp table load_conversation as
     select c.org_id, c.id as contact_id, c.phone, c.n, ch.id as channel_id, ch.brand_id, gen_random_uuid() as address_id, uuidv7() as id,
       now() - interval '60 days' * random() as opened_at
     from (select * from load_contact order by created_at desc limit $1) c join conversations.channel ch on ch.org_id = c.org_id`,
    [amount.conversations],
  )
  await client.query(
    `create temp table load_agent as
     select m.org_id, m.person_id, p.name, row_number() over organization - 1 as place, count(*) over (partition by m.org_id) as colleagues
     from identity.membership m join identity.person p on p.id = m.person_id
     window organization as (partition by m.org_id order by p.email)`,
  )
  await client.query(
    `insert into conversations.address (org_id, id, channel_id, contact_id, wa_id, last_inbound_at, created_at)
     select org_id, address_id, channel_id, contact_id, substr(phone, 2), opened_at, opened_at from load_conversation`,
  )
  await client.query(
    `insert into conversations.message (org_id, id, conversation_id, channel_id, seq, direction, kind, content, preview, search_text, author_kind, author_name, at, provider_id, state, created_at)
     select c.org_id, md5(c.id::text || k)::uuid, c.id, c.channel_id, k, case k % 2 when 1 then 'in' else 'out' end, 'text',
       jsonb_build_object('kind', 'text', 'text', s.text), left(s.text, 140), s.search_text, case k % 2 when 1 then 'contact' else 'user' end, 'Cliente',
       c.opened_at + interval '1 minute' * k, 'wamid.LOAD.' || c.n || '.' || k, case k % 2 when 1 then null else 'read' end, c.opened_at + interval '1 minute' * k
     from load_conversation c, generate_series(1, $1) k,
       lateral (select 1 + (c.n * 31 + k * 17) % $4 as i, case k when 4 then ' Pedido ' || c.n else '' end as rest) pick,
       lateral (select ($2::text[])[pick.i] || pick.rest as text, ($3::text[])[pick.i] || lower(pick.rest) as search_text) s`,
    [amount.messagesEach, sayings, searchableSayings, sayings.length],
  )
  await client.query(
    `insert into conversations.conversation (org_id, id, channel_id, channel_kind, brand_id, contact_id, address_id, contact_name, contact_address, search_text, state,
       unread_count, last_seq, waiting_since, answer_due_at, opened_at, first_inbound_at, last_inbound_at, last_message_at, last_message_id, shown_message_id,
       window_expires_at, resolved_at, assignee_id, assignee_name)
     select c.org_id, c.id, c.channel_id, 'whatsapp', c.brand_id, c.contact_id, c.address_id, k.name, c.phone, k.search_text,
       case when c.n % 2 = 0 then 'resolved' else 'open' end, case when c.n % 5 = 1 then 1 else 0 end, $1::int,
       case when c.n % 10 in (1, 3) then c.opened_at end, case when c.n % 10 in (1, 3) then c.opened_at + interval '15 minutes' end,
       c.opened_at, c.opened_at, c.opened_at, c.opened_at + interval '1 minute' * $1::int, md5(c.id::text || $1::int)::uuid, md5(c.id::text || $1::int)::uuid,
       c.opened_at + interval '1 day', case when c.n % 2 = 0 then c.opened_at + interval '1 hour' end, a.person_id, a.name
     from load_conversation c join crm.contact k on k.org_id = c.org_id and k.id = c.contact_id
     left join load_agent a on a.org_id = c.org_id and a.place = c.n % a.colleagues and c.n % 3 > 0`,
    [amount.messagesEach],
  )
  if (amount.longThread) await lengthen(client, amount.longThread)
}

/** Writes on in the conversation that was written to last, as if it had gone on for months, and puts it on top of the inbox. */
async function lengthen(client: pg.Client, messages: number): Promise<void> {
  await client.query(
    `with longest as (
       select org_id, id, channel_id, last_seq from conversations.conversation order by last_message_at desc limit 1
     ), written as (
       insert into conversations.message (org_id, id, conversation_id, channel_id, seq, direction, kind, content, preview, search_text, author_kind, author_name, at, provider_id, state, created_at)
       select c.org_id, md5(c.id::text || k)::uuid, c.id, c.channel_id, k, case k % 2 when 1 then 'in' else 'out' end, 'text',
         jsonb_build_object('kind', 'text', 'text', s.text), left(s.text, 140), s.text, case k % 2 when 1 then 'contact' else 'user' end, 'Cliente',
         now() - interval '30 minutes' * ($1 - k), 'wamid.LONG.' || k, case k % 2 when 1 then null else 'read' end, now() - interval '30 minutes' * ($1 - k)
       from longest c, generate_series(c.last_seq + 1, $1) k, lateral (select ($2::text[])[1 + k * 17 % $3] as text) s
       returning conversation_id
     )
     update conversations.conversation c
     set last_seq = $1, last_message_at = now(), window_expires_at = now() + interval '1 day', state = 'open', resolved_at = null, priority = 'urgent',
       waiting_since = now(), answer_due_at = now() + interval '15 minutes', assignee_id = null, assignee_name = null, last_message_id = md5(c.id::text || $1)::uuid, shown_message_id = md5(c.id::text || $1)::uuid
     from longest l where c.org_id = l.org_id and c.id = l.id`,
    [messages, sayings, sayings.length],
  )
}
