import type { ConversationItem } from '#conversations/contract/conversation.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Statement } from '#kernel/db/sql.ts'
import type { Facet } from '#kernel/module.ts'
import { invalidFilter } from '#kernel/problem.ts'

type Marks = NonNullable<ConversationItem['marks']>

/** What other modules know of conversations, as far as whoever acts may ask for it. */
const facetsFor = (ctx: Ctx): Facet[] =>
  ctx.modules.flatMap(({ facets }) => facets ?? []).filter(({ subject, permission }) => subject === 'conversation' && ctx.can(permission))

/** The conversations of `bots.topic:price`, as a select of their ids. Throws `kernel.invalid_filter`. */
export function idsOf(ctx: Ctx, asked: string): Statement {
  const [code = '', option = ''] = asked.split(':')
  const facet = facetsFor(ctx).find((one) => one.code === code)
  if (!facet?.options.includes(option)) throw invalidFilter({ filter: asked })
  return facet.ids(ctx, { anyOf: [option] })
}

/** What is known of each: conversations that nobody knows anything of are absent. */
export async function marksOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Marks>> {
  const marks = new Map<string, Marks>()
  if (ids.length === 0) return marks
  const known = await Promise.all(
    facetsFor(ctx).map(async ({ code, values }) => ((await values?.(ctx, ids)) ?? []).map((one) => ({ code, ...one }))),
  )
  for (const { id, ...mark } of known.flat()) marks.set(id, [...(marks.get(id) ?? []), mark])
  return marks
}
