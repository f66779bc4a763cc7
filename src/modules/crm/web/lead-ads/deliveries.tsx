import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listLeadDeliveries, listLeadPages, retryLeadDeliveries } from '#crm/contract/lead-ads-api.ts'
import type { LeadDelivery, LeadPage } from '#crm/contract/lead-ads.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { Chip, type Tone } from '#web/ui/marks.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bone, ErrorState, Notice } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#crm/web/lead-ads/lead-ads.module.css'

const tones: Record<LeadDelivery['state'], Tone> = { waiting: 'info', taken: 'ok', failed: 'bad' }

/** What the provider told of last, and what became of it. */
export function Deliveries({ page }: { page: LeadPage }) {
  const t = useT()
  const { data, error, refetch } = useApi(listLeadDeliveries, { id: page.id }, { staleTime: 0, refetchInterval: 5_000 })
  const { send, sending, problem } = useSend(retryLeadDeliveries, { invalidates: [listLeadDeliveries, listLeadPages] })
  const retry = page.openCount > 0 && (
    <Button
      variant="default"
      leftSection={<IconRefresh size={15} stroke={1.7} />}
      loading={sending}
      onClick={() => void send({ id: page.id }).catch(() => {})}
    >
      {t('crm.lead_ads.retry')}
    </Button>
  )
  return (
    <Section title={t('crm.lead_ads.deliveries')} hint={t('crm.lead_ads.deliveries_hint')} actions={retry}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bone height={60} />}
      {data?.items.length === 0 && <p className={s.quiet}>{t('crm.lead_ads.nothing_yet')}</p>}
      <ul className={s.deliveries}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <span className={s.who}>
              {one.contactId && one.contactName ? (
                <Link to={`/contactos/${one.contactId}`}>{one.contactName}</Link>
              ) : (
                <span className="num">{one.leadgenId}</span>
              )}
              {one.failure && <small>{t(`crm.lead_ads.reasons.${one.failure}`)}</small>}
            </span>
            <Chip tone={tones[one.state]}>{t(`crm.lead_ads.states.${one.state}`)}</Chip>
            <RelativeTime at={one.toldAt} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
