import { names, restrictedContacts } from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Invitation } from '#surveys/contract/invitation.ts'
import { canReadByAgent } from '#surveys/contract/permissions.ts'
import type { AnswerQuery } from '#surveys/contract/result.ts'
import { invitationSent } from '#surveys/contract/survey-events.ts'
import * as answers from '#surveys/server/answers/answers.store.ts'
import * as store from '#surveys/server/invitations/invitations.store.ts'
import { linkOf } from '#surveys/server/invitations/link.ts'
import { contactRestricted, contactUnknown, surveyNotFound } from '#surveys/server/problems.ts'
import { get } from '#surveys/server/surveys/surveys.ts'

/** What somebody was asked, without what was only planned. */
export async function ofContact(ctx: Ctx, { id }: { id: string }): Promise<{ items: Invitation[] }> {
  const rows = await store.ofContact(ctx, id)
  return { items: await shown(ctx, rows) }
}

export async function listAnswers(ctx: Ctx, query: AnswerQuery): Promise<Page<Invitation>> {
  await get(ctx, query)
  const { items, next } = await answers.page(ctx, query)
  return { items: await shown(ctx, items), next }
}

/** A link for one person, good from now on. */
export async function inviteByHand(ctx: Ctx, input: { id: string; contactId: string }): Promise<{ url: string; invitation: Invitation }> {
  const { contactId } = input
  const survey = await get(ctx, input)
  if (survey.archivedAt !== null) throw surveyNotFound()
  if (!(await names(ctx, [contactId])).has(contactId)) throw contactUnknown()
  if ((await restrictedContacts(ctx, [contactId])).has(contactId)) throw contactRestricted()
  const id = ctx.newId()
  const at = ctx.now.toISOString()
  const expiresAt = new Date(ctx.now.getTime() + survey.expiresHours * 3_600_000).toISOString()
  await store.insert(ctx, {
    id,
    surveyId: survey.id,
    occasion: `by-hand:${id}`,
    contactId,
    conversationId: null,
    brandId: survey.brandIds.length === 1 ? (survey.brandIds[0] ?? null) : null,
    channelId: null,
    teamId: null,
    agentId: null,
    dueAt: at,
    sent: { at, expiresAt, via: 'link' },
  })
  await ctx.emit(invitationSent, { invitationId: id, surveyId: survey.id, contactId, conversationId: null })
  const row = await store.find(ctx, id)
  const [invitation] = row ? await shown(ctx, [row]) : []
  if (!invitation) throw surveyNotFound()
  return { url: linkOf(ctx, id).url, invitation }
}

async function shown(ctx: Ctx, rows: readonly store.InvitationRow[]): Promise<Invitation[]> {
  const maySeeAgents = ctx.can(canReadByAgent)
  const agentIds = maySeeAgents ? [...new Set(rows.flatMap(({ agentId }) => agentId ?? []))] : []
  const [contactNames, agents] = await Promise.all([
    names(ctx, [...new Set(rows.map(({ contactId }) => contactId))]),
    agentIds.length > 0 ? identity.people(ctx, agentIds) : [],
  ])
  const agentById = new Map(agents.map(({ id, name }) => [id, name]))
  return rows.map(({ agentId, brandId: _brand, occasion: _occasion, dueAt: _due, createdAt: _created, ...row }) => ({
    ...row,
    contactName: contactNames.get(row.contactId) ?? null,
    agentName: agentId === null ? null : (agentById.get(agentId) ?? null),
  }))
}
