import * as identity from '#identity/server/public.ts'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { maySee } from '#conversations/server/conversations/visibility.store.ts'
import { cannotMention, conversationNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './mentions.store.ts'

export type Mention = { id: string; name: string }
type Holder = { assigneeId: string | null; teamId: string | null }

/** The colleagues who may see a conversation: naming somebody gives nobody sight of anything. */
export async function mentionable(ctx: Ctx, { id }: { id: string }): Promise<{ items: Mention[] }> {
  const row = await conversations.find(ctx, id)
  if (!row) throw conversationNotFound()
  const own = ctx.actor.kind === 'user' ? ctx.actor.id : null
  return { items: (await whoSee(ctx, row)).filter((person) => person.id !== own) }
}

/**
 * Whom a note names: of the people given, or without a list of everybody whose `@Name` stands in it. Throws when one of
 * the given may not see the conversation; a name that only others see is just text.
 */
export async function mentionsIn(ctx: Ctx, row: Holder, text: string, personIds: readonly string[] | undefined): Promise<Mention[]> {
  if (personIds?.length === 0 || !text.includes('@')) return []
  const people = await whoSee(ctx, row)
  if (personIds?.some((id) => !people.some((person) => person.id === id))) throw cannotMention()
  const asked = people.filter(({ id }) => personIds?.includes(id) ?? true)
  // Of "@Ana Ruiz" the longer name is meant, not some other Ana.
  let rest = text
  return asked
    .toSorted((one, other) => other.name.length - one.name.length)
    .filter(({ name }) => {
      const isNamed = rest.includes(`@${name}`)
      rest = rest.replaceAll(`@${name}`, '')
      return isNamed
    })
}

/** Writes down who was named and tells them. */
export async function keep(
  ctx: Ctx,
  row: { id: string; contactName: string },
  note: { id: string; text: string },
  mentions: readonly Mention[],
): Promise<void> {
  if (mentions.length === 0) return
  const personIds = mentions.map(({ id }) => id)
  await store.insert(ctx, { messageId: note.id, conversationId: row.id, personIds })
  await identity.notify(ctx, {
    personIds,
    words: 'conversations.notices.mentioned',
    values: { actor: ctx.actor.name, contact: row.contactName, note: note.text.slice(0, 140) },
    href: `/bandeja/${row.id}?mensaje=${note.id}`,
    key: `mentioned:${note.id}`,
  })
}

async function whoSee(ctx: Ctx, { assigneeId, teamId }: Holder): Promise<Mention[]> {
  return (await identity.access(ctx))
    .filter(
      ({ id, permissions, teamIds }) =>
        permissions.has(canReadOwn.code) && maySee({ userId: id, orgId: '', permissions, teamIds }, { assigneeId, teamId }),
    )
    .map(({ id, name }) => ({ id, name }))
}
