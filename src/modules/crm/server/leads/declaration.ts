import { serve, type Route, type Schedule } from '#kernel/module.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import * as api from '#crm/contract/lead-api.ts'
import * as leads from '#crm/server/leads/leads.ts'
import * as standings from '#crm/server/leads/standings.ts'

export { lives, topics } from '#crm/server/leads/live.ts'

export const routes: readonly Route[] = [
  serve(api.listLeads, leads.list),
  serve(api.createLead, leads.create),
  serve(api.updateLead, leads.update),
  serve(api.getStanding, standings.get),
  serve(api.moveStage, standings.move),
  serve(api.overrideState, standings.override),
]

export const jobs: readonly JobType[] = [standings.lapseStandings as JobType]

export const schedules: readonly Schedule[] = [
  { name: 'crm.lapse-standings', everySeconds: 900, job: standings.lapseStandings, per: 'organization' },
]
