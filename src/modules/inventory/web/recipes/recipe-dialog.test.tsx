import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { getRecipe } from '#inventory/contract/recipe-api.ts'
import { RecipeDialog } from '#inventory/web/recipes/recipe-dialog.tsx'
import { keyOf } from '#web/query.ts'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const variantId = '0193b3a0-0000-7000-8000-00000000000a'
const flour = { variantId: '0193b3a0-0000-7000-8000-00000000000b', name: 'Harina', unit: 'kg' as const, quantityMilli: 500 }
const bread = { variantId, name: 'Pan', yieldMilli: 1000, parts: [flour], version: 1 }

test('a recipe with a part of nothing is not sent, and what is typed outlives what somebody else saves', async () => {
  const { user, queryClient } = await render(<RecipeDialog variantId={variantId} name="Pan" onClose={() => {}} />, {
    answers: {
      'GET /stock-recipes/:id': bread,
      'PUT /stock-recipes/:id': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
    },
  })
  const quantity = await screen.findByLabelText<HTMLInputElement>('Cuánto lleva de Harina')
  await user.clear(quantity)
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(screen.getByRole('alert')).toBeTruthy()
  expect(askedFor().some(({ method }) => method === 'PUT')).toBe(false)
  act(() => void queryClient.setQueryData(keyOf(getRecipe, { id: variantId }), { ...bread, yieldMilli: 2000, version: 2 }))
  await user.type(quantity, '0,75')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect(
    askedFor()
      .find(({ method }) => method === 'PUT')
      ?.headers.get('if-match'),
  ).toBe('"1"')
  await waitFor(() => expect(quantity.value).toBe('0,75'))
})

test('how much goes in is read as people of the place write it, and stands as it was read', async () => {
  const salt = { ...flour, name: 'Sal', unit: 'g' as const, quantityMilli: 1_250_500 }
  const { user } = await render(<RecipeDialog variantId={variantId} name="Pan" onClose={() => {}} />, {
    answers: { 'GET /stock-recipes/:id': { ...bread, parts: [salt] }, 'PUT /stock-recipes/:id': { ...bread, version: 2 } },
  })
  const quantity = await screen.findByLabelText<HTMLInputElement>('Cuánto lleva de Sal')
  expect(quantity.value).toBe('1250,5')
  await user.clear(quantity)
  await user.type(quantity, '1.500')
  const made = screen.getByLabelText('Rinde')
  await user.clear(made)
  await user.type(made, '0.125')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(askedFor().some(({ method }) => method === 'PUT')).toBe(true))
  expect(askedFor().find(({ method }) => method === 'PUT')?.body).toEqual({
    yieldMilli: 125,
    parts: [{ variantId: salt.variantId, quantityMilli: 1_500_000 }],
  })
})

test('kilos of a recipe that are typed as the scale shows them are said as they were understood, and half a piece is one', async () => {
  const egg = { ...flour, variantId: '0193b3a0-0000-7000-8000-00000000000c', name: 'Huevo', unit: 'piece' as const }
  const { user } = await render(<RecipeDialog variantId={variantId} name="Pan" onClose={() => {}} />, {
    answers: { 'GET /stock-recipes/:id': { ...bread, parts: [flour, egg] }, 'PUT /stock-recipes/:id': { ...bread, version: 2 } },
  })
  const quantity = await screen.findByLabelText<HTMLInputElement>('Cuánto lleva de Harina')
  await user.clear(quantity)
  await user.type(quantity, '1.250')
  expect(screen.getByText('Se anota 1,25 kg')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(askedFor().some(({ method }) => method === 'PUT')).toBe(true))
  expect(askedFor().find(({ method }) => method === 'PUT')?.body).toMatchObject({
    parts: [{ quantityMilli: 1_250 }, { quantityMilli: 500 }],
  })
})
