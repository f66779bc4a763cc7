import type { DealCard } from '#sales/contract/deal.ts'
import type { Stage } from '#sales/contract/pipeline.ts'
import { plain } from '#web/fits.ts'

export type BoardFilter = {
  words: string
  owners: readonly string[]
  brands: readonly string[]
  states: readonly string[]
  /** Columns that are shown; none: all. */
  stages: readonly string[]
  closing: Closing | null
}
/** When a deal is expected to be closed, seen from today. */
export const closings = ['overdue', 'this_month', 'next_month', 'undated'] as const
export type Closing = (typeof closings)[number]
export const dealStates = ['late', 'stepless', 'rotting'] as const
export type DealState = (typeof dealStates)[number]

const dayMs = 86_400_000

export const daysIn = ({ stageEnteredAt }: Pick<DealCard, 'stageEnteredAt'>, now: number): number =>
  Math.max(0, Math.floor((now - Date.parse(stageEnteredAt)) / dayMs))

export const isRotting = (card: DealCard, stage: Pick<Stage, 'rottingDays'>, now: number): boolean =>
  card.closedAt === null && stage.rottingDays !== null && now - Date.parse(card.stageEnteredAt) >= stage.rottingDays * dayMs

export const isLate = (card: DealCard, now: number): boolean =>
  card.closedAt === null && card.nextStepAt !== null && Date.parse(card.nextStepAt) < now

/** Half-open days, `null` where there is no such bound. `today`: `2026-11-21`. */
export function closingDays(closing: Exclude<Closing, 'undated'>, today: string): { from: string | null; before: string } {
  const monthAfter = (months: number): string => {
    const [year = 1970, month = 1] = today.split('-').map(Number)
    return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
  }
  if (closing === 'overdue') return { from: null, before: today }
  return closing === 'this_month' ? { from: monthAfter(0), before: monthAfter(1) } : { from: monthAfter(1), before: monthAfter(2) }
}

function closes({ expectedClose, closedAt }: DealCard, closing: Closing, today: string): boolean {
  if (closing === 'undated') return expectedClose === null
  const { from, before } = closingDays(closing, today)
  if (expectedClose === null || (closing === 'overdue' && closedAt !== null)) return false
  return expectedClose < before && (from === null || expectedClose >= from)
}

const holds: Record<DealState, (card: DealCard, stage: Stage, now: number) => boolean> = {
  late: (card, _stage, now) => isLate(card, now),
  stepless: (card) => card.closedAt === null && card.nextStep === null,
  rotting: isRotting,
}

export const isNarrowed = ({ words, owners, brands, states, stages, closing }: BoardFilter): boolean =>
  words.trim() !== '' || owners.length + brands.length + states.length + stages.length > 0 || closing !== null

function passes(card: DealCard, stage: Stage, filter: BoardFilter, words: readonly string[], { now, today }: Moment): boolean {
  if (filter.owners.length > 0 && !filter.owners.includes(card.ownerId ?? 'nobody')) return false
  if (filter.brands.length > 0 && !filter.brands.includes(card.brandId ?? 'none')) return false
  if (!filter.states.every((state) => holds[state as DealState]?.(card, stage, now))) return false
  if (filter.closing !== null && !closes(card, filter.closing, today)) return false
  if (words.length === 0) return true
  const text = plain(`${card.title} ${card.contactName ?? ''}`)
  return words.every((word) => text.includes(word))
}

/** `today`: the day of the organization's calendar. */
export type Moment = { now: number; today: string }

/** The cards of each stage in their order, as far as they pass. Keys are compared by their bytes, which are plain letters. */
export function columnsOf(
  cards: readonly DealCard[],
  stages: readonly Stage[],
  filter: BoardFilter,
  moment: Moment,
): ReadonlyMap<string, readonly DealCard[]> {
  const byStage = new Map(stages.map((stage) => [stage.id, { stage, cards: [] as DealCard[] }]))
  const words = plain(filter.words).split(' ').filter(Boolean)
  for (const card of cards) {
    const place = byStage.get(card.stageId)
    if (place && passes(card, place.stage, filter, words, moment)) place.cards.push(card)
  }
  return new Map([...byStage].map(([id, place]) => [id, place.cards.sort((a, b) => (a.rankKey < b.rankKey ? -1 : 1))]))
}

/** The same columns again where nothing in them changed, so that they are not drawn anew. */
export function keepSame(
  before: ReadonlyMap<string, readonly DealCard[]>,
  after: ReadonlyMap<string, readonly DealCard[]>,
): ReadonlyMap<string, readonly DealCard[]> {
  return new Map(
    [...after].map(([id, cards]) => {
      const old = before.get(id)
      return [id, old && old.length === cards.length && old.every((card, i) => card === cards[i]) ? old : cards]
    }),
  )
}
