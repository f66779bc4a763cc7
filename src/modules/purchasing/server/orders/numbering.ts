import * as identity from '#identity/server/public.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from '#purchasing/server/orders/orders.store.ts'
import { brandUnknown } from '#purchasing/server/problems.ts'

/** The next number of a brand, in the year that it is there: `CPEG26-00042`. Taken last, so that nobody waits for it long. */
export async function numbered(ctx: Ctx, brandId: string): Promise<string> {
  const brand = (await identity.brands(ctx)).find(({ id }) => id === brandId)
  if (!brand) throw brandUnknown()
  const prefix = await prefixOf(ctx, brand)
  const year = Number(dayIn(brand.zone, ctx.now).slice(0, 4))
  const count = await store.nextOf(ctx, brand.id, year)
  return `${prefix}${String(year % 100).padStart(2, '0')}-${String(count).padStart(5, '0')}`
}

/** C and the first letters of its words, which a brand gets with its first order and keeps. */
async function prefixOf(ctx: Ctx, brand: { id: string; name: string }): Promise<string> {
  const known = (await store.prefixes(ctx)).find(({ brandId }) => brandId === brand.id)
  if (known) return known.prefix
  await store.takeTurn(ctx)
  const all = await store.prefixes(ctx)
  const meanwhile = all.find(({ brandId }) => brandId === brand.id)
  if (meanwhile) return meanwhile.prefix
  const taken = new Set(all.map(({ prefix }) => prefix))
  const wanted = lettersOf(brand.name)
  let prefix = wanted
  for (let no = 2; taken.has(prefix); no++) prefix = `${wanted}${no}`
  await store.keepPrefix(ctx, brand.id, prefix)
  return prefix
}

export function lettersOf(name: string): string {
  const words = searchable(name)
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => /^[A-Z]/.test(word))
  const letters = words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '')
  return `C${letters.slice(0, 3)}`
}
