import { createHmac } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { ConversationItem } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import { createForDemo, simulatedNumbers, type SimulatedNumber } from '#conversations/server/channels/demo-channel.ts'
import * as inbox from '#conversations/server/conversations/inbox.ts'
import * as thread from '#conversations/server/messages/thread.ts'
import type { Answer } from '#kernel/testing/http.ts'
import { anOrg, type TestOrg, type TestPerson } from '#kernel/testing/org.ts'

/** A shop with one WhatsApp number, and the hand of the provider that delivers to it. */
export type Shop = TestOrg & {
  channel: ChannelFacts
  number: SimulatedNumber
  /** Any body, signed with the secret of the number unless told otherwise. */
  post(body: string, signature?: string): Promise<Answer>
  /** Messages of customers, in one POST. */
  hear(...items: Heard[]): Promise<Answer>
  tell(...statuses: Told[]): Promise<Answer>
  /** Everything that is not resolved, newest first, as the owner sees it. */
  list(state?: 'open' | 'snoozed' | 'resolved' | 'pending'): Promise<ConversationItem[]>
  messages(conversationId: string, who?: TestPerson): Promise<Message[]>
}

export type Heard = {
  from: string
  text?: string
  id?: string
  at?: string | Date
  name?: string
  userId?: string
  raw?: Record<string, unknown>
}
export type Told = { id: string; status: string; at?: string | Date; callback?: string; code?: number }

let made = 0
const unique = (): string => `${process.pid}${String(++made).padStart(5, '0')}`

export async function aShop(t: TestContext | undefined, options: { name?: string } = {}): Promise<Shop> {
  const org = await anOrg(t, { isDemo: true, ...options })
  const phoneNumberId = `pn${unique()}`
  const channel = await org.run((ctx) =>
    createForDemo(ctx, {
      name: 'Ventas',
      brandId: org.brandId,
      teamId: null,
      phoneNumberId,
      wabaId: `waba${phoneNumberId}`,
      displayPhone: '+54 9 11 5000-0001',
    }),
  )
  const [number] = await org.run(simulatedNumbers)
  if (!number) throw new Error('the number was not made')

  const post = (body: string, signature?: string): Promise<Answer> =>
    org.http.post('/webhooks/whatsapp', body, {
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': signature ?? `sha256=${createHmac('sha256', number.appSecret).update(body).digest('hex')}`,
      },
    })
  const deliver = (value: Record<string, unknown>): Promise<Answer> => post(bodyOf(number, value))
  const seconds = (at: string | Date | undefined): string => String(Math.floor((at ? new Date(at) : org.clock.now()).getTime() / 1000))

  return {
    ...org,
    channel,
    number,
    post,
    hear: (...items) =>
      deliver({
        contacts: items.map(({ from, name, userId }) => ({
          profile: { name: name ?? 'Martina Quiroga' },
          wa_id: from,
          ...(userId && { user_id: userId }),
        })),
        messages: items.map(({ from, text, id, at, userId, raw }) => ({
          from,
          id: id ?? `wamid.${unique()}`,
          timestamp: seconds(at),
          ...(userId && { from_user_id: userId }),
          ...(raw ?? { type: 'text', text: { body: text ?? 'Hola' } }),
        })),
      }),
    tell: (...statuses) =>
      deliver({
        statuses: statuses.map(({ id, status, at, callback, code }) => ({
          id,
          status,
          timestamp: seconds(at),
          recipient_id: '5491155550101',
          ...(callback && { biz_opaque_callback_data: callback }),
          ...(code && { errors: [{ code, title: 'refused' }] }),
        })),
      }),
    list: async (state = 'open') => (await org.read((ctx) => inbox.list(ctx, { scope: 'all', state, limit: 100 }))).items,
    messages: async (id, who = org) => (await who.read((ctx) => thread.list(ctx, { id, limit: 100 }))).items,
  }
}

export const bodyOf = (
  number: Pick<SimulatedNumber, 'phoneNumberId' | 'wabaId' | 'displayPhone'>,
  value: Record<string, unknown>,
): string =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: number.wabaId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: number.displayPhone, phone_number_id: number.phoneNumberId },
              ...value,
            },
          },
        ],
      },
    ],
  })

/** The first element, or a clear failure. */
export function only<T>(items: readonly T[]): T {
  const [item] = items
  if (items.length !== 1 || item === undefined) throw new Error(`expected one, got ${items.length}`)
  return item
}
