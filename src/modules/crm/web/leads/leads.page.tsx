import { Menu } from '@mantine/core'
import { listLeads, updateLead } from '#crm/contract/lead-api.ts'
import { badges, lifecycleStages } from '#crm/contract/badge.ts'
import type { LeadRow } from '#crm/contract/lead.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { askForLeads, channels, type LeadsSearch, readLeadsSearch, statuses } from '#crm/web/leads/leads-search.ts'
import { useOriginText } from '#crm/web/leads/origin-text.ts'
import { StandingBadge } from '#crm/web/leads/standing-badge.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApiPages, useSend } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { askReason } from '#web/ui/reason.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/leads/leads.module.css'

/** Enquiries, the newest first: who asks, how they stand, where they came from and since when they wait. */
export function LeadsPage() {
  const t = useT()
  const may = useMay()
  const originText = useOriginText()
  const [address, set] = useSearchState<LeadsSearch>()
  const search = readLeadsSearch(address)
  const list = useApiPages(listLeads, askForLeads(search), { keepsPrevious: true })
  const { send } = useSend(updateLead, { invalidates: [listLeads], onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const disqualifying = useSend(updateLead, { invalidates: [listLeads] })
  useTopic('crm.leads')
  useTitle(t('crm.leads.title'))
  const change = (lead: LeadRow, status: 'working' | 'converted'): void =>
    void send({ id: lead.id, status }, { ifMatch: lead.version }).catch(() => {})
  const disqualify = (lead: LeadRow): void =>
    askReason({
      title: t('crm.leads.disqualify_named', { name: lead.name }),
      confirm: t('crm.leads.disqualify'),
      most: 500,
      send: (reason) => disqualifying.send({ id: lead.id, status: 'disqualified', disqualifyReason: reason }, { ifMatch: lead.version }),
    })

  const columns: Column<LeadRow>[] = [
    {
      name: 'name',
      header: t('crm.leads.who'),
      width: 'grow',
      card: 'title',
      cell: (lead) => <strong className={s.who}>{lead.name}</strong>,
    },
    {
      name: 'phone',
      header: t('crm.contact.phone'),
      width: 150,
      card: 'line',
      cell: (lead) => lead.phone && lead.name !== shownPhone(lead.phone) && <span className="num">{shownPhone(lead.phone)}</span>,
    },
    {
      name: 'badge',
      header: t('crm.leads.standing'),
      width: 150,
      card: 'corner',
      cell: (lead) => <StandingBadge attentionAt={lead.attentionAt} state={lead.state} />,
    },
    { name: 'stage', header: t('crm.leads.stage'), width: 130, cell: (lead) => (lead.stage ? t(`crm.leads.stages.${lead.stage}`) : '') },
    { name: 'origin', header: t('crm.leads.origin'), width: 'grow', cell: (lead) => <span className={s.origin}>{originText(lead)}</span> },
    {
      name: 'waiting',
      header: t('crm.leads.waiting'),
      width: 110,
      card: 'named',
      cell: (lead) => lead.waitingSince && <RelativeTime at={lead.waitingSince} />,
    },
    {
      name: 'createdAt',
      header: t('crm.leads.came'),
      width: 110,
      align: 'end',
      card: 'named',
      cell: (lead) => <RelativeTime at={lead.createdAt} />,
    },
  ]
  const isNarrowed =
    search.buscar !== '' || search.situacion !== '' || search.etapa.length + search.canal.length > 0 || search.estado !== 'open'
  return (
    <ListPage<LeadRow>
      title={t('crm.leads.title')}
      hint={t('crm.leads.hint')}
      back="/contactos"
      bar={{
        search: { value: search.buscar, onChange: (buscar) => set({ buscar }), placeholder: t('crm.leads.search') },
        filters: [
          {
            name: 'situacion',
            label: t('crm.leads.standing'),
            isSingle: true,
            value: search.situacion ? [search.situacion] : [],
            options: badges.map((value) => ({ value, label: t(`crm.leads.badge.${value}`) })),
            onChange: ([situacion = '']) => set({ situacion }),
          },
          {
            name: 'etapa',
            label: t('crm.leads.stage'),
            value: search.etapa,
            options: lifecycleStages.map((value) => ({ value, label: t(`crm.leads.stages.${value}`) })),
            onChange: (etapa) => set({ etapa }),
          },
          {
            name: 'canal',
            label: t('crm.leads.channel'),
            value: search.canal,
            options: channels.map((value) => ({ value, label: t(`crm.leads.channels.${value}`) })),
            onChange: (canal) => set({ canal }),
          },
          {
            name: 'estado',
            label: t('crm.leads.status'),
            isSingle: true,
            value: search.estado === 'open' ? [] : [search.estado],
            options: statuses.slice(1).map((value) => ({ value, label: t(`crm.leads.statuses.${value}`) })),
            onChange: ([estado = 'open']) => set({ estado: estado as LeadsSearch['estado'] }),
          },
        ],
      }}
      grid={{
        label: t('crm.leads.title'),
        rows: list.items,
        isStale: list.isStale,
        columns,
        rowId: (lead) => lead.id,
        rowName: (lead) => lead.name,
        rowHref: (lead) => `/contactos/${lead.contactId}`,
        cardFace: (lead) => <Avatar name={lead.name} size={36} />,
        error: list.error,
        onRetry: list.refetch,
        hasMore: list.hasMore,
        isFetchingMore: list.isFetchingMore,
        onMore: list.fetchMore,
        empty: isNarrowed ? (
          <NoResults onClear={() => set({ buscar: '', situacion: '', etapa: [], canal: [], estado: 'open' })} />
        ) : (
          <EmptyState drawing="people" title={t('crm.leads.empty_title')} hint={t('crm.leads.empty_hint')} />
        ),
        ...(may(canWriteContacts) && {
          rowMenu: (lead: LeadRow) => (
            <>
              {lead.status !== 'working' && <Menu.Item onClick={() => change(lead, 'working')}>{t('crm.leads.take_up')}</Menu.Item>}
              {lead.status !== 'converted' && <Menu.Item onClick={() => change(lead, 'converted')}>{t('crm.leads.win')}</Menu.Item>}
              {lead.status !== 'disqualified' && <Menu.Item onClick={() => disqualify(lead)}>{t('crm.leads.disqualify')}</Menu.Item>}
            </>
          ),
        }),
      }}
    />
  )
}
