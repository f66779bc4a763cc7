import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { listCalendars } from '#identity/contract/calendar-api.ts'
import { canManageCalendars } from '#identity/contract/permissions.ts'
import { StandingNow } from '#identity/web/calendars/standing.tsx'
import { hoursPerWeek } from '#identity/web/calendars/week-shifts.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { LinkedRow, LinkedRows } from '#web/ui/linked-row.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'

/** When each place is open. There is always at least one. */
export function CalendarListPage() {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const { brands } = useSession()
  const { data, error, refetch } = useApi(listCalendars, {})
  const nameOf = new Map(brands.map(({ id, name }) => [id, name]))
  return (
    <Page
      title={t('identity.calendars.title')}
      hint={t('identity.calendars.hint')}
      back="/ajustes"
      narrow
      actions={
        may(canManageCalendars) && (
          <Button leftSection={<IconPlus size={15} />} onClick={() => void navigate({ to: '/ajustes/horarios/nuevo' })}>
            {t('identity.calendars.new')}
          </Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={2} face={false} />
      ) : (
        <LinkedRows>
          {data.items.map((calendar) => (
            <LinkedRow
              key={calendar.id}
              to="/ajustes/horarios/$id"
              id={calendar.id}
              name={calendar.name}
              isWhole
              lines={
                <>
                  <small>
                    {[
                      t('identity.calendars.per_week', { hours: format.number(Math.round(hoursPerWeek(calendar.weekly) * 10) / 10) }),
                      t('identity.calendars.summary_days', { count: calendar.days.length }),
                      ...calendar.brandIds.flatMap((id) => nameOf.get(id) ?? []),
                    ].join(' · ')}
                  </small>
                  <small>
                    <StandingNow hours={calendar} />
                  </small>
                </>
              }
              chip={calendar.isDefault && <Chip>{t('identity.calendars.default')}</Chip>}
            />
          ))}
        </LinkedRows>
      )}
    </Page>
  )
}
