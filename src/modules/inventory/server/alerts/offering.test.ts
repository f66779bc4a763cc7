import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop as anInbox } from '#conversations/server/testing/stage.ts'
import { testServer } from '#kernel/testing/http.ts'
import { keep } from '#inventory/server/items/items.ts'
import { places } from '#inventory/server/locations/places.ts'
import { aProduct, arrive } from '#inventory/server/testing/stocked.ts'

const ana = '5493515550120'
const typed = 'application/x-www-form-urlencoded'
const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })

/** A bot that takes orders from whoever writes. */
async function publishBot(shop: Awaited<ReturnType<typeof anInbox>>): Promise<void> {
  const flow = (await shop.http.post('/bot-flows', { name: 'Gallito' })).body
  const draft = {
    start: 'order',
    nodes: [
      { id: 'order', kind: 'action', action: 'orders.take-order', input: {}, next: 'bye', failed: 'bye' },
      { id: 'bye', kind: 'end', text: 'Chau' },
    ],
  }
  const drawn = await shop.http.put(`/bot-flows/${flow.id}/draft`, { draft }, ifMatch(flow.version))
  const published = await shop.http.post(`/bot-flows/${flow.id}/versions`, { note: '' })
  assert.equal(published.status, 200, JSON.stringify([drawn.body, published.body]))
  await shop.http.patch(`/bot-flows/${flow.id}`, { isActive: true }, ifMatch(published.body.version))
}

test('what ran out can be waited for in the chat and in the shop on the web, and everybody who did is told once when it is back', async (t) => {
  const shop = await anInbox(t)
  const drink = await aProduct(shop, { name: 'Coca 1,5' })
  await aProduct(shop, { name: 'Agua' })
  const dish = await aProduct(shop, { name: 'Granizado' })
  await shop.http.put(
    `/stock-recipes/${dish}`,
    { parts: [{ variantId: drink, quantityMilli: 12_000 }] },
    { headers: { 'if-match': '"0"' } },
  )
  await shop.run((ctx) => keep(ctx, { variantIds: [drink] }))
  const place = await shop.run(async (ctx) => (await places(ctx)).defaultOf(null).id)
  const box = await aProduct(shop, {
    name: 'Caja familiar',
    kind: 'combo',
    variants: [{ components: [{ variantId: drink, quantityMilli: 12_000 }] }],
  })

  await publishBot(shop)
  const said = async (): Promise<string[]> => {
    const [conversation] = (await Promise.all((['open', 'pending'] as const).map((state) => shop.list(state)))).flat()
    const all = conversation ? (await shop.messages(conversation.id)).toReversed() : []
    return all.flatMap(({ direction, content }) => (direction === 'out' ? [JSON.stringify(content)] : []))
  }
  const hear = async (message: Parameters<typeof shop.hear>[0]): Promise<string> => {
    shop.clock.advance({ seconds: 5 })
    assert.equal((await shop.hear(message)).status, 200)
    await shop.settle()
    return (await said()).at(-1) ?? ''
  }
  const offered = await hear({ from: ana, text: 'una coca' })
  assert.match(offered, /Coca 1,5 no hay en este momento/)
  const [, id] = /"id":"([^"]+\.tell-[^"]+)"/.exec(offered) ?? []
  const tap = (id: string | undefined) => ({
    type: 'interactive',
    interactive: { type: 'list_reply', list_reply: { id, title: 'Avisame si vuelve' } },
  })
  assert.match(await hear({ from: ana, raw: tap(id) }), /cuando vuelva Coca 1,5 te aviso por acá/)
  const [, dishId] = /"id":"([^"]+\.tell-[^"]+)"/.exec(await hear({ from: ana, text: 'un granizado' })) ?? []
  assert.match(await hear({ from: ana, raw: tap(dishId) }), /cuando vuelva Granizado te aviso por acá/)
  const [found] = (await shop.http.get('/product-matches?text=granizado')).body.items
  assert.deepEqual(
    found.variants.map(({ refusal, mayWait }: { refusal: string; mayWait?: boolean }) => [refusal, mayWait]),
    [['sold-out', true]],
    'whoever takes an order at the counter offers it too',
  )

  const [web] = (await shop.http.get('/shops')).body.items
  const terms = { fulfilments: ['pickup'], methods: ['cash'] }
  const open = await shop.http.put(
    `/shops/${web.brandId}`,
    { slug: 'gallo-espera', isOn: true, terms, coverFileId: null },
    ifMatch(web.version),
  )
  assert.equal(open.status, 200, JSON.stringify(open.body))
  const server = await testServer(shop.kernel)
  const menu = await server.inject({ method: 'GET', url: '/tienda/gallo-espera' })
  assert.equal(menu.body.split('action="/tienda/gallo-espera/avisos"').length, 4, 'only what ran out is waited for')
  const ask = (form: Record<string, string>, slug = 'gallo-espera') =>
    server.inject({
      method: 'POST',
      url: `/tienda/${slug}/avisos`,
      headers: { 'content-type': typed, origin: 'null' },
      payload: new URLSearchParams(form).toString(),
    })
  const wrong = await ask({ producto: drink, nombre: 'Beto <b>', telefono: '12' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /value="Beto &lt;b&gt;"[^]*value="12"/, 'what was typed is still there')
  for (const [producto, slug] of [
    ['x', undefined],
    [shop.brandId, undefined],
    [drink, 'de-nadie'],
  ] as const)
    assert.equal((await ask({ producto, nombre: 'Beto', telefono: '+34600000221' }, slug)).statusCode, 404)
  for (let time = 0; time < 2; time++) {
    const done = await ask({ producto: drink, nombre: 'Beto', telefono: '+34600000221' })
    assert.deepEqual([done.statusCode, done.body.includes('te avisamos cuando vuelva Coca 1,5')], [200, true])
  }
  const waits = async () =>
    (await shop.http.get(`/stock-waits?variantId=${drink}`)).body.items
      .map(({ contactName, state, refusal }: { contactName: string; state: string; refusal: string | null }) => [
        contactName,
        state,
        refusal,
      ])
      .toSorted()
  const [martina] = (await waits()).map(([name]: string[]) => name).filter((name: string) => name !== 'Beto')
  assert.deepEqual(
    await waits(),
    [
      ['Beto', 'waiting', null],
      [martina, 'waiting', null],
    ].toSorted(),
  )

  const { contactId } = (await shop.http.get(`/stock-waits?variantId=${dish}`)).body.items[0]
  assert.equal((await shop.http.post('/stock-waits', { variantId: box, contactId })).status, 200)
  const back = async (name: string) => (await said()).filter((text) => text.includes(`Ya volvió ${name}`)).length
  for (const [units, drinks, dishes] of [
    [11, 1, 0],
    [1, 1, 1],
    [20, 1, 1],
  ] as const) {
    await shop.run((ctx) => arrive(ctx, drink, place, units, 10_000))
    shop.clock.advance({ seconds: 5 })
    await shop.settle()
    const told = [await back('Coca 1,5'), await back('Granizado'), await back('Caja familiar')]
    assert.deepEqual(told, [drinks, dishes, dishes], 'what is made of something is there once its parts suffice')
  }
  // Beto never wrote: without an approved message somebody has to call.
  assert.deepEqual(
    await waits(),
    [
      ['Beto', 'waiting', 'window_closed'],
      [martina, 'told', null],
    ].toSorted(),
  )
  assert.match((await ask({ producto: drink, nombre: 'Beto', telefono: '+34600000221' })).body, /Ya hay Coca 1,5/)
})

test('of two who have the last one in their summaries the second to say yes is told so, and offered what comes nearest', async (t) => {
  const shop = await anInbox(t)
  const drink = await aProduct(shop, { name: 'Coca 1,5' })
  await aProduct(shop, { name: 'Sprite 1,5' })
  await shop.run((ctx) => keep(ctx, { variantIds: [drink] }))
  const place = await shop.run(async (ctx) => (await places(ctx)).defaultOf(null).id)
  await shop.run((ctx) => arrive(ctx, drink, place, 1, 10_000))
  await publishBot(shop)
  const says = async (name: string, from: string, text: string): Promise<string> => {
    shop.clock.advance({ seconds: 5 })
    assert.equal((await shop.hear({ from, text, name })).status, 200)
    await shop.settle()
    const conversation = (await Promise.all((['open', 'pending'] as const).map((state) => shop.list(state))))
      .flat()
      .find(({ contactName }) => contactName === name)
    const all = conversation ? await shop.messages(conversation.id) : []
    const answers = all.slice(
      0,
      all.findIndex(({ direction }) => direction === 'in'),
    )
    return JSON.stringify(answers.toReversed().map(({ content }) => content))
  }
  const both = [
    ['Ana', ana],
    ['Beto', '5493515550121'],
  ] as const
  for (const [name, from] of both)
    assert.match(await says(name, from, 'una coca, la paso a buscar y pago con transferencia'), /1 × Coca 1,5[^]*Confirmar/)
  assert.match(await says(...both[0], 'dale'), /Chau/)
  const told = await says(...both[1], 'dale')
  assert.match(told, /Coca 1,5 no hay en este momento/)
  assert.match(told, /Sprite 1,5[^]*Avisame/, 'and of the one that went they hear when it is back')
  assert.equal((await shop.http.get('/orders')).body.items.length, 1)
  // Nobody confirmed it: a quarter of an hour later it is there for the next one.
  shop.clock.advance({ minutes: 16 })
  await shop.settle()
  assert.match(await says(...both[1], 'una coca'), /1 × Coca 1,5/)
})
