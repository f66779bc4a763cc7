import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { searchable } from '#kernel/contract/text.ts'
import { atField, changedMeanwhile } from '#kernel/problem.ts'
import { definitionsChanged } from '#crm/contract/events.ts'
import type { CreateTag, Tag, TagColor, UpdateTag } from '#crm/contract/tag.ts'
import { tagNameTaken, tagNotFound, tagUnknown, tooManyTags } from '#crm/server/problems.ts'
import * as store from '#crm/server/tags/tags.store.ts'

/** Nobody chooses among more; it also bounds what a careless import can make. */
const mostTags = 1_000

export const list = async (ctx: Ctx): Promise<{ items: Tag[] }> => ({ items: await store.all(ctx) })

export const some = (ctx: Ctx, ids: readonly string[]): Promise<Tag[]> => (ids.length === 0 ? Promise.resolve([]) : store.some(ctx, ids))

/** Refuses ids that are no tag of this organization. */
export async function requireAll(ctx: Ctx, ids: readonly string[]): Promise<Tag[]> {
  const found = await some(ctx, ids)
  if (found.length < new Set(ids).size) throw tagUnknown()
  return found
}

export async function create(ctx: Ctx, input: z.output<typeof CreateTag>): Promise<Tag> {
  const nameKey = searchable(input.name)
  const [existing] = await store.named(ctx, [nameKey])
  if (existing) return withoutKey(existing)
  if ((await store.count(ctx)) >= mostTags) throw tooManyTags({ limit: mostTags })
  const tag = await store.insert(ctx, { id: ctx.newId(), name: input.name, nameKey, color: input.color })
  // Somebody made the same one just now: a new statement sees it.
  if (!tag) return create(ctx, input)
  ctx.audit({
    action: 'crm.tag.created',
    subject: { kind: 'tag', id: tag.id, name: tag.name },
    after: { name: tag.name, color: tag.color },
  })
  await ctx.emit(definitionsChanged, { kind: 'tag' })
  return tag
}

/** Tags by these names, made when missing. The names come back as keys of the map, as they were given. */
export async function byName(ctx: Ctx, names: readonly string[]): Promise<Map<string, Tag>> {
  const colors: TagColor[] = ['blue', 'green', 'orange', 'purple', 'teal', 'pink', 'yellow', 'red', 'grey']
  const known = new Map((await store.named(ctx, [...new Set(names.map(searchable))])).map((tag) => [tag.nameKey, withoutKey(tag)]))
  const tags = new Map<string, Tag>()
  for (const name of names) {
    const key = searchable(name)
    const tag = known.get(key) ?? (await create(ctx, { name, color: colors[known.size % colors.length] ?? 'grey' }))
    known.set(key, tag)
    tags.set(name, tag)
  }
  return tags
}

export async function update(ctx: Ctx, input: z.output<typeof UpdateTag>): Promise<Tag> {
  const before = await store.find(ctx, input.id)
  if (!before) throw tagNotFound()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const name = input.name ?? before.name
  const nameKey = searchable(name)
  const [sameName] = await store.named(ctx, [nameKey])
  if (sameName && sameName.id !== input.id) throw atField(ctx.t, 'name', tagNameTaken({ name }))
  const tag = await store.update(ctx, { id: input.id, name, nameKey, color: input.color ?? before.color, version: before.version })
  if (!tag) throw changedMeanwhile({})
  ctx.audit({
    action: 'crm.tag.updated',
    subject: { kind: 'tag', id: tag.id, name: tag.name },
    before: { name: before.name, color: before.color },
    after: { name: tag.name, color: tag.color },
  })
  await ctx.emit(definitionsChanged, { kind: 'tag' })
  return tag
}

export async function remove(ctx: Ctx, input: { id: string }): Promise<Record<string, never>> {
  const tag = await store.find(ctx, input.id)
  if (!tag) throw tagNotFound()
  const contacts = await store.remove(ctx, input.id)
  ctx.audit({ action: 'crm.tag.removed', subject: { kind: 'tag', id: tag.id, name: tag.name }, before: { name: tag.name, contacts } })
  await ctx.emit(definitionsChanged, { kind: 'tag' })
  return {}
}

const withoutKey = ({ nameKey: _key, ...tag }: Tag & { nameKey: string }): Tag => tag
