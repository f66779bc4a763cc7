import { IconPlus } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useMemo, useRef } from 'react'
import type { DealCard as Card } from '#sales/contract/deal.ts'
import { totalsOf } from '#sales/contract/deal-amount.ts'
import { isClosing, type Stage } from '#sales/web/deals/stage-kinds.ts'
import { StageDot } from '#sales/web/deals/stage-dot.tsx'
import { DealCard } from '#sales/web/deals/deal-card.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useDropColumn } from '#web/ui/drag.ts'
import type { Selection } from '#web/ui/selection.tsx'
import s from '#sales/web/deals/board.module.css'

/** Every card is as tall as the others, so that thousands need not be measured. */
const cardHeight = 112
const gap = 8

type Props = {
  stage: Stage
  stages: readonly Stage[]
  /** Open deals of this pipeline always say what comes next. */
  asksStep: boolean
  cards: readonly Card[]
  nameOf: (id: string | null) => string | undefined
  now: number
  openId: string | undefined
  /** The card that the keyboard is on and that has to be seen. */
  wantedId: string | null
  mayMove: boolean
  picked: Pick<Selection, 'has'>
  onPick: (id: string, isRange: boolean) => void
  onOpen: (id: string) => void
  onMove: (card: Card, stageId: string) => void
  onAdd: (stageId: string) => void
}

export const BoardColumn = memo(function BoardColumn({ stage, cards, wantedId, mayMove, onAdd, ...rest }: Props) {
  const t = useT()
  const scroller = useRef<HTMLDivElement | null>(null)
  const dropRef = useDropColumn()
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight + gap,
    overscan: 4,
    paddingEnd: 12,
    getItemKey: (index) => cards[index]?.id ?? index,
    useFlushSync: false,
  })
  const wantedAt = wantedId === null ? -1 : cards.findIndex(({ id }) => id === wantedId)
  useEffect(() => {
    if (wantedAt < 0 || wantedId === null) return
    virtual.scrollToIndex(wantedAt, { align: 'auto' })
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-deal="${wantedId}"]`)?.focus())
  }, [virtual, wantedAt, wantedId])
  const titleId = `stage-${stage.id}`
  return (
    <section className={s.column} data-column={stage.id} aria-labelledby={titleId}>
      <ColumnHead id={titleId} stage={stage} cards={cards} />
      <div
        className={s.scroller}
        data-scrolls
        ref={(element) => {
          scroller.current = element
          return element ? dropRef(element) : undefined
        }}
      >
        {cards.length === 0 && <p className={s.none}>{t('sales.board.empty_stage')}</p>}
        <ul style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const card = cards[index]
            if (!card) return null
            return (
              <DealCard
                key={key}
                card={card}
                stage={stage}
                stages={rest.stages}
                ownerName={rest.nameOf(card.ownerId)}
                now={rest.now}
                top={start}
                isOpen={rest.openId === card.id}
                asksStep={rest.asksStep}
                isPicked={rest.picked.has(card.id)}
                mayMove={mayMove}
                onPick={rest.onPick}
                onOpen={rest.onOpen}
                onMove={rest.onMove}
              />
            )
          })}
        </ul>
        {mayMove && !isClosing(stage.kind) && (
          <button type="button" className={s.add} onClick={() => onAdd(stage.id)}>
            <IconPlus size={15} stroke={1.8} aria-hidden />
            {t('sales.board.add')}
            <span className="sr-only"> {t('sales.board.in_stage', { stage: stage.name })}</span>
          </button>
        )}
      </div>
    </section>
  )
})

/** How many, and what they come to: the currency of most of them, the others where the pointer rests and for who listens. */
function ColumnHead({ id, stage, cards }: { id: string; stage: Stage; cards: readonly Card[] }) {
  const t = useT()
  const format = useFormat()
  const totals = useMemo(() => totalsOf(cards, () => stage.probability), [cards, stage.probability])
  const texts = totals.map(({ amountMinor, currency }) => format.money(amountMinor, currency, true))
  const exact = totals.map(({ amountMinor, currency }) => format.money(amountMinor, currency)).join(' + ')
  return (
    <header>
      <h2 id={id}>
        <StageDot color={stage.color}>{stage.name}</StageDot>
      </h2>
      <span className={`${s.count} num`}>{format.number(cards.length)}</span>
      {texts.length > 0 && (
        <span className={`${s.sum} num`} title={exact}>
          {texts[0]}
          {texts.length > 1 && (
            <small>
              {' '}
              {t('sales.board.and_more', {
                amounts: totals
                  .slice(1)
                  .map(({ currency }) => currency)
                  .join(' + '),
              })}
            </small>
          )}
        </span>
      )}
    </header>
  )
}
