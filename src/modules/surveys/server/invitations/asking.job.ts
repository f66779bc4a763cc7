import { z } from 'zod'
import { consentStates, names, restrictedContacts } from '#crm/server/public.ts'
import { occasionCame } from '#crm/contract/occasion-events.ts'
import { conversationResolved } from '#conversations/contract/events.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { isWindowOpen } from '#conversations/contract/window.ts'
import { getConversation, say } from '#conversations/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { translator } from '#kernel/i18n/messages.ts'
import { job } from '#kernel/jobs/job.ts'
import { Problem } from '#kernel/problem.ts'
import type { SkipReason } from '#surveys/contract/invitation.ts'
import { invitationEnded, invitationSent } from '#surveys/contract/survey-events.ts'
import { linkOf } from '#surveys/server/invitations/link.ts'
import * as store from '#surveys/server/invitations/invitations.store.ts'
import { questionOf, templateOf } from '#surveys/server/invitations/question.ts'
import { deliveryKey, fitting, isDelivery, occasionKey, type Occasion } from '#surveys/server/surveys/fit.ts'
import * as surveys from '#surveys/server/surveys/surveys.store.ts'

/** A resolution that is heard of later than this is history: nobody is asked about it. */
const historyMs = 86_400_000
const minuteMs = 60_000
const dayMs = 86_400_000
const hourMs = 3_600_000

/** Who was attended and answered is going to be asked, if there is a survey about such conversations. */
export const planInvitation = job({
  name: 'surveys.plan-invitation',
  payload: conversationResolved.data,
  async run(ctx, { conversation: { id, resolvedAt } }) {
    if (resolvedAt === null) return
    await plan(ctx, id, { about: 'resolution', key: occasionKey({ conversationId: id, resolvedAt }), at: resolvedAt })
  },
})

/** Who got what they had ordered. */
export const planAfterDelivery = job({
  name: 'surveys.plan-after-delivery',
  payload: occasionCame.data,
  run: (ctx, { conversationId, source, at }) => plan(ctx, conversationId, { about: 'delivery', key: deliveryKey(source), at }),
})

async function plan(ctx: Ctx, conversationId: string, { about, key, at }: Pick<Occasion, 'about' | 'key' | 'at'>): Promise<void> {
  if (ctx.now.getTime() - Date.parse(at) > historyMs) return
  const all = (await surveys.active(ctx)).filter((survey) => survey.about === about)
  const conversation = all.length > 0 ? await found(ctx, conversationId) : undefined
  if (!conversation) return
  if (about === 'resolution' && (conversation.firstInboundAt === null || conversation.firstReplyAt === null)) return
  const { contactId, brandId, channelId, teamId, assigneeId } = conversation
  const survey = fitting(all, { about, key, at, brandId, channelId, teamId })
  if (!survey) return
  const invitationId = ctx.newId()
  const dueAt = new Date(Date.parse(at) + survey.delayMinutes * minuteMs)
  const isNew = await store.insert(ctx, {
    id: invitationId,
    surveyId: survey.id,
    occasion: key,
    contactId,
    conversationId: conversation.id,
    brandId,
    channelId,
    teamId,
    agentId: assigneeId,
    dueAt: dueAt.toISOString(),
    sent: null,
  })
  if (isNew) ctx.enqueue(sendInvitation, { invitationId }, { at: dueAt, key: `surveys.send:${invitationId}` })
}

/** Looks again when the moment comes: only then it is known whether somebody may be asked, and how. */
export const sendInvitation = job({
  name: 'surveys.send-invitation',
  payload: z.object({ invitationId: Id }),
  async run(ctx, { invitationId }) {
    const invitation = await store.find(ctx, invitationId)
    if (invitation?.state !== 'scheduled') return
    const survey = await surveys.findPlain(ctx, invitation.surveyId)
    const reason = !survey?.isActive ? 'survey_off' : await ask(ctx, invitation, survey)
    const about = aboutOf(invitation)
    if (reason === null) return ctx.emit(invitationSent, about)
    await store.skip(ctx, invitationId, reason)
    await ctx.emit(invitationEnded, about)
  },
})

/** Null when it was asked, otherwise why not. */
async function ask(ctx: Ctx, invitation: store.InvitationRow, survey: surveys.SurveyRow): Promise<SkipReason | null> {
  const { contactId } = invitation
  const conversation = invitation.conversationId === null ? undefined : await found(ctx, invitation.conversationId)
  const name = (await names(ctx, [contactId])).get(contactId)
  if (!conversation || name === undefined) return 'contact_gone'
  const { resolvedAt } = conversation
  // How an order was can be asked in the middle of a conversation; how one was attended only when it is over.
  const isOver = resolvedAt !== null && occasionKey({ conversationId: conversation.id, resolvedAt }) === invitation.occasion
  if (!isDelivery(invitation.occasion) && !isOver) return 'wrote_again'
  if ((await restrictedContacts(ctx, [contactId])).has(contactId)) return 'restricted'
  const consents = await consentStates(ctx, { contactIds: [contactId], channel: 'whatsapp', purpose: 'service' })
  if (consents.get(contactId) === 'denied') return 'opted_out'
  const since = new Date(ctx.now.getTime() - survey.cooldownDays * dayMs).toISOString()
  // Their order arrives and their conversation is resolved within a minute: only one of the two asks.
  await store.takeTurn(ctx, contactId)
  if (survey.cooldownDays > 0 && (await store.wasAsked(ctx, contactId, since))) return 'cooldown'
  return send(ctx, invitation, survey, conversation, name)
}

async function send(
  ctx: Ctx,
  { id, occasion }: store.InvitationRow,
  survey: surveys.SurveyRow,
  conversation: Conversation,
  name: string,
): Promise<SkipReason | null> {
  const number = conversation.numbers.find(({ channelId }) => channelId === conversation.channelId)
  if (!number || number.block === 'channel-stopped' || number.block === 'cannot-reply') return 'channel_stopped'
  const { windowExpiresAt, capabilities } = number
  const isOpen = capabilities.windowHours === null || (windowExpiresAt !== null && isWindowOpen(windowExpiresAt, ctx.now))
  if (!isOpen && (survey.template === null || !capabilities.templates)) return 'window_closed'
  const { url, token } = linkOf(ctx, id)
  const brand = (await identity.brands(ctx)).find((one) => one.id === conversation.brandId)?.name ?? ''
  const content =
    isOpen || survey.template === null
      ? questionOf(survey, { invitationId: id, url, isInteractive: capabilities.interactive })
      : templateOf(survey.template, { name, brand, url, token })
  const messageId = ctx.newId()
  const expiresAt = new Date(ctx.now.getTime() + survey.expiresHours * hourMs).toISOString()
  try {
    const said = await say(ctx, {
      conversationId: conversation.id,
      messageId,
      content,
      authorName: translator(survey.language)('surveys.chat.author'),
      question: { askedBy: 'surveys', id, until: expiresAt },
      ...(!isDelivery(occasion) && conversation.resolvedAt !== null && { onlyIfResolvedAt: conversation.resolvedAt }),
    })
    if (said === null) return 'wrote_again'
  } catch (error) {
    // A template that was paused, a number that was stopped at this very moment: known before anything is written.
    if (!(error instanceof Problem)) throw error
    return error.code === 'conversations.window_closed' ? 'window_closed' : 'not_sent'
  }
  await store.markSent(ctx, id, { via: isOpen ? 'chat' : 'template', messageId, expiresAt })
  return null
}

/** It may be gone by now. */
async function found(ctx: Ctx, id: string): Promise<Conversation | undefined> {
  try {
    return await getConversation(ctx, { id })
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined
    throw error
  }
}

const aboutOf = ({ id, surveyId, contactId, conversationId }: store.InvitationRow) => ({
  invitationId: id,
  surveyId,
  contactId,
  conversationId,
})

const atOnce = 500

/** Those whose time to answer is over. */
export const expireInvitations = job({
  name: 'surveys.expire-invitations',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async run(ctx) {
    for (const { id, ...about } of await store.expire(ctx, atOnce)) await ctx.emit(invitationEnded, { invitationId: id, ...about })
  },
})
