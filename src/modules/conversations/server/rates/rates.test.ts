import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConversationCosts, RateImport, RateTable } from '#conversations/contract/rate.ts'
import { aShop, only } from '#conversations/server/testing/stage.ts'

const csv = 'market,category,currency,valid_from,amount\nAR,utility,USD,2026-01-01,0.031\nAR,promo,USD,2026-01-01,0.02'

test('a table is tried first, then imported, and can be put back to the one that came along', async (t) => {
  const shop = await aShop(t)
  const read = async () => (await shop.http.get('/rates')).body as RateTable
  const send = async (isDryRun: boolean) => (await shop.http.post('/rate-imports', { csv, isDryRun })).body as RateImport
  assert.equal((await read()).isStarting, true)

  const tried = await send(true)
  assert.deepEqual([tried.added, tried.problems.map(({ line, problem }) => [line, problem])], [1, [[3, 'bad-category']]])
  assert.equal((await read()).isStarting, true, 'trying writes nothing')

  await send(false)
  assert.deepEqual(await read(), {
    items: [{ market: 'AR', category: 'utility', currency: 'USD', validFrom: '2026-01-01', fromVolume: 0, amountMicros: 31_000 }],
    isStarting: false,
  })
  assert.deepEqual([(await send(false)).same, (await send(false)).added], [1, 0], 'the same file again changes nothing')
  assert.equal(((await shop.http.delete('/rates')).body as RateTable).isStarting, true)
})

test('the price of the next message follows the customer, the window and the advertisement', async (t) => {
  const shop = await aShop(t)
  await shop.http.post('/rate-imports', { csv, isDryRun: false })
  await shop.hear({ from: '5491155550101', text: 'Hola' })
  const { id } = only(await shop.list())
  const costs = async () => (await shop.http.get(`/conversations/${id}/costs`)).body as ConversationCosts
  const plain = await costs()
  assert.equal(plain.country, 'AR')
  assert.deepEqual(plain.templates.marketing, { kind: 'unknown' })
  assert.ok(plain.templates.utility.kind === 'rate' && plain.templates.utility.amountMicros === 31_000)

  await shop.hear({
    from: '5491155550101',
    raw: { type: 'text', text: { body: 'Vi el aviso' }, referral: { source_type: 'ad', source_id: '1', source_url: 'https://a.example' } },
  })
  const free = await costs()
  assert.deepEqual(free.templates.marketing, { kind: 'free', why: 'entry-point' })
  assert.ok(free.entryPointUntil)
  shop.clock.advance({ hours: 25 })
  assert.equal((await costs()).entryPointUntil, null, 'nobody answered in time')
})

test('what the provider says that it charged is kept once, with our price for it', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: '5491155550101', text: 'Hola' })
  const { id } = only(await shop.list())
  const sent = (await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: 'Hola' } })).body as { id: string }
  const price = async () =>
    (await shop.http.get(`/messages/${sent.id}/price`)).body.price as { category: string; amountMicros: number } | null
  assert.equal(await price(), null)
  const tell = (status: string, category: string) =>
    shop.post(
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [
          {
            id: shop.number.wabaId,
            changes: [
              {
                field: 'messages',
                value: {
                  messaging_product: 'whatsapp',
                  metadata: { display_phone_number: '1', phone_number_id: shop.number.phoneNumberId },
                  statuses: [
                    {
                      id: 'wamid.priced',
                      status,
                      timestamp: String(Math.floor(shop.clock.now().getTime() / 1000)),
                      biz_opaque_callback_data: sent.id,
                      pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category },
                    },
                  ],
                },
              },
            ],
          },
        ],
      }),
    )
  for (const status of ['sent', 'delivered', 'delivered']) assert.equal((await tell(status, 'service')).status, 200)
  const told = await price()
  assert.deepEqual([told?.category, told?.amountMicros], ['service', 26_000])
  const stranger = await aShop(t)
  assert.equal((await stranger.http.get(`/messages/${sent.id}/price`)).status, 404)
})
