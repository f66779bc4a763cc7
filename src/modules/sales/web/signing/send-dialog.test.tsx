import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { SendDialog } from '#sales/web/signing/send-dialog.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const number = { channelId: 'c1', name: 'Ventas', displayPhone: '+54 9 351 555-0100' }
const greeting = {
  id: 't1',
  name: 'propuesta_lista',
  language: 'es_AR',
  isFillable: true,
  design: { header: null, body: 'Hola {{1}}: {{2}}', footer: null, buttons: [], variables: 'positional', examples: {} },
}

const sending = (ways: object) =>
  render(<SendDialog proposal={{ id: 'p1', number: 'P-1' }} onClose={() => {}} />, {
    answers: {
      'GET /proposals/:id/send-ways': { numbers: [], email: null, hasMailServer: true, ...ways },
      'GET /templates': { items: [greeting], next: null },
      'POST /proposals/:id/sends': { url: '' },
    },
  })
const sent = () => askedFor().filter(({ method }) => method === 'POST')
const press = () => screen.findByRole('button', { name: 'Enviar' })
const isWrong = (label: RegExp) => screen.getByLabelText(label, { selector: 'input' }).getAttribute('aria-invalid') === 'true'

test('a proposal for which a template is needed asks for it, and for what goes into it, below their fields', async () => {
  const { user } = await sending({ numbers: [{ ...number, block: 'never-wrote' }] })
  await screen.findByLabelText(/^Plantilla/, { selector: 'input' })
  await user.click(await press())
  expect(isWrong(/^Plantilla/)).toBe(true)
  await user.click(screen.getByLabelText(/^Plantilla/, { selector: 'input' }))
  await user.click(await screen.findByRole('option', { name: 'propuesta_lista (es_AR)' }))
  await user.type(screen.getByLabelText(/^1/), '   ')
  await user.click(await press())
  expect(isWrong(/^1/)).toBe(true)
  expect(sent()).toEqual([])
  await user.type(screen.getByLabelText(/^1/), 'Ana')
  await user.click(await press())
  expect(sent().map(({ body }) => body)).toMatchObject([{ channel: 'whatsapp', template: { templateId: 't1' } }])
})

test('what cannot leave by WhatsApp at all says so, and only then its button is off', async () => {
  await sending({ numbers: [{ ...number, block: 'channel-stopped' }] })
  expect(await screen.findByText('Este número está detenido.')).toBeTruthy()
  expect(((await press()) as HTMLButtonElement).disabled).toBe(true)
})

test('a proposal by mail asks for an address that can be one', async () => {
  const { user } = await sending({})
  await user.click(await screen.findByRole('radio', { name: 'Correo' }))
  await user.type(screen.getByLabelText(/^Correo de/), 'ana')
  await user.click(await press())
  expect(isWrong(/^Correo de/)).toBe(true)
  expect(sent()).toEqual([])
})
