import { live, type Live, type Topic } from '#kernel/module.ts'
import { canReadSurveys } from '#surveys/contract/permissions.ts'
import { invitationAnswered, invitationEnded, invitationSent, surveyChanged } from '#surveys/contract/survey-events.ts'

const topic = 'surveys.results'

export const topics: readonly Topic[] = [{ prefix: topic, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadSurveys)) }]

/** Open pages ask again; what was said travels with no patch. */
export const lives: readonly Live[] = [
  live(
    surveyChanged,
    () => [topic],
    (viewer, { surveyId }) => (viewer.permissions.has(canReadSurveys.code) ? { surveyId } : null),
  ),
  ...[invitationSent, invitationEnded].map((event) =>
    live(
      event,
      ({ contactId }) => [topic, `crm.contact:${contactId}`],
      (viewer, { surveyId, contactId }) => (viewer.permissions.has(canReadSurveys.code) ? { surveyId, contactId } : null),
    ),
  ),
  live(
    invitationAnswered,
    ({ contactId }) => [topic, `crm.contact:${contactId}`],
    (viewer, { surveyId, contactId }) => (viewer.permissions.has(canReadSurveys.code) ? { surveyId, contactId } : null),
  ),
]
