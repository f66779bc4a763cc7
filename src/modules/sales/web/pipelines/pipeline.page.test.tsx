import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { listPipelines } from '#sales/contract/pipeline-api.ts'
import type { Pipeline, Stage, WritePipeline } from '#sales/contract/pipeline.ts'
import { PipelineSettingsPage } from '#sales/web/pipelines/pipeline.page.tsx'
import { type Asked, askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const stage = (id: string, name: string, kind: Stage['kind'] = 'open'): Stage => ({
  id,
  name,
  kind,
  probability: 10,
  rottingDays: null,
  requiredFields: [],
  color: 'blue',
})
const pipeline: Pipeline = {
  id: 'p1',
  name: 'Ventas',
  brandId: null,
  currency: 'ARS',
  asksNextStep: false,
  stages: [stage('s1', 'Nueva'), stage('s2', 'Visita'), stage('s3', 'Ganada', 'won'), stage('s4', 'Perdida', 'lost')],
  archivedAt: null,
  version: 1,
}
const clash = refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' })
const open = { at: '/ajustes/embudos/p1', route: '/ajustes/embudos/$id' }
const save = { name: 'Guardar embudo' }
const refused = (path: string, message: string) =>
  refuse(422, { code: 'kernel.invalid_input', title: 'Revisá los datos', issues: [{ path, message }] })
const sent = () => askedFor().filter(({ method }) => method === 'PUT')

test('stages that somebody is writing stay when another one saves the pipeline, who is told of on saving', async () => {
  let saved = pipeline
  const { user, queryClient } = await render(<PipelineSettingsPage />, {
    answers: { 'GET /pipelines': () => ({ items: [saved] }), 'PUT /pipelines/:id': clash },
    ...open,
  })
  await user.type(await screen.findByDisplayValue('Nueva'), ' consulta')
  saved = { ...pipeline, name: 'Mayoristas', version: 2 }
  await act(() => queryClient.invalidateQueries({ queryKey: [listPipelines.path] }))
  expect(await screen.findByRole('heading', { name: 'Mayoristas' })).toBeTruthy()
  await user.click(screen.getByRole('button', save))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect(sent().map(({ headers }) => headers.get('if-match'))).toEqual(['"1"'])
  expect(screen.getByDisplayValue('Nueva consulta')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(() => expect(screen.getByDisplayValue('Mayoristas')).toBeTruthy())
  expect(screen.getByDisplayValue('Nueva')).toBeTruthy()
})

test('who is asked where the deals of a stage go is told there too that somebody else was faster', async () => {
  const asks = refuse(409, { code: 'sales.stage_has_deals', title: 'Hay 2.', details: { stageId: 's2', stage: 'Visita', count: 2 } })
  const { user } = await render(<PipelineSettingsPage />, {
    answers: {
      'GET /pipelines': { items: [pipeline] },
      'PUT /pipelines/:id': ({ body }: Asked) => ((body as WritePipeline).remaps.length === 0 ? asks() : clash()),
    },
    ...open,
  })
  await user.click(await screen.findByRole('button', { name: 'Quitar la etapa Visita' }))
  await user.click(screen.getByRole('button', save))
  await user.click(await screen.findByRole('combobox', { name: 'Hay 2 oportunidades ahí. ¿A qué etapa pasan?' }))
  await user.click(await screen.findByRole('option', { name: 'Nueva' }))
  await user.click(screen.getByRole('button', { name: 'Mover y guardar' }))
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Alguien cambió esto.'))
  expect(screen.queryByLabelText('Quitar la etapa Visita')).toBeNull()
  expect(sent().map(({ body }) => (body as WritePipeline).remaps)).toEqual([[], [{ stageId: 's2', toStageId: 's1' }]])
})

test('what the server refuses of a stage is said at its field, goes with it, and is over when it is mended', async () => {
  const { user } = await render(<PipelineSettingsPage />, {
    answers: { 'GET /pipelines': { items: [pipeline] }, 'PUT /pipelines/:id': refused('stages.1.name', 'Ese nombre no va.') },
    ...open,
  })
  const visit = await screen.findByDisplayValue('Visita')
  await user.click(screen.getByRole('button', save))
  expect(await screen.findByText('Ese nombre no va.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(visit))
  await user.click(screen.getByRole('button', { name: 'Subir Visita' }))
  expect(screen.getByDisplayValue('Visita').getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByDisplayValue('Nueva').getAttribute('aria-invalid')).toBeNull()
  await user.type(screen.getByDisplayValue('Visita'), ' a obra')
  expect(screen.queryByText('Ese nombre no va.')).toBeNull()
})

test('what the server refuses of a field that a stage asks for, and of all stages, is said too', async () => {
  let told = refused('stages.0.requiredFields.0', 'Eso ya no se pide.')
  const asking = { ...pipeline, stages: pipeline.stages.with(0, { ...stage('s1', 'Nueva'), requiredFields: ['amount'] }) }
  const { user } = await render(<PipelineSettingsPage />, {
    answers: { 'GET /pipelines': { items: [asking] }, 'PUT /pipelines/:id': () => told() },
    ...open,
  })
  await user.click(await screen.findByRole('button', save))
  expect(await screen.findByText('Eso ya no se pide.')).toBeTruthy()
  told = refused('stages', 'Poné al menos 3.')
  await user.click(screen.getByRole('button', save))
  expect((await screen.findByRole('alert')).textContent).toBe('Poné al menos 3.')
})
