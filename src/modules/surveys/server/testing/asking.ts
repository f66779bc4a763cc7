import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import type { Invitation } from '#surveys/contract/invitation.ts'
import type { Results } from '#surveys/contract/result.ts'
import type { Survey } from '#surveys/contract/survey.ts'

export const from = '5491155550101'

export const texts = {
  question: '¿Cómo fue tu experiencia?',
  good: '¡Gracias! Nos alegra.',
  middle: '¡Gracias! Vamos a mejorar.',
  bad: 'Perdón. Te vamos a escribir.',
  followUp: '¿Qué pesó más?',
}

export type Asking = Shop & { survey: Survey; conversationId: string; contactId: string }

/** A shop that asks, and a customer who was answered and whose conversation is not resolved yet. */
export async function asking(t: TestContext, settings: Record<string, unknown> = {}): Promise<Asking> {
  const shop = await aShop(t)
  const made = await shop.http.post('/surveys', {
    name: 'Satisfacción',
    kind: 'csat',
    language: 'es',
    texts,
    delayMinutes: 0,
    isActive: true,
    ...settings,
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  await shop.hear({ from, text: '¿Tienen alitas?' })
  const { id, contactId } = only(await shop.list())
  await answer(shop, id)
  return { ...shop, survey: made.body as Survey, conversationId: id, contactId }
}

export async function answer(shop: Shop, id: string): Promise<void> {
  const sent = await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: 'Sí, quedan.' } })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
}

export async function resolve(shop: Shop, id: string): Promise<void> {
  const done = await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  await shop.settle()
}

/** What this customer was, or is to be, asked. */
export const invitations = async (shop: Asking): Promise<Invitation[]> =>
  (await shop.http.get(`/contacts/${shop.contactId}/surveys`)).body.items
export const one = async (shop: Asking): Promise<Invitation> => only(await invitations(shop))
export const results = async (shop: Asking): Promise<Results> => (await shop.http.get(`/surveys/${shop.survey.id}/results`)).body

/** The customer presses one of the buttons that the question came with. */
export const press = (shop: Asking, invitationId: string, score: number, id?: string) =>
  shop.hear({
    from,
    ...(id && { id }),
    raw: {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: { id: `surveys:${invitationId}:${score}`, title: String(score) } },
    },
  })

/** The thread in short, oldest first: `in:`, `out:`, and `*` for what happened. */
export const said = async (shop: Asking): Promise<string[]> => {
  await shop.settle()
  return (await shop.messages(shop.conversationId))
    .toReversed()
    .map(({ content, direction }) =>
      content.kind === 'activity'
        ? `* ${content.what} ${String(content.values['answer'] ?? '')}`.trim()
        : `${direction}: ${content.kind === 'text' ? content.text : content.kind}`,
    )
}

export const state = async (shop: Asking) => (await shop.http.get(`/conversations/${shop.conversationId}`)).body
