import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { defineModule, on } from '#kernel/module.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { Contact } from '#crm/contract/contact.ts'
import { contactMerged } from '#crm/contract/events.ts'
import { canReadContacts, canWriteContacts } from '#crm/contract/permissions.ts'
import { mergeObstructed } from '#crm/server/problems.ts'
import * as merges from '#crm/server/duplicates/merge.store.ts'
import { engagementOf } from '#crm/server/activities/activities.ts'
import * as crm from '#crm/server/public.ts'

const get = async (shop: TestOrg, id: string): Promise<Contact> => (await shop.http.get(`/contacts/${id}`)).body as Contact
const join = (shop: TestOrg, id: string, otherId: string, more: Record<string, unknown> = {}) =>
  shop.http.post(`/contacts/${id}/merges`, { otherId, ...more })
const values = ({ identities }: Contact): string[] =>
  identities.map(({ kind, value, isPrimary }) => `${kind}:${value}${isPrimary ? '*' : ''}`).toSorted()

/** Juan twice: as somebody typed him last month, and as he wrote by WhatsApp this week. */
async function aJuan(shop: TestOrg) {
  await shop.http.post('/contact-fields', { label: 'Ciudad', key: 'ciudad', type: 'text' })
  const [vip, new_] = await Promise.all(['VIP', 'Nuevo'].map(async (name) => (await shop.http.post('/tags', { name })).body.id as string))
  const typed = (
    await shop.http.post('/contacts', {
      name: 'Juan Pérez',
      identities: [
        { kind: 'phone', value: '+54 11 5123-4567' },
        { kind: 'email', value: 'juan@taller.example' },
      ],
      tagIds: [vip],
      fields: { ciudad: 'Río Cuarto' },
      notes: 'Sin sal',
    })
  ).body as Contact
  shop.clock.advance({ days: 20 })
  const wrote = (
    await shop.run((ctx) =>
      crm.findOrCreateByIdentity(ctx, {
        identities: [{ kind: 'wa_id', value: '5491151234567' }],
        name: 'juancho',
        source: 'whatsapp',
        country: 'AR',
      }),
    )
  ).id
  await shop.http.post('/contact-changes', { ids: [wrote], change: { kind: 'add-tag', tagId: new_ } })
  await shop.http.put(`/contacts/${typed.id}/consents/whatsapp/marketing`, { state: 'granted' })
  await shop.http.put(`/contacts/${wrote}/consents/whatsapp/marketing`, { state: 'denied', evidence: 'No quiero promos' })
  await shop.http.put(`/contacts/${wrote}/consents/email/marketing`, { state: 'granted' })
  await shop.run((ctx) =>
    crm.recordActivities(ctx, [
      { contactId: wrote, kind: 'message.in', at: ctx.now.toISOString(), source: `m:${wrote}` },
      { contactId: typed.id, kind: 'message.in', at: ctx.now.toISOString(), source: `m:${typed.id}` },
    ]),
  )
  return { typed: typed.id, wrote, vip, new_ }
}
const consents = async (shop: TestOrg, id: string): Promise<string[]> =>
  (await shop.http.get(`/contacts/${id}/consents`)).body.current.map(
    ({ channel, purpose, state }: Record<string, string>) => `${channel} ${purpose} ${state}`,
  )

test('two contacts become one with what is known of both, and the old link leads to it', async (t) => {
  const shop = await anOrg(t)
  const { typed, wrote, vip, new_ } = await aJuan(shop)
  const proposal = (await shop.http.get(`/contacts/${wrote}/merge-proposals/${typed}`)).body
  assert.equal(proposal.survivor.id, typed, 'nobody bought, so the most complete')
  assert.deepEqual(proposal.choices, [
    { path: 'name', choice: 'survivor' },
    { path: 'phone', choice: 'loser' },
    { path: 'notes', choice: 'survivor' },
    { path: 'fields.ciudad', choice: 'survivor' },
  ])
  const merged = await join(shop, typed, wrote, { choices: { phone: 'survivor' } })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  const juan = await get(shop, typed)
  assert.deepEqual(values(juan), ['email:juan@taller.example*', 'phone:+541151234567*', 'phone:+5491151234567', 'wa_id:5491151234567*'])
  assert.equal(juan.phone, '+541151234567')
  assert.deepEqual(juan.tagIds.toSorted(), [vip, new_].toSorted())
  assert.deepEqual(await consents(shop, typed), ['email marketing granted', 'whatsapp marketing denied'])
  assert.equal((await shop.read((ctx) => engagementOf(ctx, typed)))?.inboundCount, 2)
  const kinds = (await shop.http.get(`/contacts/${typed}/timeline?limit=50`)).body.items.map(({ kind }: { kind: string }) => kind)
  assert.equal(kinds.filter((kind: string) => kind === 'crm.created').length, 2, 'what happened to either is told of the one')
  assert.ok(kinds.includes('crm.merged'))
  assert.equal((await get(shop, wrote)).mergedInto, typed)
  assert.deepEqual(
    (await shop.http.get('/contacts')).body.items.map(({ id }: { id: string }) => id),
    [typed],
  )
  const again = await shop.run((ctx) =>
    crm.findOrCreateByIdentity(ctx, { identities: [{ kind: 'wa_id', value: '5491151234567' }], source: 'whatsapp', country: 'AR' }),
  )
  assert.equal(again.id, typed, 'whoever writes by the other’s number is the one')
  const told = (await shop.events()).filter(({ type }) => type === 'crm.contact.merged')
  assert.deepEqual(
    told.map(({ data }) => [data.survivorId, data.loserId]),
    [[typed, wrote]],
  )
})

test('undone, both are as they were; what somebody did since stays with the one that stayed', async (t) => {
  const shop = await anOrg(t)
  const { typed, wrote, vip } = await aJuan(shop)
  const before = [await get(shop, typed), await get(shop, wrote)] as const
  const { body: merge } = await join(shop, typed, wrote, { choices: { name: 'loser', 'fields.ciudad': 'loser' } })
  assert.deepEqual([(await get(shop, typed)).name, (await get(shop, typed)).fields], ['juancho', {}])
  shop.clock.advance({ days: 29 })
  const version = (await get(shop, typed)).version
  await shop.http.patch(`/contacts/${typed}`, { notes: 'Paga en efectivo' }, { headers: { 'if-match': `"${version}"` } })
  await shop.http.put(`/contacts/${typed}/consents/sms/marketing`, { state: 'denied' })
  const undone = await shop.http.put(`/contact-merges/${merge.id}/undo`, {})
  assert.equal(undone.status, 200, JSON.stringify(undone.body))
  const [juan, other] = [await get(shop, typed), await get(shop, wrote)]
  const comparable = ({ version: _version, updatedAt: _updated, notes: _notes, ...rest }: Contact) => ({
    ...rest,
    identities: values(rest as Contact),
  })
  assert.deepEqual(comparable(juan), comparable(before[0]))
  assert.deepEqual(comparable(other), comparable(before[1]))
  assert.deepEqual([juan.notes, other.notes], ['Paga en efectivo', ''])
  assert.deepEqual(juan.tagIds, [vip])
  assert.deepEqual(await consents(shop, typed), ['email marketing unknown', 'sms marketing denied', 'whatsapp marketing granted'])
  assert.deepEqual(
    await consents(shop, wrote),
    ['email marketing granted', 'sms marketing denied', 'whatsapp marketing denied'],
    'a refusal holds for both',
  )
  assert.deepEqual(
    await Promise.all([typed, wrote].map(async (id) => (await shop.read((ctx) => engagementOf(ctx, id)))?.inboundCount)),
    [1, 1],
  )
  const twice = await shop.http.put(`/contact-merges/${merge.id}/undo`, {})
  assert.deepEqual(twice.body, undone.body)
  assert.equal((await shop.events()).filter(({ type }) => type === 'crm.contact.unmerged').length, 1)
  const later = await join(shop, wrote, typed)
  shop.clock.advance({ days: 30 })
  assert.equal((await shop.http.put(`/contact-merges/${later.body.id}/undo`, {})).body.code, 'crm.merge_undo_expired')
})

test('merging is refused in words, and changes nothing', async (t) => {
  const [shop, other] = [await anOrg(t), await anOrg(t)]
  const { typed, wrote } = await aJuan(shop)
  const theirs = (await other.http.post('/contacts', { name: 'Ana' })).body.id
  const counter = shop.as({ permissions: [canReadContacts, canWriteContacts] })
  const { version } = await get(shop, typed)
  const refusals = [
    [await join(shop, typed, theirs), 404, 'crm.contact_not_found'],
    [await join(other, theirs, typed), 404, 'crm.contact_not_found'],
    [await join(shop, typed, newId()), 404, 'crm.contact_not_found'],
    [await join(shop, typed, typed), 422, 'crm.merge_with_itself'],
    [await shop.http.get(`/contacts/${typed}/merge-proposals/${theirs}`), 404, 'crm.contact_not_found'],
    [await counter.http.post(`/contacts/${typed}/merges`, { otherId: wrote }), 403, 'kernel.forbidden'],
    [await join(shop, typed, wrote, { versions: { survivor: version - 1, loser: 1 } }), 409, 'kernel.changed_meanwhile'],
  ] as const
  for (const [answer, status, code] of refusals) assert.deepEqual([answer.status, answer.body.code], [status, code])
  const tagIds = await Promise.all(
    Array.from({ length: 51 }, async (_, i) => (await shop.http.post('/tags', { name: `T${i}` })).body.id as string),
  )
  for (const [i, tagId] of tagIds.entries())
    await shop.http.post('/contact-changes', { ids: [i < 26 ? typed : wrote], change: { kind: 'add-tag', tagId } })
  const tooMany = await join(shop, typed, wrote)
  assert.deepEqual(
    [tooMany.status, tooMany.body.code, tooMany.body.details],
    [409, 'crm.merge_obstructed', { reason: 'tags', detail: '50' }],
  )
  const [one, two] = await Promise.all(
    ['20-12345678-6', '27-11111111-7'].map(async (value) => {
      const made = await shop.http.post('/contacts', { name: 'Ana Ruiz', country: 'AR', identities: [{ kind: 'tax_id', value }] })
      return made.body.id as string
    }),
  )
  const taxed = await join(shop, one ?? '', two ?? '')
  assert.deepEqual([taxed.status, taxed.body.details], [409, { reason: 'tax_ids', detail: '20-12345678-6 / 27-11111111-7' }])
  assert.equal((await get(shop, wrote)).mergedInto, null)
  assert.deepEqual((await shop.http.get(`/contacts/${typed}/merges`)).body.items, [])
})

test('a module in which each of the two has a login of their own refuses the merge, and nothing of it stays', async (t) => {
  const shop = await anOrg(t)
  const { typed, wrote } = await aJuan(shop)
  const { modules } = shop.kernel
  const refuse = on(contactMerged, () => Promise.reject(mergeObstructed({ reason: 'logins', detail: '2' })))
  Object.assign(shop.kernel, { modules: [...modules, defineModule({ name: 'shop', needs: ['crm'], reactions: [refuse] })] })
  t.after(() => Object.assign(shop.kernel, { modules }))
  const before = [await get(shop, typed), await get(shop, wrote)]
  const refused = await join(shop, typed, wrote)
  assert.deepEqual([refused.status, refused.body.code], [409, 'crm.merge_obstructed'])
  assert.deepEqual([await get(shop, typed), await get(shop, wrote)], before)
  assert.deepEqual((await shop.http.get(`/contacts/${typed}/merges`)).body.items, [])
})

test('64 who merge the same two at once merge them once', async (t) => {
  const shop = await anOrg(t)
  const { typed, wrote } = await aJuan(shop)
  const answers = await Promise.all(Array.from({ length: 64 }, () => join(shop, typed, wrote)))
  assert.deepEqual(
    new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size,
    1,
    JSON.stringify(answers.find(({ status }) => status !== 200)?.body),
  )
  assert.equal((await shop.events()).filter(({ type }) => type === 'crm.contact.merged').length, 1)
  const [tagged] = await shop.read((ctx) => ctx.sql<{ n: number }>`select count(*) as n from crm.contact_merge`)
  assert.equal(tagged?.n, 1)
  const crosswise = await join(shop, wrote, typed)
  assert.deepEqual([crosswise.status, crosswise.body.code], [409, 'crm.contact_merged'])
})

test('control: whoever looks without holding both is not the only one who finds them apart', async (t) => {
  const shop = await anOrg(t)
  const { wrote } = await aJuan(shop)
  let coming = 3
  let open = (): void => {}
  const all = new Promise<void>((resolve) => (open = resolve))
  const wouldMerge = await Promise.all(
    Array.from({ length: 3 }, () =>
      shop.run(async (ctx) => {
        const [loser] = await ctx.sql<{ into: string | null }>`select merged_into as into from crm.contact where id = ${wrote}`
        if (--coming === 0) open()
        await all
        return loser?.into === null
      }),
    ),
  )
  assert.ok(wouldMerge.filter(Boolean).length > 1, 'the control did not double: the race is no race')
})

test('a server that dies in the middle of a merge has merged nothing', async (t) => {
  const shop = await anOrg(t)
  const { typed, wrote } = await aJuan(shop)
  const before = [await get(shop, typed), await get(shop, wrote)]
  await assert.rejects(
    shop.run(async (ctx) => {
      const { merge } = await import('#crm/server/duplicates/merge.ts')
      await merge(ctx, { id: typed, otherId: wrote, choices: {} })
      assert.equal((await merges.of(ctx, typed)).length, 1)
      await ctx.sql`select pg_terminate_backend(pg_backend_pid())`
    }),
  )
  assert.deepEqual([await get(shop, typed), await get(shop, wrote)], before)
  assert.deepEqual((await shop.http.get(`/contacts/${typed}/merges`)).body.items, [])
  assert.equal((await shop.events()).filter(({ type }) => type === 'crm.contact.merged').length, 0)
})
