import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import * as api from '#sales/contract/proposal-template-api.ts'
import type { ProposalTemplateRow } from '#sales/contract/proposal-template.ts'
import { templatesTopic } from '#sales/web/proposals/proposals.live.ts'
import { NewTemplateDialog } from '#sales/web/proposal-templates/new-template-dialog.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'

const hrefOf = (id: string): string => `/ajustes/plantillas-de-propuestas/${id}`

/** What proposals are made from. */
export function TemplateListPage() {
  const t = useT()
  const navigate = useNavigate()
  const [isNew, setNew] = useState(false)
  const { data, error, refetch } = useApi(api.listProposalTemplates, {})
  useTopic(templatesTopic)
  useTitle(t('sales.templates.title'))
  const asks = {
    invalidates: [api.listProposalTemplates],
    onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }),
  }
  const updating = useSend(api.updateProposalTemplate, asks)
  const copying = useSend(api.copyProposalTemplate, { ...asks, onDone: ({ id }) => void navigate({ to: hrefOf(id) }) })
  const columns: Column<ProposalTemplateRow>[] = [
    { name: 'name', header: t('sales.templates.name'), width: 'grow', card: 'title', cell: (row) => row.name },
    {
      name: 'state',
      header: t('sales.proposals.state'),
      width: 120,
      card: 'corner',
      cell: (row) => row.isArchived && <Chip>{t('sales.templates.archived')}</Chip>,
    },
    {
      name: 'sections',
      header: t('sales.templates.sections'),
      width: 110,
      align: 'end',
      card: 'named',
      cell: (row) => <span className="num">{row.sectionCount}</span>,
    },
    {
      name: 'used',
      header: t('sales.templates.used'),
      width: 110,
      align: 'end',
      card: 'named',
      cell: (row) => <span className="num">{row.usedCount}</span>,
    },
    {
      name: 'updated',
      header: t('sales.templates.updated'),
      width: 120,
      align: 'end',
      card: 'named',
      cell: (row) => <RelativeTime at={row.updatedAt} />,
    },
  ]
  return (
    <>
      <ListPage<ProposalTemplateRow>
        title={t('sales.templates.title')}
        hint={t('sales.templates.hint')}
        back="/ajustes"
        actions={
          <>
            <Button variant="default" component={Link} to="/ajustes/propuestas">
              {t('sales.proposal_settings.title')}
            </Button>
            <Button leftSection={<IconPlus size={16} stroke={1.7} />} onClick={() => setNew(true)}>
              {t('sales.templates.new')}
            </Button>
          </>
        }
        grid={{
          label: t('sales.templates.title'),
          rows: data?.items,
          columns,
          rowId: (row) => row.id,
          rowName: (row) => row.name,
          rowHref: (row) => hrefOf(row.id),
          error,
          onRetry: () => void refetch(),
          empty: <EmptyState drawing="file" title={t('sales.templates.empty_title')} hint={t('sales.templates.empty_hint')} />,
          rowMenu: (row) => (
            <>
              <Menu.Item onClick={() => void copying.send({ id: row.id }).catch(() => {})}>{t('sales.proposals.copy')}</Menu.Item>
              <Menu.Item
                onClick={() => void updating.send({ id: row.id, isArchived: !row.isArchived }, { ifMatch: row.version }).catch(() => {})}
              >
                {t(row.isArchived ? 'sales.proposals.restore' : 'sales.proposals.archive')}
              </Menu.Item>
            </>
          ),
        }}
      />
      {isNew && <NewTemplateDialog onClose={() => setNew(false)} onDone={(id) => void navigate({ to: hrefOf(id) })} />}
    </>
  )
}
