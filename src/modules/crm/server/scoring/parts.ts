import { live, serve, type Live, type Route, type Schedule } from '#kernel/module.ts'
import * as events from '#crm/contract/events.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import * as api from '#crm/contract/scoring-api.ts'
import { decideLeads } from '#crm/server/lead-model/cases.ts'
import * as models from '#crm/server/lead-model/models.ts'
import { predictEverybody } from '#crm/server/lead-model/predict-everybody.ts'
import { refreshScores, rescoreContacts } from '#crm/server/scoring/refresh.ts'
import { save } from '#crm/server/scoring/save.ts'
import * as scores from '#crm/server/scoring/scores.ts'
import * as settings from '#crm/server/scoring/settings.ts'
import { simulate } from '#crm/server/scoring/simulation.ts'

/** What scores and the learned model add to the module. */
export const scoringRoutes: readonly Route[] = [
  serve(api.getContactScore, scores.get),
  serve(api.getScoreSettings, settings.get),
  serve(api.saveScoreSettings, save),
  serve(api.listScoreVersions, settings.listVersions),
  serve(api.getScoreVersion, settings.getVersion),
  serve(api.simulateScores, simulate),
  serve(api.listLeadModels, models.list),
  serve(api.getLeadModel, models.get),
  serve(api.trainLeadModel, models.train),
]

export const scoringJobs = [refreshScores, rescoreContacts, models.trainLeadModel, predictEverybody, decideLeads] as const

export const scoringSchedules: readonly Schedule[] = [
  { name: 'crm.refresh-scores', everySeconds: 86_400, job: refreshScores, per: 'organization' },
  { name: 'crm.decide-leads', everySeconds: 3_600, job: decideLeads, per: 'organization' },
  { name: 'crm.train-lead-model', everySeconds: 30 * 86_400, job: models.trainLeadModel, per: 'organization' },
]

/** Lists show many contacts; the records of more than this many are told by their next reading. */
const mostRecordsTold = 100

export const scoringLive: readonly Live[] = [
  live(
    events.contactScored,
    ({ scores: told }) => ['crm.contacts', ...told.slice(0, mostRecordsTold).map(({ contactId }) => `crm.contact:${contactId}`)],
    (viewer, data) => (viewer.permissions.has(canReadContacts.code) ? data : null),
  ),
  live(
    events.leadModelTrained,
    () => ['crm.definitions'],
    (viewer, data) => (viewer.permissions.has(canReadContacts.code) ? data : null),
  ),
]
