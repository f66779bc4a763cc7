import * as identity from '#identity/server/public.ts'
import type { z } from 'zod'
import type { updateCannedReply } from '#conversations/contract/canned-reply-api.ts'
import type { CannedReply, WriteCannedReply } from '#conversations/contract/canned-reply.ts'
import { unknownCanned } from '#conversations/contract/canned-text.ts'
import { cannedRepliesChanged } from '#conversations/contract/events.ts'
import { brandUnknown, cannedReplyNotFound, shortcutTaken, unknownVariables } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { atField, changedMeanwhile } from '#kernel/problem.ts'
import * as store from './canned-replies.store.ts'

export const list = async (ctx: Ctx, { brandId }: { brandId?: string | undefined }): Promise<{ items: CannedReply[] }> => ({
  items: await store.list(ctx, brandId),
})

export async function create(ctx: Ctx, input: z.output<typeof WriteCannedReply>): Promise<CannedReply> {
  checkNames(input.text)
  await checkBrand(ctx, input.brandId)
  const made = await store.insert(ctx, ctx.newId(), input)
  if (!made) throw atField(ctx.t, 'shortcut', shortcutTaken({ shortcut: input.shortcut }))
  ctx.audit({ action: 'conversations.canned-reply.created', subject: subjectOf(made), after: wordsOf(made) })
  await ctx.emit(cannedRepliesChanged, { id: made.id })
  return made
}

export async function update(ctx: Ctx, { id, ...words }: z.output<typeof updateCannedReply.input>): Promise<CannedReply> {
  const before = await store.find(ctx, id)
  if (!before) throw cannedReplyNotFound()
  if (words.text !== before.text) checkNames(words.text)
  await checkBrand(ctx, words.brandId)
  if (await store.isTaken(ctx, words, id)) throw atField(ctx.t, 'shortcut', shortcutTaken({ shortcut: words.shortcut }))
  const after = await store.update(ctx, id, ctx.ifMatch ?? before.version, words)
  if (!after) throw changedMeanwhile({ version: before.version })
  ctx.audit({ action: 'conversations.canned-reply.updated', subject: subjectOf(after), before: wordsOf(before), after: wordsOf(after) })
  await ctx.emit(cannedRepliesChanged, { id })
  return after
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
  const gone = await store.remove(ctx, id)
  if (!gone) throw cannedReplyNotFound()
  ctx.audit({ action: 'conversations.canned-reply.removed', subject: subjectOf(gone), before: wordsOf(gone) })
  await ctx.emit(cannedRepliesChanged, { id })
  return {}
}

const subjectOf = ({ id, shortcut }: CannedReply) => ({ kind: 'canned-reply', id, name: `/${shortcut}` })
const wordsOf = ({ shortcut, text, brandId }: CannedReply) => ({ shortcut, text, brandId })

async function checkBrand(ctx: Ctx, brandId: string | null): Promise<void> {
  if (brandId !== null && !(await identity.brands(ctx)).some((brand) => brand.id === brandId)) throw brandUnknown()
}

function checkNames(text: string): void {
  const unknown = unknownCanned(text)
  if (unknown.length > 0) throw unknownVariables({ names: unknown.map((name) => `{{${name}}}`).join(', ') })
}
