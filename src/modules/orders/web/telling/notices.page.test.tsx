import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Notice } from '#orders/contract/notice.ts'
import { NoticesPage } from '#orders/web/telling/notices.page.tsx'
import { refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const template = {
  id: 't1',
  name: 'pedido_en_camino',
  language: 'es_AR',
  state: 'approved',
  isFillable: true,
  design: { header: null, body: 'Hola {{1}}, va tu pedido.', buttons: [], examples: {} },
}
const notice: Notice = { state: 'ready', isOn: true, text: 'Va.', template: { templateId: 't1', values: { 'body:1': 'x' } } }

test('what the server refuses of the message that tells of an order is said below the gap that it is about', async () => {
  const issues = [{ path: 'notices.0.template.values.body:1', message: 'Es demasiado largo.' }]
  const { user } = await render(<NoticesPage />, {
    answers: {
      'GET /order-notices': { items: [{ brandId: 'b1', notices: [notice], version: 1 }] },
      'GET /catalogue-setting': { takesByItself: false, version: 1 },
      'GET /templates': { items: [template], next: null },
      'PUT /order-notices/:brandId': refuse(422, { code: 'kernel.invalid_input', title: 'Revisá los datos', issues }),
    },
  })
  const gap = await screen.findByDisplayValue('x')
  await user.type(gap, 'y')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(await screen.findByText('Es demasiado largo.')).toBeTruthy()
  expect(gap.getAttribute('aria-invalid')).toBe('true')
})

test('a gap of a template says at once that what stands in it means nothing', async () => {
  const { user } = await render(<NoticesPage />, {
    answers: {
      'GET /order-notices': { items: [{ brandId: 'b1', notices: [notice], version: 1 }] },
      'GET /catalogue-setting': { takesByItself: false, version: 1 },
      'GET /templates': { items: [template], next: null },
    },
  })
  const gap = await screen.findByLabelText('Dato 1')
  await user.type(gap, ' {{{{precio}}')
  expect(await screen.findByText('{{precio}} no quiere decir nada: elegí una variable de la lista.')).toBeTruthy()
  expect(gap.getAttribute('aria-invalid')).toBe('true')
})
