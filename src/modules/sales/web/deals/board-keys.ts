import { useRef, useState } from 'react'
import type { DealCard } from '#sales/contract/deal.ts'
import type { Stage } from '#sales/contract/pipeline.ts'
import type { Target } from '#sales/web/deals/deal-moves.ts'
import { useShortcut } from '#web/shortcuts.ts'

type Columns = ReadonlyMap<string, readonly DealCard[]>
type Spot = { column: number; row: number; card: DealCard }

/**
 * Arrows go from card to card, with Shift they take the card along, M opens where else it could go, X ticks it. Answers the card that
 * the keyboard is on, so that its column shows it wherever it went.
 */
export function useBoardKeys(
  stages: readonly Stage[],
  columns: Columns,
  mayMove: boolean,
  move: (card: DealCard, target: Target) => void,
  pick: (id: string, isRange: boolean) => void,
): string | null {
  const [wanted, setWanted] = useState<string | null>(null)
  const latest = useRef({ stages, columns })
  latest.current = { stages, columns }
  const cardsAt = (column: number): readonly DealCard[] => latest.current.columns.get(latest.current.stages[column]?.id ?? '') ?? []

  const spot = (): Spot | null => {
    const id = document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card']
    for (let column = 0; id && column < latest.current.stages.length; column++) {
      const row = cardsAt(column).findIndex((card) => card.id === id)
      const card = cardsAt(column)[row]
      if (card) return { column, row, card }
    }
    return null
  }
  const go = (id: string | undefined) => {
    if (!id) return
    setWanted(null)
    queueMicrotask(() => setWanted(id))
  }
  const first = () => go(latest.current.stages.map((_stage, at) => cardsAt(at)[0]).find(Boolean)?.id)

  const step = (columns_: number, rows: number) => {
    const here = spot()
    if (!here) return first()
    if (rows !== 0) return go(cardsAt(here.column)[here.row + rows]?.id)
    for (let at = here.column + columns_; at >= 0 && at < latest.current.stages.length; at += columns_) {
      const cards = cardsAt(at)
      if (cards.length > 0) return go(cards[Math.min(here.row, cards.length - 1)]?.id)
    }
  }
  const take = (columns_: number, rows: number) => {
    const here = spot()
    if (!here) return
    const stage = latest.current.stages[here.column + columns_]
    if (!stage) return
    const own = cardsAt(here.column)
    const neighbour = own[here.row + rows]
    if (columns_ === 0 && !neighbour) return
    const nextTo = neighbour?.id ?? null
    const target =
      columns_ !== 0
        ? { afterId: null, beforeId: cardsAt(here.column + columns_)[0]?.id ?? null }
        : rows > 0
          ? { afterId: nextTo, beforeId: null }
          : { afterId: own[here.row + rows - 1]?.id ?? null, beforeId: nextTo }
    move(here.card, { stageId: stage.id, ...target })
    go(here.card.id)
  }

  useShortcut('arrowdown', 'sales.keys.down', () => step(0, 1))
  useShortcut('arrowup', 'sales.keys.up', () => step(0, -1))
  useShortcut('arrowright', 'sales.keys.right', () => step(1, 0))
  useShortcut('arrowleft', 'sales.keys.left', () => step(-1, 0))
  useShortcut('shift+arrowright', 'sales.keys.next_stage', () => take(1, 0), { enabled: mayMove })
  useShortcut('shift+arrowleft', 'sales.keys.previous_stage', () => take(-1, 0), { enabled: mayMove })
  useShortcut('shift+arrowdown', 'sales.keys.lower', () => take(0, 1), { enabled: mayMove })
  useShortcut('shift+arrowup', 'sales.keys.higher', () => take(0, -1), { enabled: mayMove })
  useShortcut(
    'm',
    'sales.keys.move',
    () => {
      const id = spot()?.card.id
      if (id) document.querySelector<HTMLElement>(`[data-move="${id}"]`)?.click()
    },
    { enabled: mayMove },
  )
  useShortcut(
    'x',
    'sales.keys.pick',
    () => {
      const here = spot()
      if (here) pick(here.card.id, false)
    },
    { enabled: mayMove },
  )
  return wanted
}
