import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getContact } from '#crm/contract/api.ts'
import { canWriteProposals } from '#sales/contract/permissions.ts'
import { listProposals } from '#sales/contract/proposal-api.ts'
import { NewProposalDialog } from '#sales/web/proposals/new-proposal-dialog.tsx'
import { ProposalStateChip } from '#sales/web/proposals/proposal-state.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Money } from '#web/ui/marks.tsx'
import { LentPart } from '#web/ui/record-page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import s from '#sales/web/proposals/proposals.module.css'

/** What was offered to somebody: on their record and beside their conversation. */
export function ContactProposals({ contactId, conversationId }: PanelProps['contact']) {
  const t = useT()
  const may = useMay()
  const [isNew, setNew] = useState(false)
  const { data: contact } = useApi(getContact, { id: contactId })
  const { data, error, refetch } = useApi(listProposals, { filter: `contactId:eq:${contactId}`, limit: 20 })
  useTopic(`crm.contact:${contactId}`)
  return (
    <LentPart title={t('sales.proposals.title')} isInTab={conversationId === undefined}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={2} face={false} />
      ) : data.items.length === 0 ? (
        <p>{t('sales.proposals.empty_contact')}</p>
      ) : (
        <ol className={s.versions}>
          {data.items.map((row) => (
            <li key={row.id} className={s.version}>
              <header>
                <Link to={`/propuestas/${row.id}`}>{row.title}</Link>
                <Money amountMinor={row.totalMinor} currency={row.currency} />
              </header>
              <small>
                <span className="num">{row.number}</span> <ProposalStateChip state={row.state} />
              </small>
            </li>
          ))}
        </ol>
      )}
      {may(canWriteProposals) && (
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} stroke={1.7} />} onClick={() => setNew(true)}>
          {t('sales.proposals.new')}
        </Button>
      )}
      {isNew && (
        <NewProposalDialog
          start={{ contactId, ...(contact && { contactName: contact.name }), ...(conversationId && { conversationId }) }}
          onClose={() => setNew(false)}
        />
      )}
    </LentPart>
  )
}
