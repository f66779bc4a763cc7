import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { Invitation } from '#surveys/contract/invitation.ts'
import { canManageSurveys, canReadSurveys } from '#surveys/contract/permissions.ts'
import { AnswerQuery, ResultQuery, Results } from '#surveys/contract/result.ts'
import { CreateSurvey, Survey, UpdateSurvey } from '#surveys/contract/survey.ts'

const One = z.object({ id: Id })
const Invited = z.object({ url: z.string(), invitation: Invitation })

export const listSurveys = endpoint({
  method: 'GET',
  path: '/surveys',
  permission: canReadSurveys,
  input: z.object({}),
  output: z.object({ items: z.array(Survey) }),
})
export const getSurvey = endpoint({ method: 'GET', path: '/surveys/:id', permission: canReadSurveys, input: One, output: Survey })
export const createSurvey = endpoint({
  method: 'POST',
  path: '/surveys',
  permission: canManageSurveys,
  input: CreateSurvey,
  output: Survey,
})
export const updateSurvey = endpoint({
  method: 'PATCH',
  path: '/surveys/:id',
  permission: canManageSurveys,
  input: UpdateSurvey,
  output: Survey,
  versioned: true,
})
/** One that was never sent is gone; of others the answers stay. */
export const deleteSurvey = endpoint({
  method: 'DELETE',
  path: '/surveys/:id',
  permission: canManageSurveys,
  input: One,
  output: z.object({}),
})
export const getResults = endpoint({
  method: 'GET',
  path: '/surveys/:id/results',
  permission: canReadSurveys,
  input: ResultQuery,
  output: Results,
})
/** The newest first. */
export const listAnswers = endpoint({
  method: 'GET',
  path: '/surveys/:id/answers',
  permission: canReadSurveys,
  input: AnswerQuery,
  output: pageOf(Invitation),
})
/** A link for one person, to be handed over by whatever way. It answers once and can be changed until it expires. */
export const inviteByHand = endpoint({
  method: 'POST',
  path: '/surveys/:id/invitations',
  permission: canManageSurveys,
  input: One.extend({ contactId: Id }),
  output: Invited,
})
/** What somebody was asked and answered, the newest first. */
export const listContactSurveys = endpoint({
  method: 'GET',
  path: '/contacts/:id/surveys',
  permission: canReadSurveys,
  input: One,
  output: z.object({ items: z.array(Invitation) }),
})
