import { behind, dealCommands, dealConversationCommands, dealNav, dealPages, dealPanels } from '#sales/web/deals/pages.ts'
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
  lateLive: () => behind().then((file) => file.dealHandlers),
})
