import { serve, servePlatform, type PublicPage, type Route, type Schedule } from '#kernel/module.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import * as formApi from '#crm/contract/form-api.ts'
import * as api from '#crm/contract/lead-api.ts'
import { embedScript, formPage, submitPage } from '#crm/server/forms/page.ts'
import * as forms from '#crm/server/forms/forms.ts'
import * as intake from '#crm/server/forms/intake.ts'
import * as leadAds from '#crm/server/lead-ads/declaration.ts'
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
  serve(formApi.listForms, forms.list),
  serve(formApi.getForm, forms.get),
  serve(formApi.createForm, forms.create),
  serve(formApi.updateForm, forms.update),
  servePlatform(formApi.getPublicForm, intake.show),
  servePlatform(formApi.submitForm, intake.submit),
  ...leadAds.routes,
]

/** What visitors see: the form by itself, what became of it, and the script that shows it on a page of others. */
export const pages: readonly PublicPage[] = [
  { method: 'GET', path: '/f/:slug', handle: formPage },
  { method: 'POST', path: '/f/:slug', handle: submitPage },
  { method: 'GET', path: '/f/:slug/embed.js', handle: embedScript },
]

export const jobs: readonly JobType[] = [...leadAds.jobs, standings.lapseStandings as JobType]

export const schedules: readonly Schedule[] = [
  { name: 'crm.lapse-standings', everySeconds: 900, job: standings.lapseStandings, per: 'organization' },
]
