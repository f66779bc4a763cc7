import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { SupplierCard } from '#purchasing/contract/supplier.ts'
import { ItemDialog } from '#purchasing/web/suppliers/item-dialog.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const supplier = { id: 's1', currency: 'ARS' } as SupplierCard

test('who adds something that a supplier sells without saying what, by which unit or for how much is told below each field', async () => {
  const found = { kind: 'good', name: 'Harina', unit: 'kg', variants: [{ id: 'v1', name: '' }] }
  const { user } = await render(<ItemDialog supplier={supplier} without={[]} onClose={() => {}} />, {
    answers: { 'GET /product-matches': { items: [found] }, 'POST /supplier-items': {} },
  })
  const save = () => user.click(screen.getByRole('button', { name: 'Guardar' }))
  const isWrong = (label: string) => screen.getByLabelText(label, { selector: 'input' }).getAttribute('aria-invalid') === 'true'
  await screen.findByRole('dialog')
  await save()
  expect(['Agregar un producto', 'Lo vende por', 'Precio por unidad', 'Código del proveedor'].map(isWrong)).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(askedFor().filter(({ method }) => method !== 'GET')).toEqual([])
  await user.type(screen.getByLabelText('Agregar un producto', { selector: 'input' }), 'Har')
  await user.click(await screen.findByRole('option', { name: 'Harina' }))
  await user.type(screen.getByLabelText('Lo vende por'), 'bolsa')
  await user.type(screen.getByLabelText('Precio por bolsa'), '1500')
  await save()
  expect(askedFor().at(-1)?.body).toMatchObject({ supplierId: 's1', variantId: 'v1', supplyUnit: 'bolsa', priceMinor: 1500_00 })
})
