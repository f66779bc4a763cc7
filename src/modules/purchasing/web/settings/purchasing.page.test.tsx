import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { getPurchasingSetting } from '#purchasing/contract/supplier-api.ts'
import { PurchasingPage } from '#purchasing/web/settings/purchasing.page.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const setting = {
  approvalOverMinor: null as number | null,
  overBasisPoints: 500,
  shortBasisPoints: 0,
  billQuantityBasisPoints: 0,
  billPriceBasisPoints: 0,
  costRule: 'average',
  orderTemplate: null,
  currency: 'ARS',
  version: 1,
}

test('what somebody is writing of how to buy stays when another one saves it, who is told of on saving', async () => {
  let saved = setting
  const { user, queryClient } = await render(<PurchasingPage />, {
    answers: {
      'GET /purchasing-setting': () => saved,
      'PUT /purchasing-setting': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
    },
  })
  const over = await screen.findByLabelText<HTMLInputElement>('Recibir de más')
  await user.clear(over)
  await user.type(over, '12')
  saved = { ...setting, overBasisPoints: 800, version: 2 }
  await act(() => queryClient.invalidateQueries({ queryKey: [getPurchasingSetting.path] }))
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect(screen.getByLabelText<HTMLInputElement>('Recibir de más').value).toMatch(/^12/)
  expect(
    askedFor()
      .find(({ method }) => method === 'PUT')
      ?.headers.get('if-match'),
  ).toBe('"1"')
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Recibir de más').value).toBe('8 %'))
})

test('a tolerance that is emptied is written anew, and has to be said', async () => {
  const { user } = await render(<PurchasingPage />, { answers: { 'GET /purchasing-setting': setting } })
  const over = await screen.findByLabelText<HTMLInputElement>('Recibir de más')
  await user.clear(over)
  expect(over.value).toBe('')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(await screen.findByText('Falta completar este dato.')).toBeTruthy()
  expect(askedFor().some(({ method }) => method === 'PUT')).toBe(false)
})

test('what the server refuses of the message that an order leaves with is said below the gap that it is about, until that one is mended', async () => {
  const template = {
    id: 't1',
    name: 'orden_de_compra',
    language: 'es_AR',
    state: 'approved',
    isFillable: true,
    design: { header: { kind: 'document' }, body: 'Hola {{1}}, va la orden {{2}}.', buttons: [], examples: {} },
  }
  const issues = ['1', '2'].map((gap) => ({ path: `orderTemplate.values.body:${gap}`, message: `Revisá el dato ${gap}.` }))
  const { user } = await render(<PurchasingPage />, {
    answers: {
      'GET /purchasing-setting': { ...setting, orderTemplate: { templateId: 't1', values: { 'body:1': 'x', 'body:2': '{{orden}}' } } },
      'GET /templates': { items: [template], next: null },
      'PUT /purchasing-setting': refuse(422, { code: 'kernel.invalid_input', title: 'Revisá los datos', issues }),
    },
  })
  const gap = await screen.findByDisplayValue('x')
  await user.type(gap, 'y')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(await screen.findByText('Revisá el dato 1.')).toBeTruthy()
  expect(gap.getAttribute('aria-invalid')).toBe('true')
  await user.type(gap, 'z')
  expect(screen.queryByText('Revisá el dato 1.')).toBeNull()
  expect(screen.getByText('Revisá el dato 2.')).toBeTruthy()
})
