import type { ComponentProps, ReactNode } from 'react'
import { DataGrid, type DataGridProps } from '#web/ui/data-grid.tsx'
import { FilterBar } from '#web/ui/filter-bar.tsx'
import { Page } from '#web/ui/page.tsx'

type ListPageProps<T> = {
  title: string
  hint?: ReactNode
  back?: string
  actions?: ReactNode
  bar?: ComponentProps<typeof FilterBar>
  grid: DataGridProps<T>
  /** Between the bar and the rows: a notice about a running import. */
  children?: ReactNode
}

/** A screen that is a list: title and actions, filters, rows. */
export const ListPage = <T,>({ title, hint, back, actions, bar, grid, children }: ListPageProps<T>) => (
  <Page title={title} hint={hint} actions={actions} body="bare" {...(back !== undefined && { back })}>
    {bar && <FilterBar {...bar} />}
    {children}
    <DataGrid {...grid} />
  </Page>
)
