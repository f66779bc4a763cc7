import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Deal, DealCard } from '#sales/contract/deal.ts'
import type { Stage } from '#sales/contract/pipeline.ts'
import { columnsOf, isNarrowed, keepSame } from '#sales/web/deals/board-columns.ts'
import { DealForm } from '#sales/web/deals/deal-form.tsx'
import { DealFacts } from '#sales/web/deals/deal-facts.tsx'
import { putCard } from '#sales/web/deals/deals.live.ts'
import { LostDialog } from '#sales/web/deals/lost-dialog.tsx'
import { getBoard } from '#sales/contract/deal-api.ts'
import { makeQueryClient } from '#web/query.ts'
import { render } from '#web/testing/render.tsx'

const now = Date.parse('2026-11-21T12:00:00Z')
const day = 86_400_000
const at = (days: number): string => new Date(now + days * day).toISOString()

const stage = (id: string, more: Partial<Stage> = {}): Stage => ({
  id,
  name: id,
  kind: 'open',
  probability: 10,
  rottingDays: 7,
  requiredFields: [],
  color: 'blue',
  ...more,
})
const card = (id: string, more: Partial<DealCard> = {}): DealCard => ({
  id,
  pipelineId: 'p',
  stageId: 'new',
  rankKey: 'a0',
  title: `Oportunidad ${id}`,
  contactId: null,
  contactName: null,
  conversationId: null,
  brandId: null,
  ownerId: null,
  amountMinor: null,
  currency: 'ARS',
  probability: null,
  expectedClose: null,
  nextStep: 'Llamar',
  nextStepAt: null,
  lostReasonId: null,
  closedAt: null,
  stageEnteredAt: at(-1),
  version: 1,
  ...more,
})
const nothing = { words: '', owners: [], brands: [], states: [], stages: [], closing: null }
const moment = { now, today: '2026-11-21' }
const stages = [stage('new'), stage('won', { kind: 'won', rottingDays: null })]
const titles = (cards: readonly DealCard[] | undefined): string[] => (cards ?? []).map(({ id }) => id)

test('cards stand in their column in the order of their keys by bytes', () => {
  const cards = [card('c', { rankKey: 'a1' }), card('b', { rankKey: 'a0V' }), card('a', { rankKey: 'Zz' }), card('w', { stageId: 'won' })]
  const columns = columnsOf(cards, stages, nothing, moment)
  expect(titles(columns.get('new'))).toEqual(['a', 'b', 'c'])
  expect(titles(columns.get('won'))).toEqual(['w'])
})

test('a board is narrowed by words without accents, by owner, and by what needs attention', () => {
  const cards = [
    card('late', { nextStepAt: at(-1), contactName: 'Peña Núñez' }),
    card('stepless', { nextStep: null, ownerId: 'ana' }),
    card('slow', { stageEnteredAt: at(-8) }),
    card('closed', { stageId: 'won', closedAt: at(-1), nextStep: null, nextStepAt: at(-2), stageEnteredAt: at(-30) }),
  ]
  const found = (filter: Partial<typeof nothing>) =>
    [...columnsOf(cards, stages, { ...nothing, ...filter } as typeof nothing, moment).values()].flatMap(titles)
  expect(found({ words: 'pena nunez' } as never)).toEqual(['late'])
  expect(found({ owners: ['ana'] } as never)).toEqual(['stepless'])
  expect(found({ states: ['late'] } as never)).toEqual(['late'])
  expect(found({ states: ['stepless'] } as never)).toEqual(['stepless'])
  expect(found({ states: ['rotting'] } as never)).toEqual(['slow'])
  expect(isNarrowed(nothing)).toBe(false)
})

test('a board is narrowed by when deals should close, by the calendar of the organization', () => {
  const cards = [
    card('overdue', { expectedClose: '2026-11-20' }),
    card('today', { expectedClose: '2026-11-21' }),
    card('last', { expectedClose: '2026-11-30' }),
    card('next', { expectedClose: '2026-12-01' }),
    card('far', { expectedClose: '2027-01-01' }),
    card('undated'),
    card('won', { stageId: 'won', expectedClose: '2026-11-01', closedAt: at(-1) }),
  ]
  const found = (closing: 'overdue' | 'this_month' | 'next_month' | 'undated') =>
    [...columnsOf(cards, stages, { ...nothing, closing }, moment).values()].flatMap(titles).toSorted()
  expect(found('overdue')).toEqual(['overdue'])
  expect(found('this_month')).toEqual(['last', 'overdue', 'today', 'won'])
  expect(found('next_month')).toEqual(['next'])
  expect(found('undated')).toEqual(['undated'])
  expect(isNarrowed({ ...nothing, closing: 'undated' } as never)).toBe(true)
})

test('columns in which nothing changed are the same as before', () => {
  const cards = [card('a'), card('w', { stageId: 'won' })]
  const before = columnsOf(cards, stages, nothing, moment)
  const after = keepSame(before, columnsOf([card('b', { rankKey: 'a5' }), ...cards], stages, nothing, moment))
  expect(after.get('won')).toBe(before.get('won'))
  expect(after.get('new')).not.toBe(before.get('new'))
})

test('what another screen did is on the board, unless something newer is there; what left the pipeline is gone', () => {
  const queryClient = makeQueryClient()
  const key = [getBoard.path, { id: 'p' }]
  queryClient.setQueryData(key, { pipelineId: 'p', cards: [card('a', { version: 5 })], closedSince: at(-30), isCut: false })
  const shown = () => (queryClient.getQueryData(key) as { cards: DealCard[] }).cards.map(({ id, stageId }) => `${id} ${stageId}`)
  putCard(queryClient, card('a', { version: 4, stageId: 'won' }))
  expect(shown()).toEqual(['a new'])
  putCard(queryClient, card('a', { version: 6, stageId: 'won' }))
  putCard(queryClient, card('b'))
  expect(shown()).toEqual(['b new', 'a won'])
  putCard(queryClient, card('a', { version: 7, pipelineId: 'other' }))
  putCard(queryClient, card('b', { version: 2 }), true)
  expect(shown()).toEqual([])
})

test('a deal is not lost without a reason', async () => {
  const save = vi.fn<(lost: { lostReasonId: string; lostNote: string | null }) => void>()
  const { user } = await render(<LostDialog title="Fiesta" onClose={() => {}} onSave={save} />, {
    answers: {
      'GET /lost-reasons': {
        items: [
          { id: 'r1', name: 'Precio', isArchived: false },
          { id: 'r2', name: 'Viejo', isArchived: true },
        ],
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Marcar como perdida' }))
  expect(screen.getByText('Elegí un motivo.')).toBeTruthy()
  expect(save).not.toHaveBeenCalled()
  await user.click(screen.getByRole('combobox', { name: 'Motivo' }))
  expect(screen.queryByText('Viejo')).toBeNull()
  await user.click(await screen.findByText('Precio'))
  await user.type(screen.getByRole('textbox', { name: 'Algo más (opcional)' }), 'Muy caro')
  await user.click(screen.getByRole('button', { name: 'Marcar como perdida' }))
  expect(save).toHaveBeenCalledWith({ lostReasonId: 'r1', lostNote: 'Muy caro' })
})

test('what is wrong with the name of a deal and with its amount is said in one round', async () => {
  const { user } = await render(<DealForm onDone={() => {}} onCancel={() => {}} />, { answers: { 'GET /pipelines': { items: [] } } })
  await user.type(await screen.findByLabelText('Monto'), 'mucho')
  await user.click(screen.getByRole('button', { name: 'Crear oportunidad' }))
  expect(screen.getByText('Ponele un nombre o elegí un contacto.')).toBeTruthy()
  expect(screen.getByText('Escribí un número.')).toBeTruthy()
  expect(screen.getByText('Hay 2 datos para corregir')).toBeTruthy()
  await user.clear(screen.getByLabelText('Monto'))
  await waitFor(() => expect(screen.queryByText('Hay 2 datos para corregir')).toBeNull())
})

test('a deal shows its lines each in their own currency, and how it came to its stage', async () => {
  const line = { productId: null, description: 'Viandas', quantityMilli: 1500, unitPriceMinor: 1_000_00, currency: 'ARS' }
  const deal: Deal = {
    ...card('a', { amountMinor: 1_500_00, contactName: 'Marta' }),
    ownerName: 'Ana',
    lostNote: null,
    lines: [line, { ...line, description: 'Flete', quantityMilli: 1000, unitPriceMinor: 20_00, currency: 'USD' }],
    lastActivityAt: at(0),
    createdAt: at(-3),
    createdByName: 'Ana',
    archivedAt: null,
  }
  const step = {
    fromStageId: null,
    toStageId: 'new',
    fromKind: null,
    toKind: 'open',
    at: at(-3),
    actorName: 'Ana',
    amountMinor: null,
    currency: 'ARS',
    probability: 10,
  }
  await render(<DealFacts deal={deal} />, {
    answers: {
      'GET /pipelines': { items: [] },
      'GET /lost-reasons': { items: [] },
      'GET /deals/a/history': {
        items: [
          { ...step, id: '2', fromName: 'Nuevo', toName: 'Calificado' },
          { ...step, id: '1', fromName: null, toName: 'Nuevo' },
        ],
      },
    },
  })
  expect(await screen.findByText('Pasó a Calificado')).toBeTruthy()
  expect(screen.getByText('Empezó en Nuevo')).toBeTruthy()
  expect(screen.getByText('1,5 × Viandas').parentElement?.textContent).toMatch(/\$\s1\.500/)
  expect(screen.getByText('Flete').parentElement?.textContent).toMatch(/US\$\s20/)
})
