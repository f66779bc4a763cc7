import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { AnswerDialog } from '#bots/web/answers/answer-dialog.tsx'
import { AnswerListPage } from '#bots/web/answers/answer-list.page.tsx'
import { Suggestion } from '#bots/web/answers/suggestion.tsx'
import { AwayListPage } from '#bots/web/away/away-list.page.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useShortcuts } from '#web/shortcuts.ts'
import { render } from '#web/testing/render.tsx'

const answer = {
  id: 'a',
  questions: ['¿Hacen envíos?', '¿Tienen delivery?'],
  text: 'Sí, {{clientName}}.',
  file: null,
  category: 'Envíos',
  brandId: null,
  isActive: true,
  updatedAt: '2026-11-21T12:00:00Z',
  version: 3,
}
const found = {
  source: 'bots.answers',
  id: 'a',
  question: '¿Hacen envíos?',
  text: answer.text,
  file: { fileId: 'f', name: 'zonas.pdf', mimeType: 'application/pdf', sizeBytes: 900, url: '/f' },
  category: '',
  confidence: 0.9,
  words: ['embios'],
}
const permissions = ['bots.manage-answers', 'conversations.read-own', 'conversations.reply']

test('a frequent answer is written with one wording a line, and saved over the version that was read', async () => {
  const { user } = await render(<AnswerListPage />, {
    session: { permissions },
    answers: { 'GET /frequent-answers': { items: [answer] }, 'PUT /frequent-answers/:id': answer },
  })
  await user.click(await screen.findByText('¿Hacen envíos?'))
  const wordings = await screen.findByLabelText(/Cómo lo preguntan/)
  await user.type(wordings, '{enter}¿Mandan a casa?')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(askedFor().some(({ method }) => method === 'PUT')).toBe(true))
  const put = askedFor().find(({ method }) => method === 'PUT')
  expect(put?.body).toMatchObject({ questions: ['¿Hacen envíos?', '¿Tienen delivery?', '¿Mandan a casa?'] })
  expect(put?.headers.get('if-match')).toBe('"3"')
})

test('a new answer says at its fields what it lacks', async () => {
  const { user } = await render(<AnswerDialog answer={null} onClose={() => {}} />)
  await user.click(await screen.findByRole('button', { name: 'Crear respuesta' }))
  expect(screen.getByText('Escribí al menos una forma de preguntarlo.')).toBeTruthy()
  expect(screen.getByText('Escribí el texto.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/Cómo lo preguntan/)))
})

test('whoever saves second is told so, and keeps what they wrote', async () => {
  const taken = refuse(409, { code: 'kernel.changed_meanwhile', title: 'Otra persona lo cambió mientras tanto.' })
  const { user } = await render(<AnswerListPage />, {
    session: { permissions },
    answers: { 'GET /frequent-answers': { items: [answer] }, 'PUT /frequent-answers/:id': taken },
  })
  await user.click(await screen.findByText('¿Hacen envíos?'))
  const wordings = await screen.findByLabelText<HTMLTextAreaElement>(/Cómo lo preguntan/)
  await user.type(wordings, '{enter}¿Mandan a casa?')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect((await screen.findByRole('alert')).textContent).toBe('Otra persona lo cambió mientras tanto.')
  expect(wordings.value).toContain('¿Mandan a casa?')
})

test('trying a question shows what would be answered, whether a bot would say it, and because of what', async () => {
  const { user } = await render(<AnswerListPage />, {
    session: { permissions },
    answers: { 'GET /frequent-answers': { items: [answer] }, 'GET /answer-matches': { items: [found] } },
  })
  await user.click(await screen.findByRole('button', { name: 'Probar' }))
  await user.type(await screen.findByLabelText('Escribí como escribiría un cliente'), 'acen embios')
  expect(await screen.findByText('Lo contesta el bot')).not.toBeNull()
  expect(screen.getByText('Se parece a «¿Hacen envíos?» por: embios')).not.toBeNull()
})

test('whoever answers is offered what the shop has written down, with the name of the customer in it', async () => {
  let inserted: unknown
  const { user } = await render(
    <Suggestion conversationId="c" brandId="b" contactName="Martina" text="acen embios?" onInsert={(...given) => (inserted = given)} />,
    { answers: { 'GET /answer-matches': { items: [found] } } },
  )
  await user.click(await screen.findByRole('button', { name: 'Usar' }))
  expect(inserted).toEqual(['Sí, Martina.', found.file])
  expect(screen.getByText('Con zonas.pdf')).not.toBeNull()
})

function Keys() {
  const t = useT()
  return useShortcuts().map(({ keys, label }) => <p key={keys}>{t(label)}</p>)
}

test('the list of keys says what is used with the one for the suggested answer', async () => {
  await render(
    <>
      <Suggestion conversationId="c" brandId="b" contactName="Martina" text="acen embios?" onInsert={() => {}} />
      <Keys />
    </>,
    { answers: { 'GET /answer-matches': { items: [found] } } },
  )
  expect(await screen.findByText('Usar la respuesta sugerida')).not.toBeNull()
})

test('a message for closed hours says which of its names stand for nothing before anything is sent', async () => {
  const { user } = await render(<AwayListPage />, {
    session: { permissions },
    answers: {
      'GET /away-replies': { items: [] },
      'GET /channel-names': { items: [] },
      'POST /away-reply-previews': { isOpen: true, hasHours: true, nextOpening: null, holidayName: null, text: 'Hola Martina' },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Nuevo mensaje' }))
  const text = await screen.findByLabelText('Mensaje')
  expect((text as HTMLTextAreaElement).value).toContain('{{nextOpening}}')
  await user.clear(text)
  await user.type(text, 'Volvemos {{{{cuando}}')
  await user.click(screen.getByRole('button', { name: 'Crear mensaje' }))
  expect(await screen.findByText(/No conocemos \{\{cuando\}\}/)).not.toBeNull()
  expect(askedFor().some(({ method, path }) => method === 'POST' && path.endsWith('/away-replies'))).toBe(false)
})
