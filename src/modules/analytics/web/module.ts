import { IconChartBar } from '@tabler/icons-react'
import { getBoard } from '#analytics/contract/api.ts'
import { canReadBoard } from '#analytics/contract/permissions.ts'
import { boardSearch } from '#analytics/web/board/board-search.ts'
import { defineWebModule } from '#web/module.ts'
import { preload } from '#web/query.ts'

export default defineWebModule({
  name: 'analytics',
  pages: [
    {
      path: '/tablero',
      title: 'analytics.board.title',
      permission: canReadBoard,
      skeleton: 'board',
      page: () => import('./board/board.page.tsx').then((file) => file.BoardPage),
      search: boardSearch,
      preload: ({ queryClient, search }) => preload(queryClient, getBoard, boardSearch(search)),
    },
  ],
  nav: [
    {
      group: 'operate',
      icon: IconChartBar,
      label: 'analytics.nav.board',
      to: '/tablero',
      permission: canReadBoard,
      order: 90,
      onPhone: true,
    },
  ],
  commands: [
    {
      name: 'analytics.go',
      label: 'analytics.nav.board',
      icon: IconChartBar,
      permission: canReadBoard,
      keys: 'g i',
      run: ({ go }) => go('/tablero'),
    },
  ],
})
