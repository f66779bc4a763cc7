import { Button, Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import '#web/ui/mantine-forms-css.ts'
import type { Band } from '#surveys/contract/scale.ts'
import type { Survey } from '#surveys/contract/survey.ts'
import { listAnswers } from '#surveys/contract/survey-api.ts'
import { shows, type ResultsSearch, type Show } from '#surveys/web/results/results-search.ts'
import { ScoreChip } from '#surveys/web/results/score-chip.tsx'
import s from '#surveys/web/results/answer-list.module.css'
import results from '#surveys/web/results/results.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useApiPages } from '#web/query.ts'
import { Card } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

const bandByShow: Record<Show, Band | undefined> = { todas: undefined, buenas: 'good', regulares: 'middle', malas: 'bad' }

/** What people said, the newest first, each with the way to its conversation. */
export function AnswerList({
  survey,
  search,
  onSearch,
}: {
  survey: Survey
  search: ResultsSearch
  onSearch: (change: Partial<ResultsSearch>) => void
}) {
  const t = useT()
  const band = bandByShow[search.ver]
  const { items, isStale, error, hasMore, isFetchingMore, fetchMore, refetch } = useApiPages(
    listAnswers,
    { id: survey.id, limit: 20, ...(band && { band }), ...(search.comentadas && { withComment: true }) },
    { keepsPrevious: true },
  )
  return (
    <Card className={results.card}>
      <div className={results.cardHead}>
        <h2>{t('surveys.results.comments')}</h2>
        {survey.kind !== 'open' && (
          <div className={results.choices}>
            <Checkbox
              label={t('surveys.results.only_comments')}
              checked={search.comentadas === '1'}
              onChange={(event) => onSearch({ comentadas: event.currentTarget.checked ? '1' : undefined } as Partial<ResultsSearch>)}
            />
            <SegmentedTabs
              label={t('surveys.results.comments')}
              value={search.ver}
              choices={shows.map((value) => ({
                value,
                label: bandByShow[value] ? t(`surveys.bands.${bandByShow[value]}`) : t('surveys.results.show_all'),
              }))}
              onChange={(ver) => onSearch({ ver })}
            />
          </div>
        )}
      </div>
      {error && !items ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : !items || (isStale && items.length === 0) ? (
        <ListBones rows={4} face={false} />
      ) : items.length === 0 ? (
        <p className={s.none}>{t('surveys.results.no_answers')}</p>
      ) : (
        <ul className={s.answers} aria-busy={isStale}>
          {items.map((one) => (
            <li key={one.id}>
              <ScoreChip kind={one.kind} score={one.score} band={one.band} />
              <div>
                <p data-empty={one.comment === '' || undefined}>{one.comment || t('surveys.results.no_comment')}</p>
                <small>
                  {[one.contactName, one.agentName, one.answeredVia === 'link' ? t('surveys.results.by_link') : null]
                    .filter(Boolean)
                    .join(' · ')}
                  {one.answeredAt && (
                    <>
                      {' · '}
                      <RelativeTime at={one.answeredAt} />
                    </>
                  )}
                </small>
              </div>
              {one.conversationId === null ? (
                <Link to="/contactos/$id" params={{ id: one.contactId } as never}>
                  {one.contactName}
                </Link>
              ) : (
                <Link to="/bandeja/{-$id}" params={{ id: one.conversationId } as never}>
                  {t('surveys.results.conversation')}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      {hasMore && (
        <Button variant="default" size="xs" loading={isFetchingMore} onClick={fetchMore}>
          {t('surveys.results.more')}
        </Button>
      )}
    </Card>
  )
}
