import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { listSlaPolicies } from '#conversations/contract/sla-api.ts'
import type { SlaTargets } from '#conversations/contract/sla.ts'
import { PolicyForm } from '#conversations/web/sla/policy-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Chip } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'

const within = (first: number, next: number): SlaTargets => ({
  firstResponseMinutes: first,
  nextResponseMinutes: next,
  resolutionMinutes: null,
})
const usual = { urgent: within(5, 10), high: within(10, 15), normal: within(15, 30), low: within(60, 120) }
const none = { brandIds: [], channelIds: [], priorities: [], labels: [], teamIds: [] }

/** One rule, or a new one at `/ajustes/tiempos/nueva`. */
export function PolicyPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(listSlaPolicies, {})
  const policy = data?.items.find((one) => one.id === id)
  if (id === 'nueva')
    return (
      <Page title={t('conversations.sla.new')} back="/ajustes/tiempos" narrow>
        <PolicyForm
          policy={{
            id: null,
            name: '',
            conditions: none,
            targets: usual,
            time: 'business',
            calendarId: null,
            warnPercent: 80,
            isDefault: false,
            version: 0,
          }}
        />
      </Page>
    )
  return (
    <Page
      title={policy?.name ?? t('conversations.sla.one')}
      hint={policy?.isDefault && t('conversations.sla.default_hint')}
      back="/ajustes/tiempos"
      actions={policy?.isDefault && <Chip>{t('conversations.sla.default')}</Chip>}
      narrow
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={6} face={false} />
      ) : policy ? (
        <PolicyForm key={policy.id} policy={policy} />
      ) : (
        <EmptyState
          drawing="search"
          title={t('conversations.sla.gone')}
          actions={
            <Button variant="default" component={Link} to="/ajustes/tiempos">
              {t('conversations.sla.see_all')}
            </Button>
          }
        />
      )}
    </Page>
  )
}
