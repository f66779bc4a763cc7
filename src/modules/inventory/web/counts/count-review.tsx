import { useMemo } from 'react'
import type { CountLine, StockCount } from '#inventory/contract/count.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import { CountRow } from '#inventory/web/counts/count-row.tsx'
import type { useSheet } from '#inventory/web/counts/use-sheet.ts'
import { useScanner } from '#web/scan/use-scanner.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import { Chip, Stat, StatRow } from '#web/ui/marks.tsx'
import { EmptyState, Notice } from '#web/ui/states.tsx'
import s from '#inventory/web/counts/review.module.css'
import sheetStyle from '#inventory/web/counts/counts.module.css'

/** What was counted beside what there should have been; first what has to be counted again. */
export function CountReview({ sheet, count }: { sheet: ReturnType<typeof useSheet>; count: StockCount }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const { lines } = sheet
  const isOpen = count.closedAt === null
  const again = lines.filter(({ isAgain, countedAt }) => isAgain && countedAt === null)
  const differing = useMemo(
    () =>
      lines
        .filter(({ differenceMilli, isSuperseded }) => differenceMilli !== null && (differenceMilli !== 0 || isSuperseded))
        .toSorted((one, other) => weight(other) - weight(one)),
    [lines],
  )
  const sees = count.differentCount !== null
  const hasWorth = may(canReadCosts) && count.differenceMinor !== null
  // In review a reader counts what has to be counted again, and nothing else.
  useScanner((code) => void sheet.scan(code), isOpen && again.length > 0)
  return (
    <div className={s.review}>
      <StatRow>
        <Stat
          label={t('inventory.count.counted')}
          value={t('inventory.count.progress', { counted: count.countedCount, all: count.lineCount })}
        />
        {sees && <Stat label={t('inventory.count.differing')} value={format.number(count.differentCount ?? 0)} />}
        {hasWorth && <Stat label={t('inventory.count.difference')} value={format.money(count.differenceMinor ?? 0, count.currency)} />}
      </StatRow>
      {count.state === 'approved' && <Notice tone="ok">{t('inventory.count.approved_by', closing(count, format.full))}</Notice>}
      {count.state === 'discarded' && <Notice>{t('inventory.count.discarded_by', closing(count, format.full))}</Notice>}
      {isOpen && again.length > 0 && (
        <section className={s.part} aria-labelledby="again">
          <h2 id="again">{t('inventory.count.again', { count: again.length })}</h2>
          <p>{t('inventory.count.again_hint')}</p>
          <ul className={sheetStyle.rows}>
            {again.map((line) => (
              <CountRow key={line.id} line={line} isBlind onEnter={sheet.enter} />
            ))}
          </ul>
        </section>
      )}
      {!sees && isOpen && <Notice>{t('inventory.count.blind_review')}</Notice>}
      {sees && (
        <section className={s.part} aria-labelledby="differing">
          <h2 id="differing">{t('inventory.count.differing')}</h2>
          {differing.length === 0 ? (
            <EmptyState drawing="chart" title={t('inventory.count.no_difference')} hint={t('inventory.count.no_difference_hint')} />
          ) : (
            <Differences lines={differing} currency={count.currency} hasWorth={hasWorth} />
          )}
        </section>
      )}
    </div>
  )
}

const weight = ({ differenceMinor, differenceMilli }: CountLine): number =>
  differenceMinor === null || differenceMinor === 0 ? Math.abs(differenceMilli ?? 0) / 1e9 : Math.abs(differenceMinor)

const closing = ({ closedByName, closedAt, createdAt }: StockCount, full: (at: string) => string) => ({
  name: closedByName ?? '',
  when: full(closedAt ?? createdAt),
})

function Differences({ lines, currency, hasWorth }: { lines: readonly CountLine[]; currency: string; hasWorth: boolean }) {
  const t = useT()
  const format = useFormat()
  const quantity = useQuantity()
  return (
    <div className={s.scroll}>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{t('inventory.product')}</th>
            <th scope="col">{t('inventory.count.expected')}</th>
            <th scope="col">{t('inventory.count.counted_short')}</th>
            <th scope="col">{t('inventory.count.difference')}</th>
            {hasWorth && <th scope="col">{t('inventory.value')}</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                {line.name}
                <small>
                  {[
                    line.lotCode === null ? null : t('inventory.lot_named', { code: line.lotCode }),
                    line.countedByName,
                    line.countedAt === null ? null : format.hour(line.countedAt),
                    line.firstMilli === null ? null : t('inventory.count.first_look', { quantity: quantity(line.firstMilli, line.unit) }),
                  ]
                    .filter((one) => one !== null)
                    .join(' · ')}
                </small>
                {line.isSuperseded && <Chip>{t('inventory.count.superseded')}</Chip>}
              </th>
              <td className="num">{quantity(line.expectedMilli ?? 0, line.unit)}</td>
              <td className="num">{quantity(line.countedMilli ?? 0, line.unit)}</td>
              <td className="num" data-tone={(line.differenceMilli ?? 0) < 0 ? 'bad' : 'ok'}>
                {quantity(line.differenceMilli ?? 0, line.unit, true)}
              </td>
              {hasWorth && <td className="num">{line.differenceMinor === null ? '—' : format.money(line.differenceMinor, currency)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
