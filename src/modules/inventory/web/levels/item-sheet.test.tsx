import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { getStock } from '#inventory/contract/stock-api.ts'
import { ItemSheet } from '#inventory/web/levels/item-sheet.tsx'
import { aStockRow } from '#inventory/web/testing/samples.ts'
import { type Answer, askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const flour = aStockRow()

async function rulesOfFlour(saving: Answer) {
  let saved = flour
  const rendered = await render(<ItemSheet variantId={flour.variantId} onClose={() => {}} />, {
    session: { permissions: ['inventory.manage-stock'] },
    answers: {
      'GET /stock/:id': () => saved,
      'GET /stock-locations': { items: [] },
      'GET /stock-waits': { items: [], next: null },
      'PATCH /stock-items/:id': saving,
    },
  })
  const point = () => screen.findByLabelText<HTMLInputElement>('Avisar con menos de')
  const type = async (text: string) => {
    await rendered.user.clear(await point())
    await rendered.user.type(await point(), text)
  }
  const anotherSaves = async (change: Partial<typeof flour>) => {
    saved = { ...flour, ...change, version: 2 }
    await act(() => rendered.queryClient.invalidateQueries({ queryKey: [getStock.path] }))
  }
  return { ...rendered, point, type, anotherSaves }
}

const save = { name: 'Guardar' }
const sent = () => askedFor().find(({ method }) => method === 'PATCH')

test('when to order more is saved against what was looked at, and only what is typed of it', async () => {
  const { user, type } = await rulesOfFlour({ ...flour, version: 2 })
  await type('1.500,5')
  await user.click(screen.getByRole('button', save))
  await waitFor(() => expect(sent()).toBeTruthy())
  expect(sent()?.headers.get('if-match')).toBe('"1"')
  expect(sent()?.body).toEqual({
    tracking: 'quantity',
    allowsNegative: false,
    reorderRule: 'fixed',
    reorderPointMilli: 1_500_500,
    reorderUpToMilli: 20_000,
    leadDays: 3,
  })
})

test('rules of stock that somebody is writing stay when another one saves them, who is told of on saving', async () => {
  const { user, point, type, anotherSaves } = await rulesOfFlour(
    refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
  )
  await type('7')
  await anotherSaves({ reorderPointMilli: 9_000 })
  expect((await point()).value).toBe('7')
  await user.click(screen.getByRole('button', save))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect(sent()?.headers.get('if-match')).toBe('"1"')
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(async () => expect((await point()).value).toBe('9'))
})
