import { useParams } from '@tanstack/react-router'
import { getCalendar } from '#identity/contract/calendar-api.ts'
import { CalendarForm } from '#identity/web/calendars/calendar-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { Chip } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'

/** One calendar, or a new one at `/ajustes/horarios/nuevo`. */
export function CalendarPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  return id === 'nuevo' ? <NewCalendar /> : <KnownCalendar id={id} />
}

function NewCalendar() {
  const t = useT()
  const { organization } = useSession()
  return (
    <Page title={t('identity.calendars.new')} back="/ajustes/horarios">
      <CalendarForm
        calendar={{
          id: null,
          name: '',
          zone: organization?.zone ?? 'UTC',
          weekly: [],
          days: [],
          brandIds: [],
          isDefault: false,
          version: 0,
        }}
      />
    </Page>
  )
}

function KnownCalendar({ id }: { id: string }) {
  const t = useT()
  const { data, error, refetch } = useApi(getCalendar, { id })
  return (
    <Page
      title={data?.name ?? t('identity.calendars.one')}
      back="/ajustes/horarios"
      actions={data?.isDefault && <Chip>{t('identity.calendars.default')}</Chip>}
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <CalendarForm key={data.id} calendar={data} />
      ) : (
        <ListBones rows={8} face={false} />
      )}
    </Page>
  )
}
