import { totalsOf } from '#sales/contract/deal-amount.ts'
import type { DealCard } from '#sales/contract/deal.ts'
import type { Stage } from '#sales/contract/pipeline.ts'
import { isLate } from '#sales/web/deals/board-columns.ts'
import { isClosing } from '#sales/web/deals/stage-kinds.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Stat, StatRow } from '#web/ui/marks.tsx'
import { useMemo } from 'react'

type Props = { columns: ReadonlyMap<string, readonly DealCard[]>; stages: readonly Stage[]; now: number }

/** What the cards on the board come to: open, by their chance, and what was won of late. Several currencies stand beside each other. */
export function BoardStats({ columns, stages, now }: Props) {
  const t = useT()
  const format = useFormat()
  const { open, won, count, late } = useMemo(() => {
    const openCards = stages
      .filter(({ kind }) => !isClosing(kind))
      .flatMap((stage) => (columns.get(stage.id) ?? []).map((card) => ({ ...card, probability: card.probability ?? stage.probability })))
    const wonCards = stages.filter(({ kind }) => kind === 'won').flatMap((stage) => columns.get(stage.id) ?? [])
    return {
      open: totalsOf(openCards, () => 0),
      won: totalsOf(wonCards, () => 100),
      count: openCards.length,
      late: openCards.filter((card) => isLate(card, now)).length,
    }
  }, [columns, stages, now])
  const sum = (rows: typeof open, of: 'amountMinor' | 'weightedMinor') =>
    rows.length === 0 ? '—' : rows.map((row) => format.money(row[of], row.currency, true)).join(' + ')
  return (
    <StatRow>
      <Stat label={t('sales.stats.open')} value={sum(open, 'amountMinor')} />
      <Stat label={t('sales.stats.weighted')} value={sum(open, 'weightedMinor')} />
      <Stat label={t('sales.stats.won')} value={sum(won, 'amountMinor')} />
      <Stat label={t('sales.stats.count')} value={format.number(count)} />
      <Stat label={t('sales.stats.late')} value={format.number(late)} />
    </StatRow>
  )
}
