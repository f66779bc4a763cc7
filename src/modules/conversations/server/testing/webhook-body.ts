import assert from 'node:assert/strict'
import type { Fact } from '#conversations/server/channels/whatsapp/webhook-facts.ts'
import { read } from '#conversations/server/channels/whatsapp/webhook.ts'

export const receivedAt = '2026-11-20T12:00:00.000Z'
export const metadata = { display_phone_number: '5491150000001', phone_number_id: 'PN_1' }
export const ana = {
  profile: { name: 'Ana', username: 'ana.p' },
  wa_id: '5491155550101',
  user_id: 'AR.90011223344',
  parent_user_id: 'AR.ENT.77',
}
export const bytes = (body: unknown) => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))

/** The body of a delivery with these changes of one account. */
export const envelope = (...changes: { field: string; value: unknown }[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: 'WABA_1', changes }],
})

export const messages = (list: unknown[], contacts: unknown = [ana]) => ({
  field: 'messages',
  value: { messaging_product: 'whatsapp', metadata, contacts, messages: list },
})

export const inbound = (message: object) => ({
  from: '5491155550101',
  from_user_id: 'AR.90011223344',
  id: 'wamid.A1',
  timestamp: '1790000000',
  ...message,
})

/** What is understood of a body in which nothing is ignored. */
export function factsOf(body: unknown): Fact[] {
  const reading = read(bytes(body), receivedAt)
  assert.ok(reading.ok)
  assert.deepEqual(reading.ignored, [])
  return reading.facts
}
