import type { Content } from '#conversations/contract/content.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Heard, Listener } from '#kernel/module.ts'
import { bandOf, isScore } from '#surveys/contract/scale.ts'
import { invitationAnswered } from '#surveys/contract/survey-events.ts'
import { readingOf } from '#surveys/server/answers/recognition.ts'
import * as store from '#surveys/server/invitations/invitations.store.ts'
import { choiceIdOf } from '#surveys/server/invitations/question.ts'
import * as surveys from '#surveys/server/surveys/surveys.store.ts'

const mostLetters = 4_096
/** Without an open question what follows a score so closely still belongs to it. */
const closelyMs = 10 * 60_000

export type Given = {
  score?: number
  /** Added to what was said before. */
  comment?: string
  via: 'chat' | 'link'
  /** It is only written down, long after: nobody is thanked and nothing follows. */
  isPast?: boolean
}

/** Whether it can still be answered or changed. */
export const isOpen = ({ state, expiresAt }: Pick<store.InvitationRow, 'state' | 'expiresAt'>, now: Date): boolean =>
  (state === 'sent' || state === 'partly' || state === 'answered') && expiresAt !== null && now.getTime() < Date.parse(expiresAt)

/** Writes down what somebody answered, on an invitation that is held. The same again changes nothing and tells nobody. */
export async function give(
  ctx: Ctx,
  invitation: store.InvitationRow,
  survey: Pick<surveys.SurveyRow, 'kind' | 'texts'>,
  given: Given,
): Promise<void> {
  const { kind, texts } = survey
  const score = given.score !== undefined && isScore(kind, given.score) ? given.score : invitation.score
  const comment = joined(invitation.comment, given.comment ?? '')
  if (score === invitation.score && comment === invitation.comment) return
  if (score === null && kind !== 'open') return
  const isWhole = kind === 'open' || texts.followUp === '' || comment !== ''
  await store.answer(ctx, invitation.id, {
    state: isWhole ? 'answered' : 'partly',
    score,
    band: score === null ? null : bandOf(kind, score),
    comment,
    answeredAt: invitation.answeredAt ?? ctx.now.toISOString(),
    answeredVia: given.via,
  })
  await ctx.emit(invitationAnswered, {
    ...aboutOf(invitation),
    what: score === invitation.score ? 'comment' : 'score',
    score,
    before: invitation.score,
    via: given.via,
    isPast: given.isPast ?? false,
  })
}

function joined(before: string, added: string): string {
  const text = added.trim()
  if (text === '' || before === text || before.split('\n').includes(text)) return before
  return (before === '' ? text : `${before}\n${text}`).slice(0, mostLetters)
}

/** Hears what customers write after they were asked. */
export const listener: Listener = { name: 'surveys', hear }

async function hear(ctx: Ctx, { questionId, contactId, at, content: said }: Heard): Promise<'taken' | 'heard' | 'passed'> {
  const content = said as Content
  const invitation = await store.lock(ctx, questionId)
  const survey = invitation && (await surveys.findPlain(ctx, invitation.surveyId))
  if (!survey || invitation.contactId !== contactId) return 'passed'
  const reading = readingOf(survey.kind, content, choiceIdOf(invitation.id))
  if (!isOpen(invitation, new Date(at))) {
    // What is pressed after the end is still no question to anybody.
    if (content.kind !== 'choice' || reading.what !== 'score') return 'passed'
    await ctx.emit(invitationAnswered, {
      ...aboutOf(invitation),
      what: 'late',
      score: reading.score,
      before: invitation.score,
      via: 'chat',
      isPast: false,
    })
    return 'taken'
  }
  // What was answered whole is over for words; only what is pressed still changes it.
  const isAwaited = content.kind === 'choice' || (survey.kind !== 'open' && invitation.score === null) || mayComment(invitation, survey, at)
  if (!isAwaited) return 'passed'
  if (reading.what === 'score') {
    await give(ctx, invitation, survey, { score: reading.score, comment: reading.comment, via: 'chat' })
    return 'taken'
  }
  if (reading.what !== 'words' || !mayComment(invitation, survey, at)) return 'passed'
  await give(ctx, invitation, survey, { comment: reading.text, via: 'chat' })
  // Only words that were asked for are nobody's to answer.
  return reading.asksMore || (survey.kind !== 'open' && survey.texts.followUp === '') ? 'heard' : 'taken'
}

function mayComment({ score, comment, answeredAt }: store.InvitationRow, { kind, texts }: surveys.SurveyRow, at: string): boolean {
  if (comment !== '') return false
  if (kind === 'open') return true
  if (score === null || answeredAt === null) return false
  return texts.followUp !== '' || Date.parse(at) - Date.parse(answeredAt) < closelyMs
}

const aboutOf = ({ id, surveyId, contactId, conversationId }: store.InvitationRow) => ({
  invitationId: id,
  surveyId,
  contactId,
  conversationId,
})
