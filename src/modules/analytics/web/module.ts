import { IconChartBar, IconReportAnalytics } from '@tabler/icons-react'
import { getBoard, listReports } from '#analytics/contract/api.ts'
import { canReadBoard, canReadReports } from '#analytics/contract/permissions.ts'
import { boardSearch } from '#analytics/web/board/board-search.ts'
import { reportsSearch } from '#analytics/web/reports/reports-search.ts'
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
    {
      path: '/informes',
      title: 'analytics.reports.title',
      permission: canReadReports,
      skeleton: 'list',
      page: () => import('./reports/reports.page.tsx').then((file) => file.ReportsPage),
      search: reportsSearch,
      preload: ({ queryClient }) => preload(queryClient, listReports, {}),
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
    {
      group: 'operate',
      icon: IconReportAnalytics,
      label: 'analytics.nav.reports',
      to: '/informes',
      permission: canReadReports,
      order: 95,
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
    {
      name: 'analytics.go-reports',
      label: 'analytics.nav.reports',
      icon: IconReportAnalytics,
      permission: canReadReports,
      run: ({ go }) => go('/informes'),
    },
  ],
})
