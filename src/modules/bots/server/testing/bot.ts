import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import type { FlowDocument } from '#bots/contract/flow.ts'
import { chickenFlow } from '#bots/server/testing/chicken-flow.ts'

/** Who writes, unless a test says otherwise. */
export const ana = '5491155550101'

export type Bot = Shop & {
  flowId: string
  /** The customer writes, and everything that follows happens. */
  writes(text: string | Record<string, unknown>, from?: string): Promise<void>
  /** What the customer was sent, oldest first. */
  said(): Promise<string[]>
  thread(): Promise<{ direction: string; content: Record<string, unknown>; author: { name: string } }[]>
  conversation(): Promise<{ id: string; contactId: string; state: string; assigneeName: string | null; teamId: string | null }>
}

/** A shop whose only flow is published and switched on. */
export async function aBot(
  t: TestContext,
  options: { shop?: Shop; draft?: FlowDocument; resume?: Record<string, unknown>; trigger?: Record<string, unknown> } = {},
): Promise<Bot> {
  const shop = options.shop ?? (await aShop(t))
  const made = await shop.http.post('/bot-flows', { name: 'Gallito' })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
  const drawn = await shop.http.put(
    `/bot-flows/${made.body.id}/draft`,
    { draft: options.draft ?? chickenFlow() },
    ifMatch(made.body.version),
  )
  assert.equal(drawn.status, 200, JSON.stringify(drawn.body))
  const published = await shop.http.post(`/bot-flows/${made.body.id}/versions`, { note: 'La primera' })
  assert.equal(published.status, 200, JSON.stringify(published.body))
  const { resume, trigger } = options
  const wanted = { isActive: true, ...(resume && { resume }), ...(trigger && { trigger }) }
  const on = await shop.http.patch(`/bot-flows/${made.body.id}`, wanted, ifMatch(published.body.version))
  assert.equal(on.status, 200, JSON.stringify(on.body))
  const newest = async () =>
    only((await Promise.all((['open', 'pending', 'snoozed', 'resolved'] as const).map((state) => shop.list(state)))).flat().slice(0, 1))
  const thread = async () => (await shop.messages((await newest()).id)).toReversed() as never
  return {
    ...shop,
    flowId: made.body.id,
    thread,
    conversation: newest,
    async writes(text, from = ana) {
      shop.clock.advance({ seconds: 5 })
      assert.equal((await shop.hear(typeof text === 'string' ? { from, text } : { from, raw: text })).status, 200)
      await shop.settle()
    },
    async said() {
      const all = (await thread()) as { direction: string; content: { kind: string; text?: string; interactive?: { body: string } } }[]
      return all.flatMap(({ direction, content }) =>
        direction === 'out' ? [content.interactive?.body ?? content.text ?? content.kind] : [],
      )
    },
  }
}

/** The small lines of the thread: who took the word and who gave it back. */
export const lines = async (bot: Bot): Promise<string[]> =>
  (await bot.thread()).flatMap(({ content }) => (content['kind'] === 'activity' ? [String(content['what'])] : []))

export const greeting = 'Hola Martina Quiroga, ¿en qué te ayudo?'
