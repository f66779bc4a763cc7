import type { Ctx } from '#kernel/ctx.ts'
import type { SearchHit } from '#kernel/module.ts'

const hitsPerSource = 6

/** Asks every module at once. One that fails gives nothing: the palette must open. */
export async function find(ctx: Ctx, { text }: { text: string }): Promise<{ items: SearchHit[] }> {
  const sources = ctx.modules.flatMap((module) => module.search ?? []).filter((source) => ctx.can(source.permission))
  const found = await Promise.all(
    sources.map((source) =>
      source.find(ctx, text, hitsPerSource).catch((error: unknown) => {
        ctx.log.error({ err: error, source: source.kind }, 'a source of the search failed')
        return []
      }),
    ),
  )
  return { items: found.flat() }
}
