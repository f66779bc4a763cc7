import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboundContent } from '#simulators/whatsapp/inbound.ts'
import { ANA, stage, textTo } from '#simulators/whatsapp/stage.ts'
import type { Stage } from '#simulators/whatsapp/stage.ts'
import { isSigned } from '#kernel/crypto/webhook-signature.ts'
import type { Fact, MessageFact, StatusFact } from './webhook-facts.ts'
import { read } from './webhook.ts'

const receivedAt = '2026-11-20T15:00:00.000Z'

/** Every fact that reached the receiver, each behind a verified signature. */
async function factsOf(s: Stage): Promise<Fact[]> {
  await s.simulator.settle()
  return s.receiver.posts.flatMap(({ body, signature }) => {
    const bytes = Buffer.from(body)
    assert.ok(isSigned(bytes, signature, ['app-secret-1']))
    const reading = read(bytes, receivedAt)
    assert.ok(reading.ok)
    assert.deepEqual(reading.ignored, [])
    return reading.facts
  })
}

const bytes = Buffer.from('bytes')
const contents: [InboundContent, string][] = [
  [{ type: 'text', text: '¿Tenés pollo? 🍗' }, 'text'],
  [{ type: 'image', bytes, mimeType: 'image/jpeg', caption: 'mirá' }, 'image'],
  [{ type: 'video', bytes, mimeType: 'video/mp4' }, 'video'],
  [{ type: 'audio', bytes, mimeType: 'audio/ogg; codecs=opus', voice: true }, 'audio'],
  [{ type: 'document', bytes, mimeType: 'application/pdf', fileName: 'menú.pdf' }, 'document'],
  [{ type: 'sticker', bytes, mimeType: 'image/webp', animated: true }, 'sticker'],
  [{ type: 'location', latitude: -31.4, longitude: -64.2, name: 'Casa' }, 'location'],
  [{ type: 'contacts', contacts: [{ name: 'Tío Beto', phones: [{ phone: '+1 809 555 0102', waId: '18095550102' }] }] }, 'contacts'],
  [{ type: 'reaction', messageId: 'wamid.1', emoji: '❤️' }, 'reaction'],
  [{ type: 'button', text: 'Sí', payload: 'YES' }, 'button'],
  [{ type: 'button_reply', id: 'y', title: 'Sí' }, 'interactive'],
  [{ type: 'list_reply', id: 'r', title: 'Balde', description: '12' }, 'interactive'],
  [{ type: 'flow_reply', answers: { people: 8 } }, 'interactive'],
  [{ type: 'order', catalogId: 'C', items: [{ retailerId: 'balde', quantity: 2, price: 9500, currency: 'ARS' }] }, 'order'],
  [{ type: 'edit', messageId: 'wamid.1', text: 'dos' }, 'edit'],
  [{ type: 'revoke', messageId: 'wamid.1' }, 'revoke'],
  [{ type: 'unsupported', kind: 'poll' }, 'unsupported'],
  [{ type: 'raw', message: { type: 'hologram', hologram: { x: 1 } } }, 'unsupported'],
]
for (const [content, type] of contents) {
  test(`what the stand-in sends for ${content.type} is read as ${type}`, async () => {
    const s = stage()
    const sent = s.simulator.receive({ phoneNumberId: 'PN_1', from: { waId: ANA, name: 'Ana' }, content })
    const facts = await factsOf(s)
    assert.equal(facts.length, 1)
    const [fact] = facts as MessageFact[]
    assert.deepEqual(
      [fact?.messageId, fact?.content.type, fact?.from.waId, fact?.from.name, fact?.at],
      [sent.id, type, ANA, 'Ana', receivedAt],
    )
    if (fact?.content.type === 'unsupported') assert.notEqual(fact.content.reason, 'malformed')
  })
}

test('a reply, a forward, an advertisement and a product survive the way', async () => {
  const s = stage()
  await s.call('POST', '/v26.0/PN_1/messages', textTo(ANA, 'hola'))
  const [mine] = s.simulator.messages('PN_1', ANA)
  s.simulator.receive({
    phoneNumberId: 'PN_1',
    from: { waId: ANA },
    content: { type: 'text', text: 'sí' },
    replyTo: mine?.id ?? '',
    forwarded: 'many',
    referral: { source_type: 'ad', ctwa_clid: 'clid' },
    product: { catalogId: 'C', retailerId: 'balde' },
  })
  const fact = (await factsOf(s)).find((one) => one.kind === 'message')
  assert.deepEqual(fact?.context, {
    replyToId: mine?.id,
    isForwarded: true,
    isFrequentlyForwarded: true,
    product: { catalogId: 'C', retailerId: 'balde' },
  })
  assert.equal(fact?.referral?.clickId, 'clid')
})

test('the ticks of a message, and its failure, are read with our reference', async () => {
  const s = stage()
  s.simulator.receive({ phoneNumberId: 'PN_1', from: { waId: ANA }, content: { type: 'text', text: 'hola' } })
  await s.call('POST', '/v26.0/PN_1/messages', textTo(ANA, 'a', { biz_opaque_callback_data: 'outbox:1' }))
  s.simulator.setFault({ at: 'outcome', effect: { kind: 'fail', code: 131026 }, times: 1 })
  await s.simulator.advance(5_000)
  await s.call('POST', '/v26.0/PN_1/messages', textTo(ANA, 'b', { biz_opaque_callback_data: 'outbox:2' }))
  s.simulator.setFault({ at: 'outcome', effect: { kind: 'fail', code: 131026 }, times: 1 })
  await s.simulator.advance(5_000)
  const statuses = (await factsOf(s)).filter((fact): fact is StatusFact => fact.kind === 'status')
  assert.deepEqual(statuses.map((status) => [status.callbackData, status.status]).slice(-1), [['outbox:2', 'failed']])
  assert.equal(statuses.at(-1)?.errors[0]?.code, 131026)
})

test('a person who changes number, user id or mind is followed', async () => {
  const s = stage()
  const write = (content: InboundContent) => s.simulator.receive({ phoneNumberId: 'PN_1', from: { waId: ANA }, content })
  write({ type: 'text', text: 'hola' })
  s.simulator.changeMarketing('PN_1', ANA, 'stop')
  s.simulator.changeUserId('PN_1', ANA, 'AR.1')
  write({ type: 'user_changed_user_id', newUserId: 'AR.2' })
  write({ type: 'user_changed_number', newWaId: '5491155550999' })
  const facts = await factsOf(s)
  const kinds = facts.map((fact) => fact.kind)
  assert.deepEqual(kinds, ['message', 'preference', 'user-id-changed', 'message', 'user-id-changed', 'message', 'number-changed'])
  const moved = facts.at(-1)
  assert.ok(moved?.kind === 'number-changed')
  assert.deepEqual([moved.previousWaId, moved.waId], [ANA, '5491155550999'])
  s.simulator.receive({ phoneNumberId: 'PN_1', from: { waId: '5491155550999' }, content: { type: 'text', text: 'soy yo' } })
  const last = (await factsOf(s)).at(-1) as MessageFact
  assert.equal(last.from.userId, moved.userId)
  assert.equal(s.simulator.chats('PN_1').length, 1)
})

test('batches, copies and disorder change neither what arrives nor how often it counts', async () => {
  const s = stage()
  s.simulator.setFault({ at: 'webhook', effect: { kind: 'batch', size: 7 } })
  s.simulator.setFault({ at: 'webhook', effect: { kind: 'duplicate', copies: 1 }, probability: 0.5 })
  s.simulator.setFault({ at: 'webhook', effect: { kind: 'shuffle', withinMs: 5_000 } })
  const sent = Array.from({ length: 60 }, (_, index) =>
    s.simulator.receive({
      phoneNumberId: 'PN_1',
      from: { waId: `54911555${50_000 + (index % 9)}` },
      content: { type: 'text', text: `${index}` },
    }),
  )
  await s.simulator.advance(30_000)
  const facts = await factsOf(s)
  assert.ok(facts.length > 75 && s.receiver.posts.length < facts.length / 3)
  const ids = new Set(facts.map((fact) => (fact as MessageFact).messageId))
  assert.deepEqual([...ids].toSorted(), sent.map((message) => message.id).toSorted())
})

test('templates and what the owner writes on the phone are read too', async () => {
  const s = stage({ reviewSeconds: 1 })
  await s.call('POST', '/v26.0/WABA_1/message_templates', {
    name: 'aviso',
    language: 'es_AR',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Salió tu pedido' }],
  })
  await s.simulator.advance(1_000)
  s.simulator.recategorizeTemplate(s.simulator.templates()[0]?.id ?? '', 'MARKETING')
  s.simulator.echo('PN_1', ANA, 'ya va')
  const [review, category, echo] = await factsOf(s)
  assert.deepEqual(review?.kind === 'template' && [review.aspect, review.event, review.wabaId], ['status', 'APPROVED', 'WABA_1'])
  assert.deepEqual(category?.kind === 'template' && [category.aspect, category.event, category.previous], [
    'category',
    'MARKETING',
    'UTILITY',
  ])
  assert.deepEqual(echo?.kind === 'message' && [echo.direction, echo.from.waId], ['echo', ANA])
})
