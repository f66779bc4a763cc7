import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { AttentionItem, AttentionQueue } from '#crm/contract/attention.ts'
import { AttentionPage } from '#crm/web/attention/attention.page.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
const item = (more: Partial<AttentionItem>): AttentionItem => ({
  kind: 'conversation',
  subjectId: '01900000-0000-7000-8000-000000000001',
  contactId: null,
  contactName: 'Marta Gil',
  title: null,
  href: '/bandeja/01900000-0000-7000-8000-000000000001',
  brandId: null,
  priority: 'normal',
  waitingSince: ago(55),
  promise: { startedAt: ago(55), dueAt: ago(5) },
  value: { amountMinor: 25_000_000, currency: 'ARS' },
  chance: 0.67,
  chanceFrom: 'model',
  assigneeId: null,
  assigneeName: null,
  teamId: null,
  before: 'late',
  points: 67.5,
  parts: [
    { part: 'chance', share: 0.67, points: 23.5 },
    { part: 'urgency', share: 1, points: 35 },
  ],
  claim: null,
  ...more,
})
const queue = (...items: AttentionItem[]): AttentionQueue => ({
  items,
  count: items.length,
  countedUpTo: 1_000,
  kinds: [{ kind: 'conversation', words: 'conversations.attention.kind', mayClaim: true }],
})
const show = (answer: AttentionQueue, more: Record<string, unknown> = {}) =>
  render(<AttentionPage />, { at: '/atender', route: '/atender', answers: { 'GET /attention-items': answer, ...more } })

test('every place in the queue says in words why it is there', async () => {
  show(queue(item({})))
  const row = await screen.findByRole('listitem')
  expect(row.textContent).toMatch(/espera hace 55\smin · venció hace 5\smin · valor \$\s250\.000 · probabilidad 67\s?%/)
  expect(within(row).getByText('Vencida')).toBeTruthy()
})

test('where nothing is known of the chance, or only the rules speak, it says so', async () => {
  show(
    queue(
      item({ chance: null, chanceFrom: null }),
      item({ subjectId: '01900000-0000-7000-8000-000000000002', chance: 0.4, chanceFrom: 'rules' }),
    ),
  )
  const [unknown, ruled] = await screen.findAllByRole('listitem')
  expect(unknown?.textContent).toContain('sin probabilidad todavía')
  expect(ruled?.textContent).toContain('puntaje 40 de 100')
})

test('what another one has in hand cannot be claimed, and after a refusal the queue is asked for again', async () => {
  show(
    queue(
      item({ claim: { byId: 'x', byName: 'Paula Gómez', until: ago(-9), isMine: false } }),
      item({ subjectId: '01900000-0000-7000-8000-000000000002', contactName: 'Juan Paz' }),
    ),
    {
      'PUT /attention-items/:kind/:subjectId/claim': refuse(409, { code: 'crm.attention_taken', title: 'Lo está atendiendo Paula Gómez.' }),
    },
  )
  expect(await screen.findByText('La atiende Paula Gómez')).toBeTruthy()
  expect((screen.getByRole('button', { name: 'Atender a Marta Gil' }) as HTMLButtonElement).disabled).toBe(true)
  fireEvent.click(screen.getByRole('button', { name: 'Atender a Juan Paz' }))
  // Asked for once, and the queue again after the refusal.
  await waitFor(() => expect(askedFor().filter(({ method }) => method === 'PUT')).toHaveLength(1))
  await waitFor(() => expect(askedFor().filter(({ path }) => path === '/attention-items').length).toBeGreaterThan(1))
})

test('when nobody waits it says what will be here', async () => {
  show(queue())
  expect(await screen.findByText('Nadie está esperando')).toBeTruthy()
})
