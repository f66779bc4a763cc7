import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { TemplateField } from '#conversations/web/templates/template-field.tsx'
import { aTemplate } from '#conversations/web/testing/samples.ts'
import { render } from '#web/testing/render.tsx'

test('an approved message is chosen by the name and the language that people know it by', async () => {
  const template = aTemplate({ name: 'volvio_al_menu', language: 'es_AR', state: 'approved' })
  const value = { templateId: template.id, values: {} }
  await render(<TemplateField value={value} label="Plantilla" tokens={[]} onChange={() => {}} />, {
    answers: { 'GET /templates': { items: [template], next: null } },
  })
  expect(await screen.findByDisplayValue('Volvio al menu · español (Argentina)')).toBeTruthy()
})

test('its gaps are called as where a template is sent, what fills them is said once, and a file that it keeps is no hindrance', async () => {
  const header = { kind: 'image' as const, fileId: 'f1' }
  const design = { ...aTemplate({}).design, header, body: 'Hola {{1}}, va el pedido {{2}}.' }
  const headerFile = { fileId: 'f1', url: '/f1', thumbnailUrl: null, filename: 'gallo.png' }
  const template = aTemplate({ name: 'con_foto', language: 'es_AR', state: 'approved', design, headerFile })
  const tokens = ['{{nombre}}', '{{pedido}}'].map((token) => ({ token, label: token.slice(2, -2) }))
  const value = { templateId: template.id, values: {} }
  await render(<TemplateField {...{ value, tokens }} label="Plantilla" onChange={() => {}} />, {
    answers: { 'GET /templates': { items: [template], next: null } },
  })
  await screen.findByLabelText('Dato 1')
  expect(screen.getByLabelText('Dato 2')).toBeTruthy()
  expect(screen.getAllByText('{{nombre}}: nombre · {{pedido}}: pedido')).toHaveLength(1)
})

test('what leads somewhere stands in the gap of the button, the rest in the gaps of the text in their order', async () => {
  const buttons = [{ kind: 'url' as const, text: 'Responder', url: 'https://elgallo.example/e/{{1}}' }]
  const design = { ...aTemplate({}).design, header: null, body: 'Hola {{1}}, contanos de {{2}}.', buttons }
  const template = aTemplate({ name: 'te_escuchamos', language: 'es_AR', state: 'approved', design })
  const tokens = [
    { token: '{{codigo}}', label: 'c', isForButtons: true },
    ...['{{nombre}}', '{{negocio}}'].map((token) => ({ token, label: 'x' })),
  ]
  const onChange = vi.fn()
  const { user } = await render(<TemplateField value={null} tokens={tokens} label="Plantilla" onChange={onChange} />, {
    answers: { 'GET /templates': { items: [template], next: null } },
  })
  await user.click(await screen.findByRole('combobox', { name: 'Plantilla' }))
  await user.click(await screen.findByRole('option', { name: /Te escuchamos/, hidden: true }))
  const values = { 'body:1': '{{nombre}}', 'body:2': '{{negocio}}', 'button:0': '{{codigo}}' }
  expect(onChange).toHaveBeenCalledWith({ templateId: template.id, values })
})
