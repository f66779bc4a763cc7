import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReadContacts } from '#crm/contract/permissions.ts'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { timeline } from '#conversations/server/conversations/sources.ts'
import { aShop } from '#conversations/server/testing/stage.ts'

test('the record of a customer tells their messages by day, the notes, who took them and how it ended', async (t) => {
  const shop = await aShop(t)
  const from = '5491151234567'
  await shop.hear({ from, text: 'hola' })
  await shop.hear({ from, text: '¿tienen baldes?' })
  const [{ id = '', contactId = '' } = {}] = await shop.list()
  await shop.http.post(`/conversations/${id}/notes`, { text: 'pide factura' })
  assert.equal((await shop.http.post(`/conversations/${id}/take`, {})).status, 200)
  shop.clock.advance({ days: 2 })
  await shop.hear({ from, text: 'sigo acá', at: shop.clock.now() })
  assert.equal((await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })).status, 200)

  const read = async (query: string) => {
    const told: { kind: string; values: Record<string, unknown>; href: string }[] = []
    for (let before = ''; ;) {
      const page = (await shop.http.get(`/contacts/${contactId}/timeline?limit=2${query}${before && `&before=${before}`}`)).body
      told.push(...page.items)
      if (!page.next) return told
      before = page.next
    }
  }
  const all = await read('')
  assert.deepEqual(all.map(({ kind }) => kind).toSorted(), [
    'conversations.assigned',
    'conversations.messages',
    'conversations.messages',
    'conversations.note',
    'conversations.opened',
    'conversations.resolved',
    'crm.created',
  ])
  const [later, sooner] = await read('&kind=conversations.messages')
  assert.deepEqual([later?.values['inbound'], later?.values['preview']], [1, 'sigo acá'])
  assert.deepEqual([sooner?.values['inbound'], sooner?.values['preview']], [2, '¿tienen baldes?'])
  assert.match(later?.href ?? '', new RegExp(`^/bandeja/${id}\\?mensaje=`))
  const [note, taken] = [await read('&kind=conversations.note'), await read('&kind=conversations.assigned')]
  assert.equal(note[0]?.values['preview'], 'pide factura')
  assert.equal(taken[0]?.values['assigneeName'], 'Julia Lucero')

  // Whoever has the record open hears of each of these when it happens.
  const happened = await shop.events()
  const moving = timeline.movedBy.flatMap(({ event, contactIds }) =>
    happened.filter(({ type }) => type === event.name).flatMap(({ data }) => contactIds(data as never)),
  )
  assert.equal(moving.length, 7, 'opened, three messages, a note, taken and resolved')
  assert.deepEqual(new Set(moving), new Set([contactId]))
})

test('segments of contacts may ask in which state their conversations are, where the asker may see all of them', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: '5491151234567', text: 'hola' })
  await shop.hear({ from: '5491151234568', text: 'hola', name: 'Otra' })
  await shop.http.post('/contacts', { name: 'Nunca escribió' })
  const [{ id = '' } = {}] = await shop.list()
  await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  const count = async (operator: string, value: string[], who = shop.http) => {
    const conditions = { match: 'all', conditions: [{ term: 'conversations.state', operator, value }] }
    return (await who.post('/segment-previews', { conditions })).body
  }
  assert.equal((await count('in', ['open'])).count, 1)
  assert.equal((await count('in', ['open', 'resolved'])).count, 2)
  assert.equal((await count('not-in', ['open'])).count, 2)
  const agent = shop.as({ permissions: [canReadContacts, canReadOwn] })
  assert.equal((await count('in', ['open'], agent.http)).code, 'crm.segment_term_unknown')
  const names = (terms: { name: string }[]) => terms.map(({ name }) => name)
  assert.ok(names((await shop.http.get('/segment-terms')).body.items).includes('conversations.state'))
  assert.ok(!names((await agent.http.get('/segment-terms')).body.items).includes('conversations.state'))
})
