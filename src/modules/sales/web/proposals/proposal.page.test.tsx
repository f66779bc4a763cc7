import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { canApproveProposals, canReadProposals, canWriteProposals } from '#sales/contract/permissions.ts'
import { getProposal } from '#sales/contract/proposal-api.ts'
import { ProposalPage } from '#sales/web/proposals/proposal.page.tsx'
import { type Answer, askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const menu = {
  id: 'l1',
  kind: 'item',
  description: 'Menú',
  quantityMilli: 1000,
  unit: '',
  unitPriceMinor: 100_00,
  discount: null,
  taxBasisPoints: 2100,
  productId: null,
  variantId: null,
  listPriceMinor: null,
}
const proposal = {
  id: 'p1',
  number: 'P-2026-00001',
  title: 'Catering',
  state: 'draft',
  contactId: 'c1',
  contactName: 'Ana',
  dealId: null,
  ownerId: null,
  currency: 'ARS',
  validUntil: '2026-12-06',
  includesTax: false,
  discount: null,
  lines: [menu],
  document: { cover: { isShown: false, title: '', subtitle: '', showsLogo: false }, sections: [], terms: { type: 'doc', content: [] } },
  currentVersionNo: null,
  issues: [],
  approval: { isNeeded: true, limitMinor: 1 },
  archivedAt: null as string | null,
  version: 1,
}

async function writing(edited?: Answer) {
  let saved: typeof proposal = proposal
  const rendered = await render(<ProposalPage />, {
    session: { permissions: [canReadProposals, canWriteProposals, canApproveProposals].map(({ code }) => code) },
    answers: {
      'GET /proposals/:id': () => saved,
      'PATCH /proposals/:id': edited ?? (({ body }: { body: unknown }) => (saved = { ...saved, ...(body as object), version: 2 })),
      'POST /proposals/:id/previews': { html: '', css: '', issues: [] },
      'POST /proposals/:id/copies': { ...proposal, id: 'p2' },
      'POST /proposals/:id/revisions': {},
      'PUT /proposals/:id/archived': () => saved,
      'PUT /proposals/:id/approval': () => saved,
      'GET /proposal-templates': { items: [] },
      'GET /people': { items: [] },
      'GET /deals': { items: [], next: null },
    },
    at: '/propuestas/p1',
    route: '/propuestas/$id',
  })
  const described = () => screen.getByLabelText<HTMLInputElement>('Descripción de la línea 1')
  await rendered.user.type(await screen.findByLabelText('Descripción de la línea 1'), ' de boda')
  const anotherMakesIt = async (change: Partial<typeof proposal>) => {
    saved = { ...proposal, version: 5, ...change }
    await act(() => rendered.queryClient.invalidateQueries({ queryKey: [getProposal.path] }))
  }
  return { ...rendered, described, anotherMakesIt }
}

const changes = () =>
  askedFor()
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/previews'))
    .map(({ method, path }) => `${method} ${path}`)

test.each([
  ['Duplicar', 'POST /proposals/p1/copies'],
  ['Archivar', 'PUT /proposals/p1/archived'],
])('%s takes a proposal as it is on the screen: what is typed is saved before', async (name, request) => {
  const { user } = await writing()
  await user.click(screen.getByRole('button', { name: 'Más acciones' }))
  await user.click(await screen.findByRole('menuitem', { name }))
  await waitFor(() => expect(changes()).toEqual(['PATCH /proposals/p1', request]))
  expect(askedFor().find(({ method }) => method === 'PATCH')?.body).toMatchObject({ lines: [{ description: 'Menú de boda' }] })
})

test('a proposal that is archived need not be completed before, and what was typed in vain is told of', async () => {
  const { user, described, anotherMakesIt } = await writing()
  await user.clear(described())
  await user.click(screen.getByRole('button', { name: 'Más acciones' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Archivar' }))
  await waitFor(() => expect(changes()).toEqual(['PUT /proposals/p1/archived']))
  await anotherMakesIt({ archivedAt: '2026-11-22T10:00:00Z' })
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Lo que escribiste no quedó guardado.'))
  await user.click(screen.getByRole('button', { name: 'Más acciones' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Recuperar' }))
  await waitFor(() => expect(changes()).toEqual(['PUT /proposals/p1/archived', 'PUT /proposals/p1/archived']))
})

test('in a proposal that waits nothing is offered that would change its lines', async () => {
  const { user, anotherMakesIt } = await writing()
  const offered = () =>
    screen.queryAllByRole('button', { name: /Agregar|catálogo|la línea 1$/ }).map(({ textContent, ariaLabel }) => ariaLabel ?? textContent)
  expect(offered()).toContain('Agregar ítem')
  await anotherMakesIt({ state: 'waiting_approval' })
  await user.click(await screen.findByRole('button', { name: 'Ver la versión nueva' }))
  expect(offered()).toEqual([])
})

test('nobody says yes to other lines of a proposal than those on the screen: what is typed stays, with why, until it is given up', async () => {
  const { user, described, anotherMakesIt } = await writing()
  await anotherMakesIt({ state: 'waiting_approval' })
  await user.click(await screen.findByRole('button', { name: 'Aprobar' }))
  expect(described().value).toBe('Menú de boda')
  expect(changes()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(() => expect(described().value).toBe('Menú'))
  await user.click(screen.getByRole('button', { name: 'Aprobar' }))
  await waitFor(() => expect(changes()).toEqual(['PUT /proposals/p1/approval']))
})

test('what is typed in a proposal that another one finished goes back to the draft with it, and theirs is offered when both changed', async () => {
  const { user, described, anotherMakesIt } = await writing(
    refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
  )
  await anotherMakesIt({ state: 'waiting_approval' })
  await user.click(await screen.findByRole('button', { name: 'Volver a borrador' }))
  await waitFor(() => expect(changes()).toEqual(['POST /proposals/p1/revisions']))
  await anotherMakesIt({ title: 'Catering de gala', version: 6 })
  await user.click(await screen.findByRole('button', { name: 'Guardar' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect(described().value).toBe('Menú de boda')
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  expect(await screen.findByDisplayValue('Catering de gala')).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
})
