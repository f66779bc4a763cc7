import { useParams } from '@tanstack/react-router'
import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { canManageTemplates } from '#conversations/contract/permissions.ts'
import { getTemplate } from '#conversations/contract/template-api.ts'
import type { Template } from '#conversations/contract/template.ts'
import { NewTemplatePage, TemplatePage } from '#conversations/web/templates/template.page.tsx'
import { aTemplate } from '#conversations/web/testing/samples.ts'
import { type Answers, type Asked, askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const greeting = (body: string, change: Partial<Template> = {}): Template =>
  aTemplate({ state: 'draft', design: { ...aTemplate().design, body, examples: {} }, sources: {}, ...change })

/** Somebody writes on, and somebody else saves the same template. */
async function writingWhileAnotherSaves(theirs: Partial<Template>, answers: Answers) {
  let saved = greeting('Hola')
  const rendered = await render(<TemplatePage />, {
    session: { permissions: [canManageTemplates.code] },
    answers: { 'GET /template-accounts': { items: [] }, 'GET /templates/:id': () => saved, ...answers },
    at: `/ajustes/plantillas/${saved.id}`,
    route: '/ajustes/plantillas/$id',
  })
  await rendered.user.type(await screen.findByDisplayValue('Hola'), ' vecina')
  saved = greeting('Buen día', { version: 2, ...theirs })
  await act(() => rendered.queryClient.invalidateQueries({ queryKey: [getTemplate.path] }))
  return rendered
}

const clash = refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' })
const upon = (asked: string) => askedFor().flatMap(({ method, headers }) => (method === asked ? headers.get('if-match') : []))

test('what somebody is writing in a template stays when another one saves it, who is told of on saving', async () => {
  const { user } = await writingWhileAnotherSaves({}, { 'PUT /templates/:id': clash })
  await user.click(screen.getByRole('button', { name: 'Guardar borrador' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect(upon('PUT')).toEqual(['"1"'])
  expect(screen.getByDisplayValue('Hola vecina')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(() => expect(screen.getByDisplayValue('Buen día')).toBeTruthy())
})

test('what is typed in a template stays when another one handed it in meanwhile, and is not handed in over theirs', async () => {
  const { user } = await writingWhileAnotherSaves({ state: 'pending' }, { 'PUT /templates/:id': clash })
  expect(await screen.findByText(/en revisión/i)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Mandar a revisar' }))
  await user.click(await screen.findByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(() => expect(screen.getByDisplayValue('Buen día').closest('fieldset')?.disabled).toBe(true))
  expect(askedFor().some(({ path }) => path.endsWith('/submission'))).toBe(false)
})

test('what the provider refuses is said, and what was saved for that is saved no second time over a later one', async () => {
  let version = 1
  const { user } = await render(<TemplatePage />, {
    session: { permissions: [canManageTemplates.code] },
    answers: {
      'GET /template-accounts': { items: [] },
      'GET /templates/:id': () => greeting('Hola', { version }),
      'PUT /templates/:id': ({ body }: { body: unknown }) => ({ ...greeting('Hola'), ...(body as Template), version: (version += 1) }),
      'POST /templates/:id/submission': refuse(422, { code: 'conversations.template_refused', title: 'WhatsApp dijo que no.' }),
    },
    at: `/ajustes/plantillas/${greeting('').id}`,
    route: '/ajustes/plantillas/$id',
  })
  for (const more of [' vecina', ' querida']) {
    await user.type(await screen.findByDisplayValue(/^Hola/), more)
    await user.click(screen.getByRole('button', { name: 'Mandar a revisar' }))
    expect(await screen.findByText('WhatsApp dijo que no.')).toBeTruthy()
  }
  expect(upon('PUT')).toEqual(['"1"', '"2"'])
  expect(upon('POST')).toEqual(['"2"', '"3"'])
})

test('who hands in a template that somebody changed a second ago is told, and shown what it says now', async () => {
  let saved = greeting('Hola')
  const { user } = await render(<TemplatePage />, {
    session: { permissions: [canManageTemplates.code] },
    answers: {
      'GET /template-accounts': { items: [] },
      'GET /templates/:id': () => saved,
      'POST /templates/:id/submission': ({ headers }: Asked) =>
        headers.get('if-match') === `"${saved.version}"` ? (saved = { ...saved, state: 'pending', version: 3 }) : clash(),
    },
    at: `/ajustes/plantillas/${saved.id}`,
    route: '/ajustes/plantillas/$id',
  })
  await screen.findByDisplayValue('Hola')
  saved = greeting('Buen día', { version: 2 })
  await user.click(screen.getByRole('button', { name: 'Mandar a revisar' }))
  expect(await screen.findByDisplayValue('Buen día')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toContain('Mirá lo que dice ahora')
  await user.click(screen.getByRole('button', { name: 'Mandar a revisar' }))
  expect(await screen.findByText(/en revisión/i)).toBeTruthy()
  expect(upon('POST')).toEqual(['"1"', '"2"'])
})

test('what keeps a template from being handed in is gone to, also from below a long one', async () => {
  const shown = vi.fn()
  Element.prototype.scrollIntoView = shown
  const saved = greeting('Hola')
  const { user } = await render(<TemplatePage />, {
    session: { permissions: [canManageTemplates.code] },
    answers: {
      'GET /template-accounts': { items: [] },
      'GET /templates/:id': saved,
      'PUT /templates/:id': clash,
    },
    at: `/ajustes/plantillas/${saved.id}`,
    route: '/ajustes/plantillas/$id',
  })
  const body = await screen.findByDisplayValue('Hola')
  await user.clear(body)
  await user.click(screen.getByRole('button', { name: 'Mandar a revisar' }))
  await waitFor(() => expect(document.activeElement).toBe(body))
  await user.type(body, 'Buenas')
  await user.click(screen.getByRole('button', { name: 'Mandar a revisar' }))
  await waitFor(() => expect(shown.mock.contexts.map((one) => (one as Element).getAttribute('role'))).toContain('alert'))
})

test('a template that somebody changed since it was looked at is not deleted', async () => {
  const saved = greeting('Hola')
  const { user } = await render(<TemplatePage />, {
    session: { permissions: [canManageTemplates.code] },
    answers: { 'GET /template-accounts': { items: [] }, 'GET /templates/:id': saved, 'DELETE /templates/:id': clash },
    at: `/ajustes/plantillas/${saved.id}`,
    route: '/ajustes/plantillas/$id',
  })
  await user.click(await screen.findByRole('button', { name: 'Borrar' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Borrar' }))
  expect(await screen.findByText('Alguien cambió esto.')).toBeTruthy()
  expect(upon('DELETE')).toEqual(['"1"'])
})

test('what the provider refuses of one part stands at that part', async () => {
  const issues = [{ path: 'design.body', message: 'WhatsApp no acepta el formato del texto.' }]
  const saved = greeting('Hola')
  const { user } = await render(<TemplatePage />, {
    session: { permissions: [canManageTemplates.code] },
    answers: {
      'GET /template-accounts': { items: [] },
      'GET /templates/:id': saved,
      'POST /templates/:id/submission': refuse(422, { code: 'conversations.template_refused', title: 'WhatsApp no acepta…', issues }),
    },
    at: `/ajustes/plantillas/${saved.id}`,
    route: '/ajustes/plantillas/$id',
  })
  const body = await screen.findByDisplayValue('Hola')
  await user.click(screen.getByRole('button', { name: 'Mandar a revisar' }))
  await waitFor(() => expect(body.getAttribute('aria-invalid')).toBe('true'))
  expect(screen.getAllByText('WhatsApp no acepta el formato del texto.')).toHaveLength(1)
  await waitFor(() => expect(document.activeElement).toBe(body))
  await user.type(body, ' vecina')
  expect(body.getAttribute('aria-invalid')).not.toBe('true')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a template that was just written and refused opens with what was said of it', async () => {
  const saved = greeting('Hola', { name: 'saludo' })
  const account = { wabaId: saved.wabaId, channels: [{ id: saved.id, name: 'Ventas' }], syncedAt: null, failure: null }
  const { user, router } = await render(<Opened />, {
    session: { permissions: [canManageTemplates.code] },
    answers: {
      'GET /template-accounts': { items: [account] },
      'GET /templates/:id': saved,
      'POST /templates': saved,
      'POST /templates/:id/submission': refuse(422, { code: 'conversations.template_refused', title: 'WhatsApp dijo que no.' }),
    },
    at: '/ajustes/plantillas/nueva',
    route: '/ajustes/plantillas/$id',
  })
  await user.type(await screen.findByRole('textbox', { name: 'Nombre' }), 'saludo')
  await user.type(screen.getByRole('textbox', { name: 'Mensaje' }), 'Hola')
  await user.click(screen.getByRole('button', { name: 'Mandar a revisar' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(`/ajustes/plantillas/${saved.id}`))
  expect(await screen.findByText('WhatsApp dijo que no.')).toBeTruthy()
})

/** As the addresses have it: the same place for a new one and for one that is kept. */
const Opened = () => (useParams({ strict: false }).id === 'nueva' ? <NewTemplatePage /> : <TemplatePage />)
