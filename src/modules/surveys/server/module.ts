import * as events from '#surveys/contract/survey-events.ts'
import * as api from '#surveys/contract/survey-api.ts'
import * as permissions from '#surveys/contract/permissions.ts'
import { defineModule, serve } from '#kernel/module.ts'
import { listener } from '#surveys/server/answers/answers.ts'
import { followAnswer } from '#surveys/server/answers/following.job.ts'
import { answerPage, surveyPage } from '#surveys/server/answers/page.ts'
import { timeline } from '#surveys/server/answers/timeline.ts'
import { expireInvitations, planAfterDelivery, planInvitation, sendInvitation } from '#surveys/server/invitations/asking.job.ts'
import * as invitations from '#surveys/server/invitations/invitations.ts'
import { demo } from '#surveys/server/demo.ts'
import { lives, topics } from '#surveys/server/live.ts'
import { impersonal, personalData } from '#surveys/server/personal-data.ts'
import { reactions } from '#surveys/server/reactions.ts'
import { metric, reports } from '#surveys/server/results/reports.ts'
import * as results from '#surveys/server/results/results.ts'
import * as surveys from '#surveys/server/surveys/surveys.ts'

export default defineModule({
  name: 'surveys',
  needs: ['identity', 'crm', 'conversations'],
  permissions: Object.values(permissions),
  events: Object.values(events),
  routes: [
    serve(api.listSurveys, surveys.list),
    serve(api.getSurvey, surveys.get),
    serve(api.createSurvey, surveys.create),
    serve(api.updateSurvey, surveys.update),
    serve(api.deleteSurvey, surveys.remove),
    serve(api.getResults, results.read),
    serve(api.listAnswers, invitations.listAnswers),
    serve(api.inviteByHand, invitations.inviteByHand),
    serve(api.listContactSurveys, invitations.ofContact),
  ],
  pages: [
    { method: 'GET', path: '/e/:token', handle: surveyPage },
    { method: 'POST', path: '/e/:token', handle: answerPage },
  ],
  reactions,
  jobs: [planInvitation, planAfterDelivery, sendInvitation, expireInvitations, followAnswer],
  schedules: [{ name: 'surveys.expire-invitations', everySeconds: 3_600, job: expireInvitations, per: 'organization' }],
  listeners: [listener],
  live: lives,
  topics,
  timeline: [timeline],
  metrics: [metric],
  reports,
  personalData,
  impersonal,
  demo,
})
