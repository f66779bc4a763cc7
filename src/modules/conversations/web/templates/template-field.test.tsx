import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
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
