import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { render } from '#web/testing/render.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { RowCard } from '#web/ui/row-card.tsx'

type Supplier = { name: string; phone: string; days: number | null }
const columns: Column<Supplier>[] = [
  { name: 'name', header: 'Nombre', card: 'title', cell: ({ name }) => name },
  { name: 'phone', header: 'Teléfono', cell: ({ phone }) => phone },
  { name: 'days', header: 'Plazo', card: 'named', cell: ({ days }) => days },
]
const card = (supplier: Supplier) => render(<RowCard row={supplier} columns={columns} face={undefined} />)

test('below the name of a row on a phone stands what is known of it, zero included', async () => {
  await card({ name: 'Granja Sur', phone: '', days: 0 })
  expect(screen.getByRole('gridcell').textContent).toBe('Granja SurPlazo 0')
})

test('a row of which only the name is known has no second line', async () => {
  await card({ name: 'Granja Sur', phone: '', days: null })
  expect(screen.getByText('Granja Sur').parentElement?.nextElementSibling).toBeNull()
})
