import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getContact } from '#crm/contract/api.ts'
import { listDeals } from '#sales/contract/deal-api.ts'
import { canWriteDeals } from '#sales/contract/permissions.ts'
import { NewDealDialog } from '#sales/web/deals/deal-dialog.tsx'
import { StageDot } from '#sales/web/deals/stage-dot.tsx'
import { useStages } from '#sales/web/pipelines/pipelines.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { LentPart } from '#web/ui/record-page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import s from '#sales/web/deals/deals.module.css'

const mostShown = 20

/** What is negotiated with somebody: on their record and beside their conversation. */
export function ContactDeals({ contactId, conversationId }: PanelProps['contact']) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const stageOf = useStages()
  const [isNew, setNew] = useState(false)
  const { data: contact } = useApi(getContact, { id: contactId })
  const { data, error, refetch } = useApi(listDeals, { contactId, limit: mostShown })
  useTopic(`crm.contact:${contactId}`)
  return (
    <LentPart title={t('sales.panel.title')} isInTab={conversationId === undefined}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={2} face={false} />
      ) : data.items.length === 0 ? (
        <p>{t('sales.panel.empty')}</p>
      ) : (
        <ul className={s.ofContact}>
          {data.items.map((deal) => {
            const here = stageOf(deal.stageId)
            return (
              <li key={deal.id}>
                <Link to={`/embudos/${deal.pipelineId}?oportunidad=${deal.id}`}>
                  <strong>{deal.title}</strong>
                  <span className="num">{deal.amountMinor === null ? '' : format.money(deal.amountMinor, deal.currency)}</span>
                  <small>
                    {here && <StageDot color={here.stage.color}>{here.stage.name}</StageDot>}
                    {deal.closedAt === null && deal.nextStep && ` · ${deal.nextStep}`}
                  </small>
                </Link>
              </li>
            )
          })}
        </ul>
      )}
      {may(canWriteDeals) && (
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} stroke={1.7} />} onClick={() => setNew(true)}>
          {t('sales.form.new')}
        </Button>
      )}
      {isNew && <NewDealDialog start={{ contactId, ...(contact && { contactName: contact.name }) }} onClose={() => setNew(false)} />}
    </LentPart>
  )
}
