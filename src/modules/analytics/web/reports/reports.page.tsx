import '#web/ui/mantine-forms-css.ts'
import { Button, Menu, Select } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconFileText } from '@tabler/icons-react'
import { getReport, listReports, writeReportFile } from '#analytics/contract/api.ts'
import type { ReportChoice } from '#analytics/contract/report.ts'
import { customDays, DayRange } from '#analytics/web/board/day-range.tsx'
import { ReportTableView } from '#analytics/web/reports/report-table.tsx'
import { type ReportsSearch, reportsSearch } from '#analytics/web/reports/reports-search.ts'
import s from '#analytics/web/reports/reports.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useSession } from '#web/session.ts'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/time.tsx'

const periods = ['today', 'yesterday', 'last-7-days', 'last-30-days', 'custom'] as const

/** The tables that the modules declare, of a period, sorted and taken along as files. */
export function ReportsPage() {
  const t = useT()
  const [raw] = useSearchState<Record<string, unknown>>()
  const search = reportsSearch(raw)
  const { data, error, refetch } = useApi(listReports, {})
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PageBones kind="list" />
  const choice = data.items.find((one) => nameOf(one) === search.informe) ?? data.items[0]
  if (!choice)
    return (
      <Page title={t('analytics.reports.title')}>
        <EmptyState drawing="chart" title={t('analytics.reports.none')} />
      </Page>
    )
  return <Report key={nameOf(choice)} choices={data.items} choice={choice} search={search} />
}

const nameOf = ({ module, code }: ReportChoice): string => `${module}.${code}`

function Report({ choices, choice, search }: { choices: readonly ReportChoice[]; choice: ReportChoice; search: ReportsSearch }) {
  const t = useT()
  const today = useToday()
  const { brands } = useSession()
  const [, setSearch] = useSearchState<Record<string, unknown>>()
  const { module, code, groups } = choice
  const groupBy = groups.find((group) => group === search.por) ?? groups[0]
  const { period, from, to, brandId } = search
  const query = { module, code, period, ...(from && { from }), ...(to && { to }), ...(brandId && { brandId }), ...(groupBy && { groupBy }) }
  const { data, isPlaceholderData, error, refetch } = useApi(getReport, query, { keepsPrevious: true })
  const words = (key: string) => t(`${module}.reports.${key}`)
  return (
    <Page title={t('analytics.reports.title')} actions={<Download query={query} />} body="bare">
      <div className={s.filters}>
        <Select
          aria-label={t('analytics.reports.choose')}
          data={choices.map((one) => ({ value: nameOf(one), label: t(`${one.module}.reports.${one.code}.title`) }))}
          value={nameOf(choice)}
          allowDeselect={false}
          onChange={(informe) => setSearch({ informe: informe ?? undefined, por: undefined, orden: undefined })}
          w={264}
        />
        {groups.length > 0 && (
          <Select
            aria-label={t('analytics.reports.group')}
            data={groups.map((group) => ({ value: group, label: words(`groups.${group}`) }))}
            value={groupBy ?? null}
            allowDeselect={false}
            onChange={(por) => setSearch({ por: por ?? undefined, orden: undefined })}
            w={140}
          />
        )}
        <SegmentedTabs
          label={t('analytics.reports.period')}
          value={period}
          choices={periods.map((value) => ({ value, label: t(`analytics.board.periods.${value}`) }))}
          onChange={(next) =>
            setSearch({
              period: next,
              ...(next === 'custom' ? customDays(today) : { from: undefined, to: undefined }),
            })
          }
        />
        {period === 'custom' && <DayRange search={search} onChange={setSearch} />}
        {brands.length > 1 && (
          <Select
            aria-label={t('analytics.reports.brand')}
            placeholder={t('analytics.reports.all_brands')}
            data={brands.map((brand) => ({ value: brand.id, label: brand.name }))}
            value={brandId ?? null}
            onChange={(next) => setSearch({ brandId: next ?? undefined })}
            clearable
            w={190}
          />
        )}
      </div>
      <p className={s.hint}>
        {data && data.count > data.rows.length
          ? t('analytics.reports.cut', { shown: data.rows.length, count: data.count })
          : words(`${code}.hint`)}
      </p>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageBones kind="list" />
      ) : data.rows.length === 0 ? (
        <EmptyState drawing="chart" title={t('analytics.reports.empty')} hint={t('analytics.reports.empty_hint')} />
      ) : (
        <ReportTableView
          module={module}
          table={data}
          isStale={isPlaceholderData}
          label={words(`${code}.title`)}
          sort={search.orden}
          onSort={(orden) => setSearch({ orden })}
        />
      )}
    </Page>
  )
}

function Download({ query }: { query: Omit<Parameters<ReturnType<typeof useFile>['save']>[0], 'format'> }) {
  const t = useT()
  const { save, isSaving } = useFile()
  return (
    <Menu position="bottom-end" width={150}>
      <Menu.Target>
        <Button variant="default" loading={isSaving} leftSection={<IconDownload size={16} stroke={1.7} />}>
          {t('analytics.reports.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileSpreadsheet size={15} stroke={1.7} />} onClick={() => save({ ...query, format: 'xlsx' })}>
          {t('analytics.reports.xlsx')}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileText size={15} stroke={1.7} />} onClick={() => save({ ...query, format: 'csv' })}>
          {t('analytics.reports.csv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function useFile() {
  const { send, sending } = useSend(writeReportFile, {
    onDone: ({ fileUrl }) => {
      const link = document.createElement('a')
      link.href = fileUrl
      link.download = ''
      link.click()
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'report' }),
  })
  return { save: (input: Parameters<typeof send>[0]) => void send(input), isSaving: sending }
}
