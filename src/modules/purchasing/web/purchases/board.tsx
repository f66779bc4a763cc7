import { Link } from '@tanstack/react-router'
import { getPurchaseBoard } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseCard } from '#purchasing/contract/purchase-order.ts'
import type { PurchaseState } from '#purchasing/contract/purchase-state.ts'
import { ApprovalChip, StateChip, toneByState, useOrderName } from '#purchasing/web/purchases/state-chip.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Chip, Money, ProgressBar, StateDot } from '#web/ui/marks.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import { RelativeTime, useToday } from '#web/ui/time.tsx'
import s from '#web/ui/board.module.css'

const columns: readonly PurchaseState[] = ['draft', 'sent', 'partially_received', 'received', 'billed', 'closed']

/** Each state a column; what was called off stands with what is closed. */
export function Board() {
  const t = useT()
  const { data, error, refetch } = useApi(getPurchaseBoard, {}, { keepsPrevious: true })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PageBones kind="board" />
  const cards = data.cards as PurchaseCard[]
  if (cards.length === 0) return <EmptyState title={t('purchasing.board.empty_title')} hint={t('purchasing.board.empty_hint')} isPage />
  const byState = Map.groupBy(cards, ({ state }): PurchaseState => (state === 'cancelled' ? 'closed' : state))
  return (
    <div className={s.board} data-narrow>
      {columns.map((state) => {
        const own = byState.get(state) ?? []
        return (
          <section key={state} className={s.column} data-empty={own.length === 0 || undefined} aria-labelledby={`purchases-${state}`}>
            <header>
              <h2 id={`purchases-${state}`}>
                <StateDot tone={toneByState[state]}>{t(`purchasing.columns.${state}`)}</StateDot>
              </h2>
              <span className={`${s.count} num`}>{own.length}</span>
            </header>
            <ul>
              {own.map((card) => (
                <Card key={card.id} card={card} />
              ))}
            </ul>
            {own.length === 0 && <p className={s.none}>{t('purchasing.board.empty_column')}</p>}
          </section>
        )
      })}
    </div>
  )
}

function Card({ card }: { card: PurchaseCard }) {
  const t = useT()
  const nameOf = useOrderName()
  const format = useFormat()
  const today = useToday()
  const isAwaited = card.state === 'sent' || card.state === 'partially_received'
  const isLate = isAwaited && card.expectedOn !== null && card.expectedOn < today
  return (
    <li className={s.card}>
      <Link to={`/compras/${card.id}`} className={s.open}>
        <strong>{card.supplierName}</strong>
        <span className={s.line}>
          <span className="num">{nameOf(card)}</span>
          <span>{t('purchasing.board.lines', { count: card.lineCount })}</span>
        </span>
      </Link>
      <span className={s.sum}>
        <Money amountMinor={card.totalMinor} currency={card.currency} />
      </span>
      <div className={s.chips}>
        <ApprovalChip state={card.state} approval={card.approval} />
        {card.state === 'cancelled' && <StateChip state={card.state} />}
        {isAwaited && card.expectedOn && (
          <Chip tone={isLate ? 'bad' : 'plain'}>
            {t(isLate ? 'purchasing.board.late' : 'purchasing.board.expected', { day: format.day(`${card.expectedOn}T12:00:00Z`) })}
          </Chip>
        )}
        {!isAwaited && (
          <small className={s.since}>
            <RelativeTime at={card.stateSince} />
          </small>
        )}
      </div>
      {card.state === 'partially_received' && (
        <div className={s.progress}>
          <ProgressBar
            value={card.receivedShare / 1000}
            label={t('purchasing.board.received', { share: format.number(Math.floor(card.receivedShare / 10)) })}
          />
        </div>
      )}
    </li>
  )
}
