import { canReadOwn } from '#conversations/contract/permissions.ts'
import * as api from '#bots/contract/answer-api.ts'
import * as events from '#bots/contract/answer-events.ts'
import { brandRemoved } from '#identity/contract/events.ts'
import { live, on, serve, type AnswerSource, type Live, type Reaction, type Route } from '#kernel/module.ts'
import * as answers from './answers.ts'
import { forgetBrand } from './answers.store.ts'
import { matches, ownAnswers } from './finding.ts'

/** What frequent answers add to the module. */
export const routes: readonly Route[] = [
  serve(api.listAnswers, answers.list),
  serve(api.createAnswer, answers.create),
  serve(api.updateAnswer, answers.update),
  serve(api.removeAnswer, answers.remove),
  serve(api.findAnswers, matches),
]
export const answerEvents = Object.values(events)
export const sources: readonly AnswerSource[] = [ownAnswers]
export const reactions: readonly Reaction[] = [on(brandRemoved, (ctx, { brandId }) => forgetBrand(ctx, brandId))]

export const lives: readonly Live[] = [
  live(
    events.answersChanged,
    () => ['conversations.inbox'],
    (viewer) => (viewer.permissions.has(canReadOwn.code) ? { refresh: 'answers' } : null),
  ),
]

const ours = 'What the shop says, written for everybody.'
export const impersonal = { 'bots.answer': ours, 'bots.answer_question': ours }
