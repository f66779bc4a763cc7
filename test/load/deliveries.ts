import { createHmac } from 'node:crypto'
import type { Ground } from './ground.ts'
import { asSuperuser, type Product } from './product.ts'
import { requestBytes, type Target } from './raw-client.ts'

/**
 * Signed deliveries as the provider makes them, one text each. Every fifth is the first of a customer, half of whom are
 * contacts already; the others come from somebody among the last few hundred who wrote. With `strangers` nobody is known
 * before, and so nobody's customer yet. With `inTurn` so many strangers write one after the other, again and again, each
 * at the moment at which the delivery leaves.
 */
export function deliveriesOf(
  target: Target,
  ground: Ground,
  { mark, count, strangers = false, inTurn }: { mark: string; count: number; strangers?: boolean; inTurn?: number },
): (i: number) => Buffer {
  const make = (i: number): Buffer => {
    const customer = inTurn ? i % inTurn : customerOf(i)
    const org = ground.orgs[customer % ground.orgs.length]
    if (!org) throw new Error('there is no organization to write to')
    const waId = strangers || inTurn || customer % 2 === 0 ? strangerOf(mark, customer) : knownOf(ground, customer)
    return signed(target, org, { id: `wamid.LOAD.${mark}.${i}`, waId, text: `${mark}#${i}# ¿Hacen envíos hoy?` })
  }
  if (inTurn) return make
  const requests = Array.from({ length: count }, (_, i) => make(i))
  return (i) => requests[i] ?? Buffer.alloc(0)
}

const messagesEach = 5
const stillTalking = 500

/** Who writes message `i` of a run. */
function customerOf(i: number): number {
  const newest = Math.floor(i / messagesEach)
  return i % messagesEach === 0 ? newest : newest - ((i * 7919) % Math.min(newest + 1, stillTalking))
}

/**
 * How many messages of a run were not shown to everybody who was looking. Two of one customer that are taken together show the
 * newer one twice, as the list does: a message counts as shown when it, or a later one of the same customer, was.
 */
export function unseenOf(sightings: ReadonlyMap<number, number>, count: number, watchers: number): number {
  const shownLater = new Set<number>()
  let unseen = 0
  for (let i = count - 1; i >= 0; i--) {
    const customer = customerOf(i)
    if ((sightings.get(i) ?? 0) >= watchers) shownLater.add(customer)
    if (!shownLater.has(customer)) unseen++
  }
  return unseen
}

/** Fresh numbers for each run, so that each begins with people that nobody knows. */
const seriesByMark = new Map<string, number>()
const seriesOf = (mark: string): number => {
  const known = seriesByMark.get(mark) ?? 10 + (Math.floor(Date.now() / 100 + seriesByMark.size) % 90)
  seriesByMark.set(mark, known)
  return known
}
/** The number of somebody whom nobody knows. */
export const strangerOf = (mark: string, customer: number): string => `1829555${seriesOf(mark)}${String(customer).padStart(5, '0')}`
const knownOf = (ground: Ground, customer: number): string =>
  `54911${String(1 + ((customer * 7919) % ground.amount.contacts)).padStart(8, '0')}`

function signed(
  target: Target,
  org: { phoneNumberId: string; appSecret: string },
  message: { id: string; waId: string; text: string },
): Buffer {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '18095550190', phone_number_id: org.phoneNumberId },
    contacts: [{ profile: { name: `Cliente ${message.waId.slice(-4)}` }, wa_id: message.waId }],
    messages: [
      { from: message.waId, id: message.id, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body: message.text } },
    ],
  }
  const body = Buffer.from(
    JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '2095', changes: [{ field: 'messages', value }] }] }),
  )
  return requestBytes(
    target,
    'POST',
    '/api/v1/webhooks/whatsapp',
    {
      'Content-Type': 'application/json',
      'X-Hub-Signature-256': `sha256=${createHmac('sha256', org.appSecret).update(body).digest('hex')}`,
    },
    body,
  )
}

/** Which of a run's messages are in the database, by number, each as often as it is there; and the events that tell of them. */
export async function storedOf(product: Pick<Product, 'dataDir'>, mark: string): Promise<{ messages: number[]; announced: number }> {
  return asSuperuser(product, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select split_part(provider_id, '.', 4) as id from conversations.message where provider_id like $1`,
      [`wamid.LOAD.${mark}.%`],
    )
    const events = await client.query<{ count: string }>(
      `select count(*) from kernel.event where type = 'conversations.message.received' and data -> 'message' -> 'content' ->> 'text' like $1`,
      [`${mark}#%`],
    )
    return { messages: rows.map(({ id }) => Number(id)), announced: Number(events.rows[0]?.count) }
  })
}
