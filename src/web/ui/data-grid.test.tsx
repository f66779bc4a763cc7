import { Menu } from '@mantine/core'
import { screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { ApiProblem } from '#web/api.ts'
import { render } from '#web/testing/render.tsx'
import { DataGrid, type DataGridProps } from '#web/ui/data-grid.tsx'
import { useSelection } from '#web/ui/selection.tsx'
import { EmptyState } from '#web/ui/states.tsx'

type Shop = { id: string; name: string; sales: number }
const shops: Shop[] = Array.from({ length: 200 }, (_, i) => ({ id: `s${i}`, name: `Local ${i}`, sales: i * 10 }))

function Grid(props: Partial<DataGridProps<Shop>>) {
  const selection = useSelection()
  const [sort, setSort] = useState('name')
  return (
    <DataGrid
      label="Locales"
      rows={shops}
      columns={[
        { name: 'name', header: 'Nombre', sort: 'name', cell: (shop) => shop.name },
        { name: 'sales', header: 'Ventas', sort: 'sales', align: 'end', width: 120, cell: (shop) => shop.sales },
      ]}
      rowId={(shop) => shop.id}
      rowName={(shop) => shop.name}
      rowHref={(shop) => `/locales/${shop.id}`}
      sort={sort}
      onSort={setSort}
      selection={selection}
      bulk={(ids) => <span>borrar {ids.join(',')}</span>}
      rowMenu={() => <Menu.Item>Editar</Menu.Item>}
      empty={<EmptyState title="Todavía no hay locales" />}
      {...props}
    />
  )
}

const row = (name: string) => screen.getByRole('row', { name: new RegExp(`${name}\\b`) })
const focusedName = () => document.activeElement?.querySelector('a')?.textContent

test('only the rows in view are drawn, and all are counted', async () => {
  await render(<Grid />)
  const grid = screen.getByRole('grid', { name: 'Locales' })
  expect(grid.getAttribute('aria-rowcount')).toBe('201')
  expect(within(grid).getAllByRole('row').length).toBeLessThan(80)
})

test('J and K, arrows, Home and End move through the rows', async () => {
  const { user } = await render(<Grid />)
  await user.keyboard('j')
  await waitFor(() => expect(focusedName()).toBe('Local 0'))
  await user.keyboard('j')
  await waitFor(() => expect(focusedName()).toBe('Local 1'))
  await user.keyboard('{ArrowDown}')
  await waitFor(() => expect(focusedName()).toBe('Local 2'))
  await user.keyboard('k')
  await waitFor(() => expect(focusedName()).toBe('Local 1'))
  await user.keyboard('{Home}')
  await waitFor(() => expect(focusedName()).toBe('Local 0'))
  await user.keyboard('{ArrowUp}')
  await waitFor(() => expect(focusedName()).toBe('Local 0'))
})

test('one row at a time is reached with Tab', async () => {
  await render(<Grid />)
  const reachable = screen.getAllByRole('row').filter((one) => one.tabIndex === 0 && one.dataset['index'] !== undefined)
  expect(reachable).toHaveLength(1)
})

test('Enter opens the row, a click too, a click on its menu does not', async () => {
  const { user, router } = await render(<Grid />)
  await user.click(screen.getByRole('button', { name: 'Acciones de Local 3' }))
  expect(router.state.location.pathname).toBe('/')
  await user.keyboard('{Escape}')
  row('Local 2').focus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(router.state.location.pathname).toBe('/locales/s2'))
})

test('X and the space bar select; the bar says how many and what can be done', async () => {
  const { user } = await render(<Grid />)
  row('Local 1').focus()
  await user.keyboard('x')
  row('Local 3').focus()
  await user.keyboard(' ')
  expect(row('Local 1').getAttribute('aria-selected')).toBe('true')
  const bar = screen.getByRole('toolbar')
  expect(bar.textContent).toContain('2 seleccionados')
  expect(bar.textContent).toContain('borrar s1,s3')
  await user.click(screen.getByRole('button', { name: 'Quitar la selección' }))
  expect(screen.queryByRole('toolbar')).toBeNull()
})

test('Shift selects everything from the last one to here', async () => {
  const { user } = await render(<Grid />)
  row('Local 1').focus()
  await user.keyboard(' ')
  row('Local 4').focus()
  await user.keyboard('{Shift>} {/Shift}')
  expect(screen.getByRole('toolbar').textContent).toContain('s1,s2,s3,s4')
})

test('the box in the header takes all loaded rows and is mixed in between', async () => {
  const { user } = await render(<Grid rows={shops.slice(0, 3)} />)
  const all = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Seleccionar todas las filas cargadas' })
  await user.click(screen.getByRole('checkbox', { name: 'Seleccionar Local 1' }))
  expect(all.indeterminate).toBe(true)
  await user.click(all)
  expect(screen.getByRole('toolbar').textContent).toContain('3 seleccionados')
})

test('a header sorts, then turns the order round, and says so', async () => {
  const { user } = await render(<Grid />)
  const header = screen.getByRole('columnheader', { name: 'Ventas' })
  expect(header.getAttribute('aria-sort')).toBe('none')
  await user.click(within(header).getByRole('button'))
  expect(header.getAttribute('aria-sort')).toBe('ascending')
  await user.click(within(header).getByRole('button'))
  expect(header.getAttribute('aria-sort')).toBe('descending')
})

test('near its end a list asks for more, once; when nothing comes the person may ask again', async () => {
  const more = vi.fn()
  const { user } = await render(<Grid rows={shops.slice(0, 10)} hasMore onMore={more} />)
  expect(more).toHaveBeenCalledOnce()
  await user.click(screen.getByRole('button', { name: 'Cargar más' }))
  expect(more).toHaveBeenCalledTimes(2)
})

test('what replaces the rows, or the word that there are none, is announced while it is on its way', async () => {
  const asking = await render(<Grid isStale />)
  expect(screen.getByRole('grid').querySelector('[aria-busy=true]')?.textContent).toContain('Local 0')
  // Its names still sort.
  expect(screen.getByRole('columnheader', { name: 'Ventas' }).closest('[aria-busy=true]')).toBeNull()
  asking.unmount()
  const nothing = await render(<Grid rows={[]} isStale />)
  expect(screen.getByText('Todavía no hay locales').closest('[aria-busy=true]')).not.toBeNull()
  nothing.unmount()
  await render(<Grid isStale={false} />)
  expect(document.querySelector('[aria-busy=true]')).toBeNull()
})

test('nothing yet, something wrong, and still loading look different', async () => {
  const empty = await render(<Grid rows={[]} />)
  expect(screen.getByText('Todavía no hay locales')).toBeTruthy()
  empty.unmount()
  const retry = vi.fn()
  const failed = await render(<Grid rows={undefined} error={new ApiProblem({ code: 'web.offline', status: 0 })} onRetry={retry} />)
  await failed.user.click(screen.getByRole('button', { name: 'Reintentar' }))
  expect(retry).toHaveBeenCalledOnce()
  failed.unmount()
  await render(<Grid rows={undefined} />)
  expect(screen.queryByRole('grid')).toBeNull()
})
