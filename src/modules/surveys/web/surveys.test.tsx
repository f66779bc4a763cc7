import { screen, waitFor, within } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ContactSurveys } from '#surveys/web/contacts/contact-surveys.tsx'
import { ResultsPage } from '#surveys/web/results/results.page.tsx'
import { NewSurveyPage } from '#surveys/web/surveys/survey.page.tsx'
import { askedFor, refuse, type Answers } from '#web/testing/edge.ts'
import type { Session } from '#web/session.ts'
import { render } from '#web/testing/render.tsx'
import { aSession } from '#web/testing/session.ts'

const id = '0193b3a0-0000-7000-8000-00000000000a'
const session = { permissions: ['surveys.read-surveys', 'surveys.manage-surveys'] }
const survey = {
  id,
  name: 'Satisfacción',
  kind: 'csat',
  look: 'list',
  language: 'es',
  texts: { question: '¿Cómo estuvo?', good: 'a', middle: 'b', bad: 'c', followUp: '' },
  brandIds: [],
  channelIds: [],
  teamIds: [],
  delayMinutes: 5,
  samplePercent: 100,
  cooldownDays: 30,
  expiresHours: 72,
  template: null,
  opensTask: true,
  isActive: true,
  createdAt: '2026-11-01T12:00:00.000Z',
  archivedAt: null,
  sentCount: 20,
  answerCount: 10,
  lastAnswerAt: '2026-11-20T12:00:00.000Z',
  version: 1,
}
const score = { count: 10, value: 0.8, low: 0.4902, high: 0.9433, mean: 4.1 }
const answer = {
  id,
  surveyId: id,
  surveyName: 'Satisfacción',
  kind: 'csat',
  contactId: id,
  contactName: 'Martina',
  conversationId: id,
  agentName: 'Paula',
  state: 'answered',
  reason: null,
  via: 'chat',
  answeredVia: 'chat',
  score: 2,
  band: 'bad',
  comment: 'Llegó fría',
  taskId: id,
  sentAt: '2026-11-20T11:00:00.000Z',
  expiresAt: '2026-11-23T11:00:00.000Z',
  answeredAt: '2026-11-20T12:00:00.000Z',
}
const results = {
  surveyId: id,
  kind: 'csat',
  from: '2026-09-22T03:00:00.000Z',
  to: '2026-11-22T03:00:00.000Z',
  score,
  sent: 20,
  answeredOfSent: 10,
  comments: 1,
  distribution: [5, 4, 3, 2, 1].map((one) => ({ score: one, count: one === 5 ? 8 : one === 2 ? 2 : 0 })),
  weeks: [{ week: '2026-11-16', score }],
  groups: [
    { group: 'agent', rows: [{ key: id, name: 'Paula Gómez', score }] },
    { group: 'team', rows: [{ key: null, name: 'Sin equipo', score }] },
  ],
  skipped: [{ reason: 'cooldown', count: 3 }],
}
const answers: Answers = {
  'GET /surveys': { items: [survey] },
  'GET /surveys/:id/results': results,
  'GET /surveys/:id/answers': { items: [answer], next: null },
}

test('results say the figure, how sure it is, that ten answers are few, and who was not asked', async () => {
  const { user } = await render(<ResultsPage />, { session, answers, at: '/encuestas', route: '/encuestas' })
  expect((await screen.findAllByText(/^80\s?%$/))[0]).toBeTruthy()
  for (const text of [/Entre 49\s?% y 94\s?%/, 'Con 10 respuestas todavía no dice mucho', 'Ya le preguntamos hace poco', 'Paula Gómez'])
    expect(screen.getByText(text)).toBeTruthy()
  await user.click(screen.getByRole('radio', { name: 'Equipo' }))
  expect(await screen.findByText('Sin equipo')).toBeTruthy()
  expect(screen.getByText('Llegó fría')).toBeTruthy()
  await user.click(screen.getByRole('radio', { name: 'Malas' }))
  await waitFor(() => expect(askedFor().some(({ path, query }) => path.endsWith('/answers') && query['band'] === 'bad')).toBe(true))
})

test('of the last thirty days the first is as whole as the others, also when the clocks changed since', async () => {
  // A quarter past midnight in Santiago, a week after its clocks were put forward.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2027-09-11T03:15:00Z') })
  onTestFinished(() => void vi.useRealTimers())
  const organization = { ...(aSession().organization as NonNullable<Session['organization']>), zone: 'America/Santiago' }
  await render(<ResultsPage />, { session: { ...session, organization }, answers, at: '/encuestas?dias=30', route: '/encuestas' })
  await waitFor(() => expect(askedFor().some(({ path }) => path.endsWith('/results'))).toBe(true))
  const asked = askedFor().find(({ path }) => path.endsWith('/results'))
  expect(asked?.query).toMatchObject({ from: '2027-08-13', to: '2027-09-11' })
})

test('without a survey the page offers to make the first one', async () => {
  await render(<ResultsPage />, { session, answers: { 'GET /surveys': { items: [] } }, at: '/encuestas', route: '/encuestas' })
  expect(await screen.findByText('Todavía no preguntás nada')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Crear una encuesta' })).toBeTruthy()
})

test('the editor shows the chat as it is written, keeps what was typed when it is refused, and words follow the kind', async () => {
  const { user } = await render(<NewSurveyPage />, {
    session,
    answers: {
      'GET /channel-names': { items: [] },
      'GET /teams': { items: [] },
      'GET /templates': { items: [], next: null },
      'POST /surveys': refuse(422, { code: 'surveys.scope_unknown', title: 'Uno de los equipos ya no está.' }),
    },
  })
  const question = await screen.findByRole('textbox', { name: /^Pregunta(\s\*)?$/ })
  await user.clear(question)
  await user.type(question, '¿Te gustó el pollo?')
  expect(screen.getAllByText('¿Te gustó el pollo?').length).toBeGreaterThan(1)
  await user.click(screen.getByRole('radio', { name: 'Malas' }))
  expect(screen.getAllByText('1 · Muy mala').length).toBe(2)
  await user.click(screen.getByRole('button', { name: 'Nueva encuesta' }))
  expect(await screen.findByText('Uno de los equipos ya no está.')).toBeTruthy()
  expect((question as HTMLTextAreaElement).value).toBe('¿Te gustó el pollo?')
  await user.clear(screen.getByRole('textbox', { name: /^Nombre/ }))
  await user.click(screen.getByRole('button', { name: 'Nueva encuesta' }))
  expect(await screen.findByText('Escribí qué dice')).toBeTruthy()
})

test('a variable that nobody knows is refused at its gap, and the usual ones stand in the gaps of a template', async () => {
  const template = { id: 't1', name: 'te_escuchamos', language: 'es', state: 'approved', isFillable: true, headerFile: null }
  const design = { header: null, body: 'Hola {{1}}, contanos en {{2}}.', footer: null, buttons: [], examples: {} }
  const { user } = await render(<NewSurveyPage />, {
    session,
    answers: {
      'GET /channel-names': { items: [] },
      'GET /teams': { items: [] },
      'GET /templates': { items: [{ ...template, design }], next: null },
      'POST /surveys': refuse(422, {
        code: 'kernel.invalid_input',
        title: 'Hay datos para corregir.',
        issues: [{ path: 'template.values.body:1', message: 'No conocemos uno de los datos entre llaves.' }],
      }),
    },
  })
  await user.click(await screen.findByRole('combobox', { name: /Plantilla aprobada/ }))
  await user.click(await screen.findByRole('option', { name: /Te escuchamos/, hidden: true }))
  const [name, link] = [await screen.findByLabelText<HTMLInputElement>('Dato 1'), screen.getByLabelText<HTMLInputElement>('Dato 2')]
  expect([name.value, link.value]).toEqual(['{{nombre}}', '{{enlace}}'])
  await user.click(screen.getByRole('button', { name: 'Nueva encuesta' }))
  await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'))
  expect(link.getAttribute('aria-invalid')).not.toBe('true')
})

test('beside a conversation stands what the customer answered, with the way to the task', async () => {
  await render(<ContactSurveys contactId={id} />, { session, answers: { ...answers, 'GET /contacts/:id/surveys': { items: [answer] } } })
  const item = (await screen.findByText('“Llegó fría”')).closest('li') as HTMLElement
  expect(within(item).getByText('2 de 5')).toBeTruthy()
  expect(within(item).getByRole('link', { name: 'Ver la tarea' }).getAttribute('href')).toContain(id)
})
