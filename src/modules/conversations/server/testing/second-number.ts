import { createHmac } from 'node:crypto'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import { createForDemo, simulatedNumbers, type SimulatedNumber } from '#conversations/server/channels/demo-channel.ts'
import type { Answer } from '#kernel/testing/http.ts'
import { bodyOf, type Shop } from './stage.ts'

export type SecondNumber = {
  channel: ChannelFacts
  number: SimulatedNumber
  /** A customer writes to it. */
  hear(from: string, text: string, more?: { id?: string; at?: Date; userId?: string }): Promise<Answer>
}

let made = 0

/** One more number of a shop, of its first brand unless told otherwise. */
export async function aSecondNumber(shop: Shop, { brandId = shop.brandId, name = 'Delivery' } = {}): Promise<SecondNumber> {
  const phoneNumberId = `second${process.pid}${++made}`
  const channel = await shop.run((ctx) =>
    createForDemo(ctx, {
      name,
      brandId,
      teamId: null,
      phoneNumberId,
      wabaId: shop.number.wabaId,
      displayPhone: '+54 9 11 5000-0002',
    }),
  )
  const number = (await shop.run(simulatedNumbers)).find((one) => one.phoneNumberId === phoneNumberId)
  if (!number) throw new Error('the second number was not made')
  return {
    channel,
    number,
    hear(from, text, { id = `wamid.${phoneNumberId}.${++made}`, at = shop.clock.now(), userId } = {}) {
      const contacts = [{ profile: { name: 'Martina Quiroga' }, wa_id: from, ...(userId && { user_id: userId }) }]
      const message = { from, id, timestamp: String(Math.floor(at.getTime() / 1000)), type: 'text', text: { body: text } }
      const body = bodyOf(number, { contacts, messages: [{ ...message, ...(userId && { from_user_id: userId }) }] })
      const signature = `sha256=${createHmac('sha256', number.appSecret).update(body).digest('hex')}`
      return shop.post(body, signature)
    },
  }
}
