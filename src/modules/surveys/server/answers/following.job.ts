import type { z } from 'zod'
import { createTask, names } from '#crm/server/public.ts'
import { say, writeLine } from '#conversations/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { translator } from '#kernel/i18n/messages.ts'
import { job } from '#kernel/jobs/job.ts'
import { Problem } from '#kernel/problem.ts'
import { bandOf, scaleOf } from '#surveys/contract/scale.ts'
import { invitationAnswered } from '#surveys/contract/survey-events.ts'
import * as store from '#surveys/server/invitations/invitations.store.ts'
import * as surveys from '#surveys/server/surveys/surveys.store.ts'

type Answered = z.output<typeof invitationAnswered.data>
type Told = Pick<Answered, 'what' | 'score' | 'before' | 'via'>

const dayMs = 86_400_000

/** What follows an answer, after its commit: the line in the thread, a word of thanks, and something to do about a bad one. */
export const followAnswer = job({
  name: 'surveys.follow-answer',
  payload: invitationAnswered.data,
  async run(ctx, answered) {
    const invitation = await store.find(ctx, answered.invitationId)
    const survey = invitation && (await surveys.findPlain(ctx, invitation.surveyId))
    if (!survey) return
    if (answered.what === 'late') return sayTo(ctx, invitation, survey, translator(survey.language)('surveys.chat.late'))
    if (answered.isPast) return
    await tell(ctx, invitation, answered)
    // Twice told is once too often: who changes their mind was thanked already.
    if (answered.via === 'chat' && (answered.before === null || answered.what === 'comment')) await thank(ctx, invitation, survey, answered)
    if (answered.what === 'score' && invitation.band === 'bad' && invitation.taskId === null && survey.opensTask)
      await openTask(ctx, invitation)
  },
})

/** The thread shows words that were written in it; what came by the link only this line tells. */
export async function tell(
  ctx: Ctx,
  { conversationId, kind, comment }: store.InvitationRow,
  { what, score, before, via }: Told,
): Promise<void> {
  if (conversationId === null || (what === 'comment' && via === 'chat')) return
  const isOnlyComment = score === null || what === 'comment'
  const values = {
    answer: [isOnlyComment ? '' : outOf(ctx, kind, score), via === 'link' && comment ? `“${comment.slice(0, 300)}”` : '']
      .filter(Boolean)
      .join(' · '),
  }
  await ifThere(() =>
    writeLine(ctx, { conversationId, what: before === null || isOnlyComment ? 'survey-answered' : 'survey-changed', values }),
  )
}

/** `4 de 5`. */
const outOf = (ctx: Ctx, kind: store.InvitationRow['kind'], score: number): string =>
  ctx.t('surveys.out_of', { score, max: scaleOf(kind)?.max ?? score })

async function thank(ctx: Ctx, invitation: store.InvitationRow, survey: surveys.SurveyRow, { what, score }: Answered): Promise<void> {
  const { texts, kind } = survey
  const words =
    what === 'score' && score !== null
      ? texts[bandOf(kind, score)]
      : kind === 'open'
        ? texts.good
        : translator(survey.language)('surveys.chat.noted')
  const asksOn = what === 'score' && kind !== 'open' && texts.followUp !== '' && invitation.comment === ''
  await sayTo(ctx, invitation, survey, asksOn ? `${words}\n\n${texts.followUp}` : words, asksOn)
}

/** Beside the conversation, whatever became of it; where it cannot be said any more nothing is lost. */
async function sayTo(
  ctx: Ctx,
  { id, conversationId, expiresAt }: store.InvitationRow,
  { language }: surveys.SurveyRow,
  text: string,
  asks = false,
): Promise<void> {
  if (conversationId === null) return
  const until = new Date(Math.min(ctx.now.getTime() + dayMs, Date.parse(expiresAt ?? ''))).toISOString()
  await ifThere(() =>
    say(ctx, {
      conversationId,
      messageId: ctx.newId(),
      content: { kind: 'text', text },
      authorName: translator(language)('surveys.chat.author'),
      ...(asks && { question: { askedBy: 'surveys', id, until } }),
    }),
  )
}

async function ifThere(run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

/** Whoever attended has it, or nobody yet; it stands in "attend now" as tasks do. */
async function openTask(
  ctx: Ctx,
  { id, surveyName, kind, contactId, conversationId, agentId, score, comment }: store.InvitationRow,
): Promise<void> {
  const name = (await names(ctx, [contactId])).get(contactId)
  if (name === undefined || score === null) return
  const isHere = agentId !== null && (await identity.colleagues(ctx)).some((one) => one.id === agentId && one.isActive)
  const href = conversationId === null ? `/contactos/${contactId}` : `/bandeja/${conversationId}`
  const task = await createTask(ctx, {
    title: ctx.t('surveys.task.title', { name, score: outOf(ctx, kind, score) }).slice(0, 200),
    notes: [ctx.t('surveys.task.notes', { survey: surveyName }), comment && `“${comment}”`].filter(Boolean).join('\n').slice(0, 2_000),
    dueAt: new Date(ctx.now.getTime() + dayMs).toISOString(),
    remindMinutes: null,
    repeats: 'never',
    priority: 'high',
    assigneeId: isHere ? agentId : null,
    contactId,
    reference: { href, words: ctx.t(conversationId === null ? 'surveys.task.contact' : 'surveys.task.conversation') },
  })
  await store.setTask(ctx, id, task.id)
  if (isHere && agentId !== null)
    await identity.notify(ctx, {
      personIds: [agentId],
      words: 'surveys.notices.bad_score',
      values: { name, score: outOf(ctx, kind, score) },
      href: `/tareas/${task.id}`,
      key: `bad-score:${id}`,
    })
}
