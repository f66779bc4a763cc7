import { canReadOwn } from '#conversations/contract/permissions.ts'
import { listUnderstandings } from '#bots/contract/understanding-api.ts'
import { messagesUnderstood } from '#bots/contract/understanding-events.ts'
import { flowHandlers, flowNav, flowPages } from '#bots/web/flows/pages.ts'
import { defineWebModule, liveHandler } from '#web/module.ts'
import { keyOf } from '#web/query.ts'

export default defineWebModule({
  name: 'bots',
  pages: [...flowPages],
  nav: [...flowNav],
  panels: [
    {
      slot: 'message',
      name: 'bots.understanding',
      title: 'bots.understanding.title',
      permission: canReadOwn,
      panel: () => import('./understanding/message-mark.tsx').then((file) => file.MessageMark),
    },
  ],
  live: [
    ...flowHandlers,
    liveHandler<{ understoodOf: string }>(messagesUnderstood, (queryClient, { understoodOf }) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(listUnderstandings, { id: understoodOf }) })
    }),
  ],
})
