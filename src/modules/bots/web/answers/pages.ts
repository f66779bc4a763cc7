import { IconMessageQuestion, IconMoon } from '@tabler/icons-react'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { listAnswers } from '#bots/contract/answer-api.ts'
import { canManageAnswers } from '#bots/contract/permissions.ts'
import type { SettingsPage } from '#web/module.ts'
import { preload } from '#web/query.ts'

/** What the shop says without anybody writing it anew. */
export const answerPages: readonly SettingsPage[] = [
  {
    path: 'respuestas-frecuentes',
    section: 'channels',
    title: 'bots.answers.title',
    hint: 'bots.answers.hint',
    also: 'bots.answers.also',
    icon: IconMessageQuestion,
    permission: canReadOwn,
    order: 21,
    page: () => import('./answer-list.page.tsx').then((file) => file.AnswerListPage),
    preload: ({ queryClient }) => preload(queryClient, listAnswers, {}),
  },
  {
    path: 'fuera-de-hora',
    section: 'channels',
    title: 'bots.away.title',
    hint: 'bots.away.hint',
    also: 'bots.away.also',
    icon: IconMoon,
    permission: canManageAnswers,
    order: 22,
    page: () => import('../away/away-list.page.tsx').then((file) => file.AwayListPage),
  },
]
