import { canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { findAnswers, listAnswers } from '#bots/contract/answer-api.ts'
import { answersChanged } from '#bots/contract/answer-events.ts'
import { listUnderstandings } from '#bots/contract/understanding-api.ts'
import { messagesUnderstood } from '#bots/contract/understanding-events.ts'
import { answerPages } from '#bots/web/answers/pages.ts'
import { flowHandlers, flowNav, flowPages } from '#bots/web/flows/pages.ts'
import { defineWebModule, liveHandler } from '#web/module.ts'
import { keyOf } from '#web/query.ts'

export default defineWebModule({
  name: 'bots',
  pages: [...flowPages],
  nav: [...flowNav],
  settings: [...answerPages],
  panels: [
    {
      slot: 'message',
      name: 'bots.understanding',
      title: 'bots.understanding.title',
      permission: canReadOwn,
      panel: () => import('./understanding/message-mark.tsx').then((file) => file.MessageMark),
    },
    {
      slot: 'row',
      name: 'bots.topic',
      title: 'bots.understanding.title',
      permission: canReadOwn,
      panel: () => import('./understanding/topic-mark.tsx').then((file) => file.TopicMark),
    },
    {
      slot: 'filter',
      name: 'bots.topics',
      title: 'bots.understanding.filter',
      permission: canReadOwn,
      panel: () => import('./understanding/topic-filter.tsx').then((file) => file.TopicFilter),
    },
    {
      slot: 'talk',
      name: 'bots.runs',
      title: 'bots.runs.title',
      permission: canReadOwn,
      panel: () => import('./runs/run-panel.tsx').then((file) => file.RunPanel),
    },
    {
      slot: 'writing',
      name: 'bots.answers',
      title: 'bots.answers.title',
      permission: canReply,
      panel: () => import('./answers/suggestion.tsx').then((file) => file.Suggestion),
    },
  ],
  live: [
    ...flowHandlers,
    liveHandler(answersChanged, (queryClient) => {
      for (const { path } of [listAnswers, findAnswers]) void queryClient.invalidateQueries({ queryKey: [path] })
    }),
    liveHandler<{ understoodOf: string }>(messagesUnderstood, (queryClient, { understoodOf }) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(listUnderstandings, { id: understoodOf }) })
    }),
  ],
})
