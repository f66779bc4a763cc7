import { Button, Select } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { addDays } from '#kernel/contract/calendar-day.ts'
import { canManageSurveys } from '#surveys/contract/permissions.ts'
import type { Results } from '#surveys/contract/result.ts'
import type { Survey } from '#surveys/contract/survey.ts'
import { getResults, listSurveys } from '#surveys/contract/survey-api.ts'
import { AnswerList } from '#surveys/web/results/answer-list.tsx'
import { GroupTable } from '#surveys/web/results/group-table.tsx'
import { resultsSearch, spans, type ResultsSearch } from '#surveys/web/results/results-search.ts'
import { Distribution, ScoreHead, Skipped, Weeks } from '#surveys/web/results/score-figures.tsx'
import s from '#surveys/web/results/results.module.css'
import { useSurveysLive } from '#surveys/web/surveys.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { useToday } from '#web/ui/time.tsx'

/** How people felt attended: the figure with how sure it is, where it comes from, and what they said. */
export function ResultsPage() {
  const t = useT()
  const may = useMay()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const search = resultsSearch(raw)
  const { data, error, refetch } = useApi(listSurveys, {})
  useSurveysLive()
  const survey = data?.items.find(({ id }) => id === search.encuesta) ?? data?.items[0]
  const edit = survey && survey.archivedAt === null && may(canManageSurveys) && (
    <Button
      component={Link}
      to="/ajustes/encuestas/$id"
      params={{ id: survey.id } as never}
      variant="default"
      leftSection={<IconSettings size={15} stroke={1.7} />}
    >
      {t('surveys.results.edit')}
    </Button>
  )
  return (
    <Page title={t('surveys.results.title')} actions={edit}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageBones kind="board" />
      ) : !survey ? (
        <EmptyState
          drawing="chart"
          title={t('surveys.list.empty_title')}
          hint={t('surveys.list.empty_hint')}
          actions={
            may(canManageSurveys) && (
              <Button component={Link} to="/ajustes/encuestas/nueva">
                {t('surveys.results.first')}
              </Button>
            )
          }
        />
      ) : (
        <>
          <div className={s.filters}>
            <Select
              aria-label={t('surveys.results.survey')}
              data={data.items.map(({ id, name, kind }) => ({ value: id, label: `${name} · ${t(`surveys.kinds_short.${kind}`)}` }))}
              value={survey.id}
              onChange={(id) => setSearch({ encuesta: id ?? undefined })}
              allowDeselect={false}
              w={260}
            />
            <SegmentedTabs
              label={t('surveys.results.period')}
              value={search.dias}
              choices={spans.map((value) => ({ value, label: t('surveys.results.days', { days: value }) }))}
              onChange={(dias) => setSearch({ dias })}
            />
          </div>
          <SurveyResults survey={survey} search={search} onSearch={setSearch} />
        </>
      )}
    </Page>
  )
}

function SurveyResults({
  survey,
  search,
  onSearch,
}: {
  survey: Survey
  search: ResultsSearch
  onSearch: (change: Partial<ResultsSearch>) => void
}) {
  const to = useToday()
  const from = addDays(to, 1 - Number(search.dias))
  const { data, error, refetch } = useApi(getResults, { id: survey.id, from, to }, { keepsPrevious: true })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PageBones kind="board" />
  return <Shown survey={survey} results={data} search={search} onSearch={onSearch} />
}

function Shown({
  survey,
  results,
  search,
  onSearch,
}: {
  survey: Survey
  results: Results
  search: ResultsSearch
  onSearch: (change: Partial<ResultsSearch>) => void
}) {
  const t = useT()
  if (results.score.count === 0 && results.sent === 0 && results.skipped.length === 0)
    return <EmptyState drawing="chart" title={t('surveys.results.empty_title')} hint={t('surveys.results.empty_hint')} />
  return (
    <div className={s.results}>
      <ScoreHead results={results} />
      {results.kind !== 'open' && results.score.count > 0 && (
        <div className={s.pair}>
          <Distribution results={results} survey={survey} />
          <Weeks results={results} />
        </div>
      )}
      {results.kind !== 'open' && results.score.count > 0 && <GroupTable results={results} />}
      <AnswerList survey={survey} search={search} onSearch={onSearch} />
      <Skipped results={results} />
    </div>
  )
}
