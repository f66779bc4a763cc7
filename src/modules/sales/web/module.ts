import { behind, dealCommands, dealConversationCommands, dealNav, dealPages, dealPanels } from '#sales/web/deals/pages.ts'
import { exchangeRateSettings } from '#sales/web/exchange-rates/pages.ts'
import { pipelineSettings } from '#sales/web/pipelines/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'sales',
  pages: dealPages,
  nav: dealNav,
  settings: [...pipelineSettings, ...exchangeRateSettings],
  commands: dealCommands,
  conversationCommands: dealConversationCommands,
  panels: dealPanels,
  lateLive: async () => {
    const [deals, figures] = await Promise.all([behind(), import('#sales/web/figures/live.ts')])
    return [...deals.dealHandlers, ...figures.figureHandlers]
  },
})
