import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Deal } from '#sales/contract/deal.ts'
import { canReadProposals, canWriteProposals } from '#sales/contract/permissions.ts'
import { listProposals } from '#sales/contract/proposal-api.ts'
import { NewProposalDialog } from '#sales/web/proposals/new-proposal-dialog.tsx'
import { ProposalStateChip } from '#sales/web/proposals/proposal-state.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { FactGroup } from '#web/ui/record-page.tsx'
import s from '#sales/web/deals/deals.module.css'

/** What was offered for a deal, and the way to offer something. */
export function DealProposals({ deal }: { deal: Deal }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const [isNew, setNew] = useState(false)
  const { data } = useApi(listProposals, { filter: `dealId:eq:${deal.id}`, limit: 20 }, { enabled: may(canReadProposals) })
  const mayOffer = may(canWriteProposals) && deal.closedAt === null && deal.archivedAt === null && deal.contactId !== null
  if (!data || (data.items.length === 0 && !mayOffer)) return null
  return (
    <FactGroup title={t('sales.proposals.title')}>
      {data.items.length > 0 && (
        <ul className={s.offers}>
          {data.items.map((one) => (
            <li key={one.id}>
              <Link to={`/propuestas/${one.id}`}>
                <span>{one.title}</span>
                <small className="num">{one.number}</small>
              </Link>
              <ProposalStateChip state={one.state} />
              <span className="num">{format.money(one.totalMinor, one.currency)}</span>
            </li>
          ))}
        </ul>
      )}
      {mayOffer && (
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} stroke={1.7} />} onClick={() => setNew(true)}>
          {t('sales.proposals.new')}
        </Button>
      )}
      {isNew && deal.contactId !== null && (
        <NewProposalDialog
          start={{
            contactId: deal.contactId,
            contactName: deal.contactName ?? '',
            dealId: deal.id,
            title: deal.title,
            ...(deal.conversationId && { conversationId: deal.conversationId }),
          }}
          onClose={() => setNew(false)}
        />
      )}
    </FactGroup>
  )
}
