import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '#kernel/problem.ts'
import type { TestOrg } from '#kernel/testing/org.ts'
import { levelsOf } from '#inventory/server/levels/levels.ts'
import { keep as keepItems } from '#inventory/server/items/items.ts'
import { places } from '#inventory/server/locations/places.ts'
import { move, receive } from '#inventory/server/movements/receiving.ts'
import { claim, type Claim } from '#inventory/server/orders/holdings.store.ts'
import { hold } from '#inventory/server/posting/posting.store.ts'
import * as proof from '#inventory/server/proof/proof.store.ts'
import { aProduct, aStockedShop, arrive } from '#inventory/server/testing/stocked.ts'
import { recounted } from '#inventory/server/valuation/rolling.ts'

const today = '2026-01-01'

/** So many at once, each trying so often. */
async function race(
  clients: number,
  tries: number,
  attempt: (client: number, time: number) => Promise<boolean>,
): Promise<{ won: number; p95Ms: number }> {
  const took: number[] = []
  let won = 0
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let time = 0; time < tries; time++) {
        const began = performance.now()
        if (await attempt(client, time)) won++
        took.push(performance.now() - began)
      }
    }),
  )
  took.sort((a, b) => a - b)
  return { won, p95Ms: took[Math.floor(took.length * 0.95)] ?? 0 }
}

test('many who want the last units get exactly those there are, and nobody waits in a circle', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  const other = await aProduct(shop, { name: 'Agua' })
  await shop.run((ctx) => keepItems(ctx, { variantIds: [other] }))
  for (const id of [drink, other]) await shop.run((ctx) => arrive(ctx, id, shopId, 100, 100))
  const of = (variantId: string): Claim => ({ variantId, locationId: shopId, byMilli: 1_000 })
  // Half of them name the two the other way round.
  const { won, p95Ms } = await race(64, 8, async (client) => {
    const claims = client % 2 === 0 ? [of(drink), of(other)] : [of(other), of(drink)]
    try {
      await shop.run(async (ctx) => {
        if ((await claim(ctx, claims, today)).length < 2) throw new Problem('test.sold_out', 409)
      })
      return true
    } catch (error) {
      if (error instanceof Problem) return false
      throw error
    }
  })
  t.diagnostic(`512 attempts of 64 clients: p95 ${p95Ms.toFixed(1)} ms`)
  assert.equal(won, 100)
  const levels = await shop.run((ctx) => levelsOf(ctx, [drink, other]))
  assert.deepEqual(
    levels.map(({ onHandMilli, reservedMilli }) => [onHandMilli, reservedMilli]),
    [
      [100_000, 100_000],
      [100_000, 100_000],
    ],
  )
})

test('whoever looks first and writes then promises more than there is: the control', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t, { allowsNegative: true })
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 100))
  const { won } = await race(32, 2, async () =>
    shop.run(async (ctx) => {
      const [level] = await levelsOf(ctx, [drink])
      if (!level || level.onHandMilli - level.reservedMilli < 1_000) return false
      return (await claim(ctx, [{ variantId: drink, locationId: shopId, byMilli: 1_000 }], today)).length === 1
    }),
  )
  assert.ok(won > 10, `${won} were promised of 10`)
})

test('of 64 who confirm the last units in the same moment as many have them as there are; who is only written down holds nothing: the control', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 100))
  const order = async (door: string): Promise<boolean> => {
    const lines = [{ variantId: drink, quantityMilli: 1_000 }]
    const { status, body } = await shop.http.post('/orders', { door, fulfilment: 'pickup', state: 'received', lines })
    assert.ok(status === 200 || ['inventory.not_enough', 'commerce.basket_sold_out'].includes(body.code), JSON.stringify(body))
    return status === 200
  }
  // The control: an order on the telephone waits for whoever confirms it, and holds nothing.
  const written = await race(64, 1, () => order('phone'))
  assert.equal(written.won, 64)
  const { won, p95Ms } = await race(64, 1, (client) => order(client % 2 === 0 ? 'bot' : 'web'))
  t.diagnostic(`64 orders at once: p95 ${p95Ms.toFixed(1)} ms`)
  assert.equal(won, 10)
  const [level] = await shop.run((ctx) => levelsOf(ctx, [drink]))
  assert.deepEqual([level?.onHandMilli, level?.reservedMilli], [10_000, 10_000])
})

test('two who take the last one away at once: one gets it', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 5, 100))
  const { won } = await race(16, 1, async () => {
    try {
      await shop.run((ctx) =>
        move(ctx, {
          document: { kind: 'sale', id: ctx.newId() },
          lines: [{ key: '1', variantId: drink, quantityMilli: 1_000, from: shopId, to: 'customer' }],
        }),
      )
      return true
    } catch (error) {
      if (error instanceof Problem) return false
      throw error
    }
  })
  assert.equal(won, 5)
})

type Step = {
  do: 'in' | 'out' | 'lose' | 'find' | 'promise'
  units: number
  unitMinor: number
  daysAgo: number
  fails: boolean
  isTogether: boolean
}
const anyStep: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('in', 'out', 'lose', 'find', 'promise'),
  units: fc.integer({ min: 1, max: 12 }),
  unitMinor: fc.integer({ min: 0, max: 5_000 }),
  daysAgo: fc.constantFrom(0, 0, 0, 3),
  fails: fc.boolean(),
  isTogether: fc.boolean(),
})

type Tracking = 'quantity' | 'lot'
/** Of three lots one never expires, one not yet, one did long ago: nothing of it may be sold. */
const lots = [
  { code: 'L0', expiresOn: null },
  { code: 'L1', expiresOn: '2099-01-01' },
  { code: 'L2', expiresOn: '2020-01-01' },
]

async function take(shop: TestOrg, variantId: string, shopId: string, step: Step, tracking: Tracking): Promise<void> {
  const at = new Date(shop.clock.now().getTime() - step.daysAgo * 86_400_000).toISOString()
  const quantityMilli = step.units * 1000
  const line = { key: '1', variantId, quantityMilli }
  await shop
    .run(async (ctx) => {
      const document = { kind: 'test', id: ctx.newId() }
      const lot = tracking === 'lot' ? (lots[step.units % lots.length] ?? null) : null
      if (step.do === 'in') {
        const came = { ...line, paidMinor: step.units * step.unitMinor, lot }
        await receive(ctx, { document, locationId: shopId, at, lines: [came] })
      }
      if (step.do === 'out') await move(ctx, { document, at, lines: [{ ...line, from: shopId, to: 'customer' }] })
      if (step.do === 'lose') await move(ctx, { document, at, lines: [{ ...line, from: shopId, to: 'adjustment' }] })
      if (step.do === 'find' && lot !== null)
        await receive(ctx, { document, locationId: shopId, from: 'adjustment', lines: [{ ...line, lot }] })
      if (step.do === 'find' && lot === null) await move(ctx, { document, at, lines: [{ ...line, from: 'adjustment', to: shopId }] })
      if (step.do === 'promise') await claim(ctx, [{ variantId, locationId: shopId, byMilli: quantityMilli }], today)
      // Whoever dies in the middle leaves nothing behind.
      if (step.fails) throw new Problem('test.died', 409)
    })
    .catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
}

for (const { method, tracking } of [
  { method: 'average', tracking: 'quantity' },
  { method: 'fifo', tracking: 'quantity' },
  { method: 'fifo', tracking: 'lot' },
] as const)
  test(`whatever is done, at once or after one another, done or broken off: caches are what they are caches of (${method}, by ${tracking})`, async (t) => {
    const { shop, drink } = await aStockedShop(t, { tracking })
    shop.clock.advance({ days: 10 })
    const shopId = await shop.run(async (ctx) => (await places(ctx)).defaultOf(null).id)
    if (method === 'fifo') {
      const setting = (await shop.http.get('/stock-settings')).body
      await shop.http.put('/stock-settings', { ...setting, method }, { headers: { 'if-match': `"${setting.version}"` } })
      await shop.settle()
    }
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 12 }), async (steps) => {
        let together: Promise<void>[] = []
        for (const step of steps) {
          if (!step.isTogether) await Promise.all(together.splice(0))
          together.push(take(shop, drink, shopId, step, tracking))
        }
        await Promise.all(together)
        together = []
        await shop.run(async (ctx) => {
          const differences = [
            ...(await proof.levels(ctx)),
            ...(await proof.lots(ctx)),
            ...(await proof.balances(ctx)),
            ...(await proof.worths(ctx)),
          ]
          assert.deepEqual(differences, [])
          const [level] = await levelsOf(ctx, [drink])
          assert.ok(!level || (level.onHandMilli >= 0 && level.reservedMilli <= level.onHandMilli + level.shortMilli))
          const below = await ctx.sql<{ code: string }>`
            select l.code from inventory.lot_level s join inventory.lot l on l.id = s.lot_id where s.on_hand_milli < 0 and not s.is_free`
          assert.deepEqual(below, [], 'no lot is less than nothing')
          for (const { held, worth } of await recounted(ctx, await hold(ctx, [drink])))
            assert.deepEqual([held.worth.quantityMilli, held.worth.valueMinor], [worth.quantityMilli, worth.valueMinor])
        })
      }),
      { numRuns: 15 },
    )
  })
