import { behind, dealCommands, dealConversationCommands, dealNav, dealPages, dealPanels } from '#sales/web/deals/pages.ts'
import { exchangeRateSettings } from '#sales/web/exchange-rates/pages.ts'
import { pipelineSettings } from '#sales/web/pipelines/pages.ts'
import * as proposals from '#sales/web/proposals/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'sales',
  pages: [...dealPages, ...proposals.proposalPages],
  nav: [...dealNav, ...proposals.proposalNav],
  settings: [...pipelineSettings, ...exchangeRateSettings, ...proposals.proposalSettings],
  commands: [...dealCommands, ...proposals.proposalCommands],
  conversationCommands: dealConversationCommands,
  panels: [...dealPanels, ...proposals.proposalPanels],
  lateLive: async () => {
    const [deals, figures, offers] = await Promise.all([behind(), import('#sales/web/figures/live.ts'), proposals.proposalLive()])
    return [...deals.dealHandlers, ...figures.figureHandlers, ...offers.proposalHandlers]
  },
})
