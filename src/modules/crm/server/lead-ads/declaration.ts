import { serve, servePlatform, type Route } from '#kernel/module.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import * as api from '#crm/contract/lead-ads-api.ts'
import { fetchLead } from '#crm/server/lead-ads/fetch-lead.job.ts'
import * as pages from '#crm/server/lead-ads/pages.ts'
import { handshake, intake } from '#crm/server/lead-ads/webhook.ts'

export const routes: readonly Route[] = [
  serve(api.listLeadPages, pages.list),
  serve(api.connectLeadPage, pages.connect),
  serve(api.updateLeadPage, pages.update),
  serve(api.deleteLeadPage, pages.remove),
  serve(api.listAdForms, pages.listForms),
  serve(api.listLeadDeliveries, pages.listDeliveries),
  serve(api.sendTestLead, pages.sendTest),
  serve(api.retryLeadDeliveries, pages.retry),
  servePlatform(api.leadAdsHandshake, handshake),
  servePlatform(api.leadAdsWebhook, intake),
]

export const jobs: readonly JobType[] = [fetchLead as JobType]
