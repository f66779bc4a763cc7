import type { Ctx } from '#kernel/ctx.ts'
import type { ContactRow, Identity } from '#crm/contract/contact.ts'
import type { Tag } from '#crm/contract/tag.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import { living } from '#crm/server/contacts/merged.store.ts'
import * as tags from '#crm/server/tags/tags.ts'

export type Summary = Omit<ContactRow, 'tagIds'> & { notes: string; tags: Tag[]; identities: Identity[]; mergedInto: string | null }

/** Names by id; ids of nobody are absent. One statement, none for an empty list. */
export async function names(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  return new Map((await store.names(ctx, ids)).map(({ id, name }) => [id, name]))
}

/** Who it is, with tags in words and every way to reach them; null when there is no such contact. */
export async function summary(ctx: Ctx, id: string): Promise<Summary | null> {
  const found = await store.find(ctx, id)
  if (!found) return null
  const { tagIds, nameSource: _source, ...contact } = found
  return { ...contact, tags: await tags.some(ctx, tagIds) }
}

/** The contacts that these are by now: themselves, or those that they were merged into. Ids of nobody are absent. */
export async function livingIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await living(ctx, ids)).map(({ id, livingId }) => [id, livingId]))
}
