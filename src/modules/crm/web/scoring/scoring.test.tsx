import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { getScoreSettings } from '#crm/contract/scoring-api.ts'
import { LeadModelPage } from '#crm/web/lead-model/lead-model.page.tsx'
import { ScoreRulesPage } from '#crm/web/scoring/rules.page.tsx'
import { ScoreCard } from '#crm/web/scoring/score-card.tsx'
import { askedFor, refuse, type Answers } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const id = '0193b3a0-0000-7000-8000-00000000000a'
const session = { permissions: ['crm.read-contacts', 'crm.manage-scoring'] }
const definitions: Answers = {
  'GET /tags': { items: [] },
  'GET /contact-fields': { items: [] },
}
const wrote = {
  ruleId: id,
  groupId: id,
  points: 14,
  activity: 'message.in',
  condition: null,
  count: 2,
  lastAt: '2026-11-14T12:00:00.000Z',
}

test('a score is said with its grade, its reasons and why the lead may buy', async () => {
  const score = {
    contactId: id,
    score: 43,
    grade: 'B2',
    winPercent: 72,
    fit: 15,
    engagement: 28,
    reasons: [
      wrote,
      {
        ...wrote,
        ruleId: `${id.slice(0, -1)}b`,
        points: -60,
        activity: null,
        condition: { about: 'relation', is: 'supplier' },
        count: 0,
        lastAt: null,
      },
    ],
    capped: [{ groupId: id, name: 'Conversación', sum: 41, cap: 30 }],
    pWin: 0.72,
    modelVersion: 1,
    winReasons: [
      { factor: 'price', level: 'yes', value: null, logOdds: 0.9 },
      { factor: 'response', level: null, value: 180, logOdds: -0.4 },
    ],
    scoredAt: '2026-11-21T12:00:00.000Z',
  }
  await render(<ScoreCard contactId={id} />, { session, answers: { ...definitions, 'GET /contacts/:id/score': score } })
  expect(await screen.findByText('43')).toBeTruthy()
  for (const text of [
    'B2',
    '+14',
    '−60',
    'Es proveedor',
    'Preguntó el precio',
    'Se le respondió en 3 horas',
    /72\s?% de probabilidad de compra/,
  ])
    expect(screen.getByText(text)).toBeTruthy()
  expect(screen.getByText(/Escribió 2 veces/)).toBeTruthy()
  expect(screen.getByText('«Conversación» suma 41; cuentan hasta 30.')).toBeTruthy()
})

const settings = {
  groups: [
    {
      id,
      name: 'Charla',
      axis: 'engagement',
      cap: 30,
      decay: { kind: 'half-life', days: 14 },
      rules: [{ id: `${id.slice(0, -1)}c`, kind: 'activity', points: 7, activity: 'message.in', most: 100, cooldownHours: 1 }],
    },
  ],
  fit: { high: 35, middle: 20 },
  engagement: { high: 40, middle: 15 },
}
const rules: Answers = {
  ...definitions,
  'GET /score-settings': { version: 3, settings, createdAt: null, createdBy: null },
  'GET /score-versions': { items: [] },
}

test('rules that give no points cannot be saved, and whoever saves over somebody keeps their changes', async () => {
  const clash = refuse(409, { code: 'kernel.changed_meanwhile', details: { version: 4 } })
  const { user } = await render(<ScoreRulesPage />, { session, answers: { ...rules, 'PUT /score-settings': clash } })
  const points = await screen.findByLabelText('Puntos')
  await user.clear(points)
  await user.type(points, '0')
  expect((screen.getByRole('button', { name: 'Guardar reglas' }) as HTMLButtonElement).disabled).toBe(true)
  await user.clear(points)
  await user.type(points, '9')
  await user.click(screen.getByRole('button', { name: 'Guardar reglas' }))
  expect(await screen.findByText(/Otra persona guardó otras reglas/)).toBeTruthy()
  expect((screen.getByLabelText('Puntos') as HTMLInputElement).value).toBe('+9')
  await waitFor(() => expect(askedFor().filter(({ method }) => method === 'PUT').length).toBe(1))
})

test('rules that nobody touched are shown as they are now, and are no changes to be saved', async () => {
  let group = 'Charla'
  const { queryClient } = await render(<ScoreRulesPage />, {
    session,
    answers: {
      ...rules,
      'GET /score-settings': () => ({ version: 3, settings: { ...settings, groups: [{ ...settings.groups[0], name: group }] } }),
    },
  })
  await screen.findByDisplayValue('Charla')
  // The words of the rules that come with the product are those of whoever reads them.
  group = 'Conversa'
  await act(() => queryClient.invalidateQueries({ queryKey: [getScoreSettings.path] }))
  await screen.findByDisplayValue('Conversa')
  expect((screen.getByRole('button', { name: 'Guardar reglas' }) as HTMLButtonElement).disabled).toBe(true)
})

test('without a model the page says what is needed', async () => {
  await render(<LeadModelPage />, { session, answers: { 'GET /lead-models': { items: [], isTraining: false } } })
  expect(await screen.findByText('Todavía no se entrenó ningún modelo')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Entrenar ahora' })).toBeTruthy()
})
