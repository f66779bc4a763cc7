import type { Stage } from './plan.ts'
import { requestBytes } from './raw-client.ts'

const products = 20
const linesEach = 5

/** An organization that sells something, and somebody of it who is signed in. */
export type Shop = { token: string; variantIds: string[] }

/** Twenty things to sell in each of so many organizations; `hasPromotions`: and two promotions that every order meets. */
export async function layMenus(stage: Stage, shops: number, { hasPromotions }: { hasPromotions: boolean }): Promise<Shop[]> {
  const { product, ground } = stage
  const origin = `http://${product.target.host}:${product.target.port}`
  const open: Shop[] = []
  for (let n = 0; n < Math.min(shops, ground.orgs.length); n++) {
    const token = ground.people[n * ground.amount.peoplePerOrg]?.token ?? ''
    const send = async <T>(path: string, body: object): Promise<T> => {
      const answer = await fetch(`${origin}/api/v1${path}`, {
        method: 'POST',
        headers: {
          Cookie: `__Host-yapa_session=${token}`,
          Origin: origin,
          'Content-Type': 'application/json',
          'Idempotency-Key': crypto.randomUUID(),
        },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as T
    }
    const variantIds: string[] = []
    for (let i = 0; i < products; i++) {
      const name = `Producto ${i + 1}`
      const { variants } = await send<{ variants: { id: string }[] }>('/products', { name, taxKind: 'taxed', taxBasisPoints: 2100 })
      variantIds.push(...variants.map(({ id }) => id))
    }
    await send('/price-lists/main/prices', { items: variantIds.map((variantId, i) => ({ variantId, amountMinor: 100_000 + i * 7_300 })) })
    if (hasPromotions) {
      await send('/promotions', { name: '2x1', rule: { kind: 'n_for_m', take: 2, pay: 1, goods: { variantIds: variantIds.slice(0, 5) } } })
      await send('/promotions', { name: '10 %', rule: { kind: 'order_percent', basisPoints: 1000 } })
    }
    open.push({ token, variantIds })
  }
  return open
}

/** An order of five lines at a counter, confirmed; `more` is said of it too. */
export function orderBytes({ product: { target } }: Stage, { token, variantIds }: Shop, key: string, i: number, more: object = {}): Buffer {
  const lines = Array.from({ length: linesEach }, (_, k) => ({
    variantId: variantIds[(i + k * 3) % variantIds.length],
    quantityMilli: 1000 * (1 + ((i + k) % 3)),
  }))
  const body = Buffer.from(JSON.stringify({ door: 'counter', fulfilment: 'pickup', state: 'confirmed', lines, ...more }))
  const headers = {
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
    Cookie: `__Host-yapa_session=${token}`,
    Origin: `http://${target.host}:${target.port}`,
  }
  return requestBytes(target, 'POST', '/api/v1/orders', headers, body)
}
