import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listLeadPages } from '#crm/contract/lead-ads-api.ts'
import type { LeadPage } from '#crm/contract/lead-ads.ts'
import { ConnectDialog } from '#crm/web/lead-ads/connect-dialog.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

/** The pages of the business whose advertisements ask for data. */
export function LeadPageListPage() {
  const t = useT()
  const navigate = useNavigate()
  const [isConnecting, setConnecting] = useState(false)
  const { data, error, refetch } = useApi(listLeadPages, {}, { staleTime: 0 })
  useTitle(t('crm.lead_ads.title'))
  const columns: Column<LeadPage>[] = [
    { name: 'name', header: t('crm.lead_ads.page'), width: 'grow', card: 'title', cell: (page) => page.name },
    { name: 'state', header: t('crm.forms.state'), width: 180, card: 'corner', cell: (page) => <PageState page={page} /> },
    {
      name: 'count',
      header: t('crm.lead_ads.taken'),
      width: 110,
      align: 'end',
      cell: (page) => t('crm.lead_ads.taken_count', { count: page.takenCount }),
    },
    {
      name: 'heard',
      header: t('crm.lead_ads.heard'),
      width: 130,
      align: 'end',
      cell: (page) => page.heardAt && <RelativeTime at={page.heardAt} />,
    },
  ]
  const connect = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setConnecting(true)}>
      {t('crm.lead_ads.connect')}
    </Button>
  )
  const go = (id: string) => void navigate({ to: `/ajustes/anuncios/${id}` })
  return (
    <>
      <ListPage<LeadPage>
        title={t('crm.lead_ads.title')}
        hint={t('crm.lead_ads.hint')}
        back="/ajustes"
        actions={connect}
        grid={{
          label: t('crm.lead_ads.title'),
          rows: data?.items,
          columns,
          rowId: (page) => page.id,
          rowName: (page) => page.name,
          rowHref: (page) => `/ajustes/anuncios/${page.id}`,
          error,
          onRetry: () => void refetch(),
          empty: <EmptyState drawing="file" title={t('crm.lead_ads.empty_title')} hint={t('crm.lead_ads.empty_hint')} />,
        }}
      />
      {isConnecting && <ConnectDialog onClose={() => setConnecting(false)} onDone={(page) => go(page.id)} />}
    </>
  )
}

export function PageState({ page }: { page: LeadPage }) {
  const t = useT()
  if (!page.isActive) return <Chip>{t('crm.lead_ads.state.off')}</Chip>
  if (page.failure) return <Chip tone="bad">{t(`crm.lead_ads.failure_short.${page.failure}`)}</Chip>
  return <Chip tone={page.heardAt ? 'ok' : 'warn'}>{t(page.heardAt ? 'crm.lead_ads.state.on' : 'crm.lead_ads.state.silent')}</Chip>
}
