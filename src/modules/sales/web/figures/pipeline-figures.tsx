import { Tooltip } from '@mantine/core'
import { getPipelineFigures } from '#sales/contract/figures-api.ts'
import type { Figures } from '#sales/contract/figures.ts'
import { useDays } from '#sales/web/figures/days.ts'
import { whoseOf } from '#sales/web/figures/whose.ts'
import { useMonths } from '#sales/web/figures/months.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Stat, StatRow } from '#web/ui/marks.tsx'

type Change = { text: string; tone: 'ok' | 'bad' | 'plain' } | null

/** What a pipeline is worth, what this month brought, how often it wins and how long that takes. */
export function PipelineFigures({ pipelineId, search }: { pipelineId: string; search: Record<string, unknown> }) {
  const t = useT()
  const format = useFormat()
  const days = useDays()
  const months = useMonths()
  const { data } = useApi(getPipelineFigures, { id: pipelineId, ...whoseOf(search) }, { staleTime: 30_000, keepsPrevious: true })
  const sum = (of: 'openMinor' | 'weightedMinor' | 'wonMinor'): string => {
    if (!data) return '–'
    // Converted, all of it is one figure; otherwise currencies stand beside each other.
    const shown = data.sums[0]?.isConverted ? data.sums.slice(0, 1) : data.sums
    return shown.length === 0 ? format.money(0, undefined, true) : shown.map((one) => format.money(one[of], one.currency, true)).join(' + ')
  }
  const percent = (value: number | null | undefined): string => (value == null ? '–' : format.percent(Math.round(value * 100) / 100))
  return (
    <StatRow>
      <Stat label={t('sales.figures.open')} value={sum('openMinor')} />
      <Stat label={<Hint text={t('sales.figures.weighted_hint')}>{t('sales.figures.weighted')}</Hint>} value={sum('weightedMinor')} />
      <Stat
        label={<Hint text={t('sales.figures.won_hint')}>{t('sales.figures.won', { month: data ? months.name(data.month) : '' })}</Hint>}
        value={sum('wonMinor')}
        change={data ? wonChange(data, format.percent) : null}
      />
      <Stat
        label={<Hint text={t('sales.figures.rate_hint')}>{t('sales.figures.rate')}</Hint>}
        value={percent(data?.winRate)}
        change={data ? rateChange(data, (points) => t('sales.figures.points', { points })) : null}
      />
      <Stat
        label={
          <Hint
            text={
              data?.cycleP90 == null || data.cycleMedian === null
                ? t('sales.figures.cycle_none')
                : t('sales.figures.cycle_hint', { median: days(data.cycleMedian), p90: days(data.cycleP90) })
            }
          >
            {t('sales.figures.cycle')}
          </Hint>
        }
        value={days(data?.cycleMedian ?? null)}
      />
    </StatRow>
  )
}

const Hint = ({ text, children }: { text: string; children: string }) => (
  <Tooltip label={text} multiline maw={280}>
    <span>{children}</span>
  </Tooltip>
)

/** Against the same days of the month before. */
export function wonChange({ sums }: Pick<Figures, 'sums'>, percent: (share: number) => string): Change {
  const sum = sums[0]
  if (!sum || (sums.length > 1 && !sum.isConverted) || sum.previousWonMinor === 0) return null
  const share = sum.wonMinor / sum.previousWonMinor - 1
  return sign(share, percent(Math.abs(Math.round(share * 100) / 100)))
}

/** In points of a hundred: a percentage of a percentage is read wrongly. */
export function rateChange(
  { winRate, previousWinRate }: Pick<Figures, 'winRate' | 'previousWinRate'>,
  points: (count: number) => string,
): Change {
  if (winRate === null || previousWinRate === null) return null
  const difference = Math.round(winRate * 100) - Math.round(previousWinRate * 100)
  return sign(difference, points(Math.abs(difference)))
}

const sign = (value: number, text: string): Change =>
  value === 0 ? { text: '=', tone: 'plain' } : { text: `${value > 0 ? '▲' : '▼'} ${text}`, tone: value > 0 ? 'ok' : 'bad' }
