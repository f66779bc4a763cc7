import { Button, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type CSSProperties, useEffect, useRef } from 'react'
import { getBoard } from '#analytics/contract/api.ts'
import type { Figure } from '#analytics/contract/board.ts'
import { boardSearch } from '#analytics/web/board/board-search.ts'
import { customDays, DayRange } from '#analytics/web/board/day-range.tsx'
import { FigureView } from '#analytics/web/board/figure.tsx'
import s from '#analytics/web/board/board.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useHappening, useTopic } from '#web/live-hooks.ts'
import { useApi } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useSession } from '#web/session.ts'
import { Chip } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { useToday } from '#web/ui/time.tsx'

const periods = ['today', 'yesterday', 'last-7-days', 'last-30-days', 'custom'] as const
const topic = 'analytics.board'
/** Several things happen in the same second; the board is asked for again once. */
const gatherMs = 1_000

/** The numbers of a period, moving by themselves while the period runs. */
export function BoardPage() {
  const t = useT()
  const today = useToday()
  const { brands } = useSession()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const search = boardSearch(raw)
  const { data, isPlaceholderData, error, isPending, refetch } = useApi(getBoard, search, { keepsPrevious: true })
  useTopic(topic)
  useMovement()

  const isLive = search.period !== 'yesterday' && search.period !== 'custom'
  const chip = isLive ? (
    <Chip tone="ok" icon={<i className={s.pulse} aria-hidden />}>
      {t('analytics.board.live')}
    </Chip>
  ) : undefined

  return (
    <Page title={t('analytics.board.title')} chip={chip}>
      <div className={s.filters}>
        <SegmentedTabs
          label={t('analytics.board.period')}
          value={search.period}
          choices={periods.map((value) => ({ value, label: t(`analytics.board.periods.${value}`) }))}
          onChange={(period) =>
            setSearch({
              period,
              ...(period === 'custom' ? customDays(today) : { from: undefined, to: undefined }),
            })
          }
        />
        {search.period === 'custom' && <DayRange search={search} onChange={setSearch} />}
        {brands.length > 1 && (
          <Select
            aria-label={t('analytics.board.brand')}
            placeholder={t('analytics.board.all_brands')}
            data={brands.map((brand) => ({ value: brand.id, label: brand.name }))}
            value={search.brandId ?? null}
            onChange={(brandId) => setSearch({ brandId: brandId ?? undefined })}
            clearable
            w={200}
          />
        )}
      </div>
      {isPending && <PageBones kind="board" />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && <Blocks blocks={data.blocks} bucket={data.bucket} isStale={isPlaceholderData} />}
    </Page>
  )
}

type BlocksProps = {
  blocks: readonly { module: string; code: string; figures: Figure[] }[]
  bucket: 'hour' | 'day'
  isStale: boolean
}

function Blocks({ blocks, bucket, isStale }: BlocksProps) {
  const t = useT()
  if (blocks.length === 0) return <EmptyState drawing="chart" title={t('analytics.board.refused')} />
  if (blocks.every(({ figures }) => figures.every(isEmpty)))
    return (
      <EmptyState
        drawing="chart"
        title={t('analytics.board.empty_title')}
        hint={t('analytics.board.empty_text')}
        actions={
          <Button component={Link} to="/bandeja">
            {t('analytics.board.open_inbox')}
          </Button>
        }
      />
    )
  const charts = blocks.flatMap(({ module, figures }) =>
    figures.filter((figure) => !isNumber(figure)).map((figure) => ({ module, figure })),
  )
  return (
    <div className={s.board} aria-busy={isStale}>
      <div className={s.numbers}>
        {blocks.map(({ module, code, figures }) => {
          const numbers = figures.filter(isNumber)
          if (numbers.length === 0) return null
          return (
            <section key={`${module}.${code}`} className={s.group} style={widths(numbers.length)}>
              <h2>{t(`${module}.metric_groups.${code}`)}</h2>
              {numbers.map((figure) => (
                <FigureView key={figure.code} module={module} figure={figure} bucket={bucket} />
              ))}
            </section>
          )
        })}
      </div>
      <div className={s.charts}>
        {charts.map(({ module, figure }) => (
          <FigureView key={`${module}.${figure.code}`} module={module} figure={figure} bucket={bucket} />
        ))}
      </div>
    </div>
  )
}

const widths = (figures: number): CSSProperties => ({ '--wide': Math.min(figures, 6), '--narrow': Math.min(figures, 3) }) as CSSProperties

const isNumber = (figure: Figure): boolean => figure.shape === 'number'

const isEmpty = (figure: Figure): boolean => {
  if (figure.shape === 'number') return figure.value === null || figure.value === 0
  if (figure.shape === 'breakdown') return figure.rows.every(({ value }) => value === 0)
  return figure.lines.every(({ points }) => points.every(({ value }) => value === 0))
}

/** Asks again for the board a moment after something moved. */
function useMovement(): void {
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useHappening(topic, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void queryClient.invalidateQueries({ queryKey: [getBoard.path] })
    }, gatherMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}
