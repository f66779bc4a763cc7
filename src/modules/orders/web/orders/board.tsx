import { useMemo } from 'react'
import { getOrderBoard } from '#orders/contract/order-api.ts'
import type { OrderCard } from '#orders/contract/order.ts'
import type { OrderState } from '#orders/contract/order-state.ts'
import { BoardCard } from '#orders/web/orders/board-card.tsx'
import { toneOf } from '#orders/web/orders/order-state.tsx'
import { useOrdering } from '#orders/web/orders/ordering.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { StateDot } from '#web/ui/marks.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import s from '#web/ui/board.module.css'

const columns: readonly OrderState[] = ['draft', 'received', 'confirmed', 'preparing', 'ready', 'on_the_way', 'delivered', 'cancelled']
/** Shown also when nothing is there: what comes next has to have a place. */
const steady = new Set<OrderState>(['received', 'confirmed', 'preparing', 'ready', 'on_the_way', 'delivered'])

/** Everything that is open, each state a column, and what the day has closed. The first promised stands on top. */
export function Board({ brandId }: { brandId: string | undefined }) {
  const t = useT()
  const { stateName, stepsOf } = useOrdering()
  const { data, error, refetch } = useApi(getOrderBoard, brandId ? { brandId } : {}, { keepsPrevious: true })
  const cards = data?.cards
  const byState = useMemo(() => grouped(cards ?? [], brandId), [cards, brandId])
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PageBones kind="board" />
  if (data.cards.length === 0) return <EmptyState title={t('orders.board.empty_title')} hint={t('orders.board.empty_hint')} isPage />
  const { isUsed } = stepsOf(brandId ?? null)
  return (
    <div className={s.board}>
      {columns
        .filter((state) => (byState.get(state)?.length ?? 0) > 0 || (steady.has(state) && isUsed(state)))
        .map((state) => (
          <section
            key={state}
            className={s.column}
            data-empty={(byState.get(state)?.length ?? 0) === 0 || undefined}
            aria-labelledby={`column-${state}`}
          >
            <header>
              <h2 id={`column-${state}`}>
                <StateDot tone={toneOf(state)}>{stateName(state, brandId ?? null)}</StateDot>
              </h2>
              <span className={`${s.count} num`}>{byState.get(state)?.length ?? 0}</span>
            </header>
            <ul>
              {(byState.get(state) ?? []).map((card) => (
                <BoardCard key={card.id} card={card} />
              ))}
            </ul>
            {(byState.get(state)?.length ?? 0) === 0 && <p className={s.none}>{t('orders.board.empty_column')}</p>}
          </section>
        ))}
      {data.isCut && <p className={s.none}>{t('orders.board.cut')}</p>}
    </div>
  )
}

function grouped(cards: readonly OrderCard[], brandId: string | undefined): Map<OrderState, OrderCard[]> {
  const shown = cards.filter((card) => brandId === undefined || card.brandId === brandId)
  const due = (card: OrderCard): string => card.promisedAt ?? card.createdAt
  const byState = Map.groupBy(shown, ({ state }) => (state === 'returned' ? 'cancelled' : state))
  for (const [state, own] of byState) {
    const isOver = state === 'delivered' || state === 'cancelled'
    own.sort((a, b) => (isOver ? (a.stateSince < b.stateSince ? 1 : -1) : due(a) < due(b) ? -1 : 1))
  }
  return byState
}
