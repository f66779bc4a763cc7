import * as dealEvents from '#sales/contract/deal-events.ts'
import * as permissions from '#sales/contract/permissions.ts'
import * as pipelineEvents from '#sales/contract/pipeline-events.ts'
import * as proposalEvents from '#sales/contract/proposal-events.ts'
import * as signingEvents from '#sales/contract/signing-events.ts'
import * as proposals from '#sales/server/proposals/declaration.ts'
import { defineModule } from '#kernel/module.ts'
import { actions } from '#sales/server/deals/actions.ts'
import { activityReactions, recordSteps } from '#sales/server/deals/activities.ts'
import { contactReactions, forgetMerges, releaseDeals } from '#sales/server/deals/contact-reactions.ts'
import { dealKind } from '#sales/server/deals/deal-kind.ts'
import { dealSearch, dealTimeline } from '#sales/server/deals/deal-timeline.ts'
import { dealLives, dealRoutes, dealTopics } from '#sales/server/deals/declaration.ts'
import { openOwners } from '#sales/server/deals/deals.store.ts'
import { rebalanceStage } from '#sales/server/deals/places.ts'
import { keptRates } from '#sales/server/exchange-rates/kept-rates.ts'
import * as figures from '#sales/server/metrics/declaration.ts'
import { salesDemo } from '#sales/server/demo.ts'
import { dealMetrics, dealReports } from '#sales/server/reports/reports.ts'
import { impersonal, personalData } from '#sales/server/personal-data.ts'
import { pipelineLives, pipelineReactions, pipelineRoutes, pipelineTopics } from '#sales/server/pipelines/declaration.ts'
import { refreshWaiting } from '#sales/server/pipelines/refresh.job.ts'
import * as signing from '#sales/server/signing/declaration.ts'

export default defineModule({
  name: 'sales',
  needs: ['identity', 'crm', 'conversations', 'commerce'],
  permissions: Object.values(permissions),
  events: [
    ...Object.values(dealEvents),
    ...Object.values(pipelineEvents),
    ...Object.values(proposalEvents),
    ...Object.values(signingEvents),
    ...figures.figureEvents,
  ],
  routes: [...pipelineRoutes, ...dealRoutes, ...proposals.proposalRoutes, ...signing.signingRoutes, ...figures.figureRoutes],
  pages: signing.signingPages,
  installationKeys: {
    'sales.proposal_send proposal_send_by_token': 'Who signs has no account: the hash of their link alone has to say whose proposal it is.',
  },
  reactions: [
    ...pipelineReactions,
    ...contactReactions,
    ...activityReactions,
    ...proposals.proposalReactions,
    ...signing.signingReactions,
    ...figures.figureReactions,
  ],
  jobs: [
    recordSteps,
    releaseDeals,
    forgetMerges,
    rebalanceStage,
    refreshWaiting,
    ...proposals.proposalJobs,
    ...signing.signingJobs,
    ...figures.figureJobs,
  ],
  schedules: [
    { name: 'sales.forget-contact-merges', everySeconds: 86_400, job: forgetMerges, per: 'organization' },
    ...proposals.proposalSchedules,
    ...figures.figureSchedules,
  ],
  live: [...pipelineLives, ...dealLives, ...figures.figureLives, ...proposals.proposalLives, ...signing.signingLives],
  topics: [...pipelineTopics, ...dealTopics, ...proposals.proposalTopics],
  timeline: [dealTimeline, proposals.proposalTimeline, signing.signingTimeline],
  search: [dealSearch, proposals.proposalSearch],
  attention: [dealKind],
  actions,
  inCharge: openOwners,
  rates: [keptRates],
  reports: [...dealReports, ...signing.signingReports],
  metrics: dealMetrics,
  personalData: [...signing.signingPersonalData, ...personalData, ...proposals.proposalPersonalData],
  impersonal: { ...impersonal, ...proposals.proposalImpersonal, ...signing.signingImpersonal },
  fileColumns: proposals.proposalFileColumns,
  demo: salesDemo,
})
