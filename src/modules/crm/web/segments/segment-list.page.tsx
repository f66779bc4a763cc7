import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { listSegments } from '#crm/contract/segment-api.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import type { Segment } from '#crm/contract/segment.ts'
import { useExport } from '#crm/web/contacts/export-contacts.ts'
import { SegmentActions } from '#crm/web/segments/segment-menu.tsx'
import { useSizeText } from '#crm/web/segments/segment-size.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#crm/web/segments/segments.module.css'

/** Groups of contacts: those that follow their conditions and those that were put together by hand. */
export function SegmentListPage() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const sizeText = useSizeText()
  const exporting = useExport()
  const { data, error, refetch } = useApi(listSegments, {})
  useTitle(t('crm.segment.title'))
  const columns: Column<Segment>[] = [
    {
      name: 'name',
      header: t('crm.segment.name'),
      width: 'grow',
      card: 'title',
      cell: (segment) => <span className={s.name}>{segment.name}</span>,
    },
    {
      name: 'description',
      header: t('crm.segment.description_header'),
      width: 'grow',
      card: 'none',
      cell: (segment) => <span className={s.about}>{segment.description}</span>,
    },
    { name: 'kind', header: t('crm.contact.kind'), width: 130, cell: (segment) => t(`crm.segment.kind_${segment.kind}`) },
    {
      name: 'size',
      header: t('crm.segment.size_header'),
      width: 230,
      align: 'end',
      cell: (segment) => <span className="num">{segment.isFilling ? t('crm.segment.filling_short') : sizeText(segment.size)}</span>,
    },
    {
      name: 'countedAt',
      header: t('crm.segment.counted_at'),
      width: 110,
      align: 'end',
      card: 'none',
      cell: (segment) => segment.countedAt && <RelativeTime at={segment.countedAt} />,
    },
  ]
  const create = may(canWriteContacts) && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => void navigate({ to: '/contactos/segmentos/nuevo' })}>
      {t('crm.segment.new')}
    </Button>
  )
  return (
    <ListPage<Segment>
      title={t('crm.segment.title')}
      hint={t('crm.segment.hint')}
      back="/contactos"
      actions={create}
      grid={{
        label: t('crm.segment.title'),
        rows: data?.items,
        columns,
        rowId: (segment) => segment.id,
        rowName: (segment) => segment.name,
        rowHref: (segment) => `/contactos/segmentos/${segment.id}`,
        error,
        onRetry: () => void refetch(),
        empty: (
          <EmptyState
            drawing="people"
            title={t('crm.segment.empty_title')}
            hint={t('crm.segment.empty_hint')}
            actions={
              may(canWriteContacts) && (
                <Button variant="default" onClick={() => void navigate({ to: '/contactos/segmentos/nuevo' })}>
                  {t('crm.segment.new')}
                </Button>
              )
            }
          />
        ),
        rowMenu: (segment) => <SegmentActions segment={segment} onExport={exporting.start} />,
      }}
    />
  )
}
