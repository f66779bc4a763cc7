import { z } from 'zod'
import type { Conversation } from '#conversations/contract/conversation.ts'
import type { Actor } from '#kernel/ctx.ts'
import type { DemoPart } from '#kernel/module.ts'
import { isScore } from '#surveys/contract/scale.ts'
import { CreateSurvey } from '#surveys/contract/survey.ts'
import { give } from '#surveys/server/answers/answers.ts'
import { tell } from '#surveys/server/answers/following.job.ts'
import * as store from '#surveys/server/invitations/invitations.store.ts'
import { occasionKey } from '#surveys/server/surveys/fit.ts'
import * as surveys from '#surveys/server/surveys/surveys.ts'

const Answering = z.object({
  /** Of a hundred who are asked. */
  percent: z.number(),
  /** How often each score is given, by the score. */
  weights: z.record(z.string(), z.number()),
  /** Of a hundred who answer. */
  commentPercent: z.number(),
  comments: z.record(z.string(), z.array(z.string())),
})
const SurveysDemo = z.object({
  survey: z.object({ by: z.string(), asks: CreateSurvey, answers: Answering }).nullable().default(null),
  /** Nobody has answered them yet. */
  moreSurveys: z.array(CreateSurvey).default([]),
})

const minuteMs = 60_000
const dayMs = 86_400_000

/**
 * One survey that is asked since the shop began, with what people answered to it: every answer through the function that
 * takes them, at its moment. Nothing of it is sent to anybody, and what is over becomes nobody's task.
 */
export const demo: DemoPart = {
  order: 60,
  async load(ctx, business) {
    const { survey: data, moreSurveys } = SurveysDemo.parse(business.data)
    const resolved = (business.made.get('conversations.resolved') ?? []) as Conversation[]
    const people = (business.made.get('identity.people') ?? new Map()) as Map<string, { id: string; name: string; teamIds: string[] }>
    const author = data && people.get(data.by)
    if (!data || !author) return
    const random = randomOf(business.seed)
    const actor: Actor = { kind: 'user', permissions: new Set(), sessionId: author.id, ...author }
    const begin = new Date(ctx.now.getTime() - business.days * dayMs)
    // Older by a minute, so that the one with answers is looked at first.
    for (const one of moreSurveys) await business.at(new Date(begin.getTime() - minuteMs), actor, (then) => surveys.create(then, one))
    const survey = await business.at(begin, actor, (then) => surveys.create(then, { ...data.asks, isActive: false }))
    const lastByContact = new Map<string, number>()
    const silent: store.NewInvitation[] = []
    for (const conversation of resolved.filter(({ firstReplyAt, resolvedAt }) => firstReplyAt !== null && resolvedAt !== null)) {
      const sentMs = Date.parse(conversation.resolvedAt ?? '') + survey.delayMinutes * minuteMs
      const last = lastByContact.get(conversation.contactId) ?? 0
      if (sentMs - last < survey.cooldownDays * dayMs || sentMs > ctx.now.getTime() - 60 * minuteMs) continue
      lastByContact.set(conversation.contactId, sentMs)
      const invitation = invitationOf(ctx.newId(), survey, conversation, sentMs)
      if (random() * 100 >= data.answers.percent) {
        silent.push(invitation)
        continue
      }
      const score = Number(weighted(random(), data.answers.weights))
      const all = data.answers.comments[String(score)] ?? []
      const comment = random() * 100 < data.answers.commentPercent ? (all[Math.floor(random() * all.length)] ?? '') : ''
      const via = random() < 0.75 ? 'chat' : 'link'
      const at = new Date(Math.min(sentMs + (1 + random() ** 3 * 300) * minuteMs, ctx.now.getTime() - minuteMs))
      if (!isScore(survey.kind, score)) throw new Error(`a demo answer has no such score: ${score}`)
      await business.at(at, ctx.actor, async (then) => {
        await store.insert(then, invitation)
        const row = await store.find(then, invitation.id)
        if (!row) return
        await give(then, row, survey, { score, comment, via, isPast: true })
        await tell(then, { ...row, comment }, { what: 'score', score, before: null, via: 'link' })
      })
    }
    await business.at(ctx.now, ctx.actor, async (now) => {
      for (const one of silent) await store.insert(now, one)
      await store.expire(now, silent.length)
    })
    // From here on it is asked; what was resolved before is history.
    if (data.asks.isActive)
      await business.at(ctx.now, actor, (now) => surveys.update({ ...now, ifMatch: survey.version }, { id: survey.id, isActive: true }))
  },
}

type Asked = { id: string; delayMinutes: number; expiresHours: number }

function invitationOf(id: string, survey: Asked, { id: conversationId, ...about }: Conversation, sentMs: number): store.NewInvitation {
  const at = new Date(sentMs).toISOString()
  return {
    id,
    surveyId: survey.id,
    occasion: occasionKey({ conversationId, resolvedAt: about.resolvedAt ?? '' }),
    contactId: about.contactId,
    conversationId,
    brandId: about.brandId,
    channelId: about.channelId,
    teamId: about.teamId,
    agentId: about.assigneeId,
    dueAt: at,
    sent: { at, expiresAt: new Date(sentMs + survey.expiresHours * 60 * minuteMs).toISOString(), via: 'chat' },
  }
}

function weighted(draw: number, weights: Readonly<Record<string, number>>): string {
  const all = Object.entries(weights)
  let left = draw * all.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [key, weight] of all) if ((left -= weight) < 0) return key
  return all[0]?.[0] ?? ''
}

/** The same row of numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
