import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { listLeadPages } from '#crm/contract/lead-ads-api.ts'
import type { AdMapping } from '#crm/contract/lead-ads.ts'
import { LeadPagePage } from '#crm/web/lead-ads/lead-page.page.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const page = {
  id: 'p1',
  pageId: '123456',
  name: 'Pollos El Gallo',
  isActive: true,
  mapping: {} as AdMapping,
  webhookUrl: 'https://gallo.example/hook',
  verifyToken: 'v',
  isReachable: true,
  heardAt: null,
  failure: null,
  takenCount: 0,
  openCount: 0,
  createdAt: '2026-11-20T12:00:00Z',
  version: 1,
}
const form = { id: 'f1', name: 'Presupuesto', questions: [{ key: 'barrio', label: '¿De qué barrio sos?', target: 'message' }] }

test('what somebody decides of an answer stays when another one changes the page, who is told of on saving', async () => {
  let saved = page
  const { user, queryClient } = await render(<LeadPagePage />, {
    answers: {
      'GET /lead-pages': () => ({ items: [saved] }),
      'GET /lead-pages/:id/forms': { items: [form] },
      'GET /lead-pages/:id/deliveries': { items: [], next: null },
      'GET /contact-fields': { items: [] },
      'PATCH /lead-pages/:id': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
    },
    at: '/ajustes/anuncios/p1',
    route: '/ajustes/anuncios/$id',
  })
  const becomes = () => screen.findByRole<HTMLInputElement>('combobox', { name: /¿De qué barrio sos\?/ })
  await user.click(await becomes())
  await user.click(await screen.findByRole('option', { name: 'No guardar' }))
  saved = { ...page, mapping: { barrio: 'name' }, version: 2 }
  await act(() => queryClient.invalidateQueries({ queryKey: [listLeadPages.path] }))
  expect((await becomes()).value).toBe('No guardar')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  const asked = askedFor().find(({ method }) => method === 'PATCH')
  expect([asked?.headers.get('if-match'), asked?.body]).toEqual(['"1"', { mapping: { barrio: 'none' } }])
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(async () => expect((await becomes()).value).toBe('Nombre'))
})
