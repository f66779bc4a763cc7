import type { Ctx } from '#kernel/ctx.ts'
import type { Comment } from '#sales/contract/signing.ts'
import { proposalCommented } from '#sales/contract/signing-events.ts'
import { proposalNotFound, proposalNotSent } from '#sales/server/problems.ts'
import * as store from '#sales/server/signing/comments.store.ts'
import type { Visitor } from '#sales/server/signing/door.ts'
import { record } from '#sales/server/signing/facts.ts'
import * as subjects from '#sales/server/signing/subject.ts'
import { aboutOf, tellOwners } from '#sales/server/signing/telling.ts'

const mostOfCustomer = 100
const mostLength = 2_000

/** Words: `sales.sign.errors.<state>`. */
export type Said = { state: 'said' | 'empty' | 'too_many' }

/** What whoever holds the link asks or remarks. `id` is made with the page, so that the same one sent again is one. */
export async function say(ctx: Ctx, visitor: Visitor, given: { id: string; name: string; text: string }): Promise<Said> {
  const { subject, version, request, send } = visitor
  const text = given.text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .trim()
    .slice(0, mostLength)
  if (text === '') return { state: 'empty' }
  if ((await store.countOf(ctx, subject.id)) >= mostOfCustomer) return { state: 'too_many' }
  const authorName =
    given.name
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
      .trim()
      .slice(0, 120) || subject.contactName
  const comment = {
    id: given.id,
    proposalId: subject.id,
    version: version.number,
    author: 'customer' as const,
    authorId: null,
    authorName,
    text,
  }
  if (!(await store.insert(ctx, comment))) return { state: 'said' }
  await record(ctx, subject.id, {
    type: 'commented',
    version: version.number,
    actorKind: 'customer',
    actorName: authorName,
    facts: { commentId: given.id, text, ip: request.ip, userAgent: request.userAgent, sendId: send.id },
  })
  await ctx.emit(proposalCommented, { ...aboutOf(ctx, subject, version), commentId: given.id, author: 'customer', authorName })
  if (!visitor.isHistory) await tellOwners(ctx, subject, 'commented', { preview: text.slice(0, 120) }, given.id)
  return { state: 'said' }
}

export async function answer(ctx: Ctx, { id, text }: { id: string; text: string }): Promise<Comment> {
  const subject = await subjects.find(ctx, id)
  if (!subject) throw proposalNotFound()
  if (subject.latestSent === null) throw proposalNotSent()
  const { actor } = ctx
  const [authorId, authorName] = actor.kind === 'system' ? [null, actor.name] : [actor.id, actor.name]
  const comment = { id: ctx.newId(), proposalId: id, version: subject.latestSent, author: 'user' as const, authorId, authorName, text }
  await store.insert(ctx, comment)
  await record(ctx, id, {
    type: 'answered',
    version: comment.version,
    actorKind: 'user',
    actorName: authorName,
    facts: { commentId: comment.id, text },
  })
  await ctx.emit(proposalCommented, {
    ...aboutOf(ctx, subject, { number: comment.version }),
    commentId: comment.id,
    author: 'user',
    authorName,
  })
  return { id: comment.id, version: comment.version, author: 'user', authorName, text, at: ctx.now.toISOString() }
}
