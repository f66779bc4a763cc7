import type { Velocity } from '#sales/contract/figures.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Section } from '#web/ui/page.tsx'
import s from '#sales/web/figures/figures.module.css'

/** What the pipeline brings in per day, and the four things that it follows from. */
export function VelocityCard({ velocity, currency }: { velocity: Velocity | null; currency: string | undefined }) {
  const t = useT()
  const format = useFormat()
  if (!velocity)
    return (
      <Section title={t('sales.velocity.title')}>
        <p className={s.note}>{t('sales.velocity.none')}</p>
      </Section>
    )
  const { openCount, winRate, averageWonMinor, averageCycleDays, perDayMinor } = velocity
  const factors = [
    { sign: '', value: format.number(openCount), word: t('sales.velocity.open', { count: openCount }) },
    { sign: '×', value: format.percent(Math.round(winRate * 100) / 100), word: t('sales.velocity.rate') },
    { sign: '×', value: format.money(averageWonMinor, currency, true), word: t('sales.velocity.amount') },
    { sign: '÷', value: format.number(Math.round(averageCycleDays * 10) / 10), word: t('sales.velocity.days') },
  ]
  return (
    <Section title={t('sales.velocity.title')} hint={t('sales.velocity.hint')}>
      <div className={s.velocity}>
        <p>
          <b className="num">{format.money(perDayMinor, currency, true)}</b>
          <span>{t('sales.velocity.per_day', { month: format.money(perDayMinor * 30, currency, true) })}</span>
        </p>
        <ol>
          {factors.map(({ sign, value, word }) => (
            <li key={word}>
              {sign && <i aria-hidden>{sign}</i>}
              <b className="num">{value}</b>
              <span>{word}</span>
            </li>
          ))}
        </ol>
      </div>
    </Section>
  )
}
