import { dealHandlers } from '#sales/web/deals/deals.live.ts'
import { dealCommands, dealConversationCommands, dealNav, dealPages, dealPanels } from '#sales/web/deals/pages.ts'
import { pipelineHandlers } from '#sales/web/pipelines/pipelines.queries.ts'
import { pipelineSettings } from '#sales/web/pipelines/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'sales',
  pages: dealPages,
  nav: dealNav,
  settings: pipelineSettings,
  commands: dealCommands,
  conversationCommands: dealConversationCommands,
  panels: dealPanels,
  live: [...dealHandlers, ...pipelineHandlers],
})
