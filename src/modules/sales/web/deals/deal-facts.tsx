import { Link } from '@tanstack/react-router'
import { lineAmount } from '#sales/contract/deal-amount.ts'
import { listDealHistory } from '#sales/contract/deal-api.ts'
import type { Deal } from '#sales/contract/deal.ts'
import { daysIn, isLate } from '#sales/web/deals/board-columns.ts'
import { DealProposals } from '#sales/web/deals/deal-proposals.tsx'
import { useLostReasons, useStages } from '#sales/web/pipelines/pipelines.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { Facts } from '#web/ui/marks.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { DateTime } from '#web/ui/time.tsx'
import s from '#sales/web/deals/deals.module.css'

/** What is known of a deal: figures, what comes next, what is sold, and how it came here. */
export function DealFacts({ deal }: { deal: Deal }) {
  const t = useT()
  const format = useFormat()
  const { brands } = useSession()
  const stageOf = useStages()
  const { reasons } = useLostReasons()
  const here = stageOf(deal.stageId)
  const probability = deal.probability ?? here?.stage.probability
  const reason = reasons.find(({ id }) => id === deal.lostReasonId)?.name
  const brand = brands.length > 1 ? brands.find(({ id }) => id === deal.brandId)?.name : undefined
  const row = (label: string, value: React.ReactNode) => ({ label: t(label), value })
  const late = isLate(deal, Date.now())
  return (
    <div className={s.facts}>
      <p className={s.amount}>{deal.amountMinor === null ? t('sales.board.no_amount') : format.money(deal.amountMinor, deal.currency)}</p>
      <Facts
        rows={[
          row(
            'sales.deal.contact',
            deal.contactId ? <Link to={`/contactos/${deal.contactId}`}>{deal.contactName}</Link> : t('sales.board.no_contact'),
          ),
          row(
            'sales.deal.next_step',
            <span data-late={late || undefined} className={s.next}>
              {deal.nextStep ?? t('sales.board.no_step')}
              {deal.nextStepAt && (
                <>
                  {' · '}
                  <DateTime at={deal.nextStepAt} />
                </>
              )}
            </span>,
          ),
          row('sales.deal.owner', deal.ownerName ?? t('sales.form.nobody')),
          ...(probability !== undefined && deal.closedAt === null
            ? [row('sales.deal.probability', format.percent(probability / 100))]
            : []),
          ...(deal.expectedClose ? [row('sales.deal.expected_close', format.day(`${deal.expectedClose}T12:00:00Z`))] : []),
          row('sales.deal.in_stage', t('sales.board.days', { days: daysIn(deal, Date.now()) })),
          ...(brand ? [row('sales.deal.brand', brand)] : []),
          ...(reason ? [row('sales.deal.lost_reason', [reason, deal.lostNote].filter(Boolean).join(' · '))] : []),
          row('sales.deal.created', [format.day(deal.createdAt), deal.createdByName].filter(Boolean).join(' · ')),
        ]}
      />
      {deal.lines.length > 0 && (
        <FactGroup title={t('sales.form.products')}>
          <ul className={s.sold}>
            {deal.lines.map((line, at) => (
              <li key={at}>
                <span>
                  {line.quantityMilli === 1000 ? '' : `${format.number(line.quantityMilli / 1000)} × `}
                  {line.description}
                </span>
                <span className="num">{format.money(lineAmount(line), line.currency)}</span>
              </li>
            ))}
          </ul>
        </FactGroup>
      )}
      <DealProposals deal={deal} />
      <History id={deal.id} />
    </div>
  )
}

function History({ id }: { id: string }) {
  const t = useT()
  const format = useFormat()
  const { data } = useApi(listDealHistory, { id })
  if (!data) return null
  return (
    <FactGroup title={t('sales.deal.history')}>
      <ol className={s.history}>
        {data.items.map((step) => (
          <li key={step.id}>
            <span>
              {step.fromName === null ? t('sales.deal.made_in', { stage: step.toName }) : t('sales.deal.moved_to', { stage: step.toName })}
            </span>
            <small>
              <DateTime at={step.at} />
              {step.actorName && ` · ${step.actorName}`}
              {step.amountMinor !== null && ` · ${format.money(step.amountMinor, step.currency)}`}
            </small>
          </li>
        ))}
      </ol>
    </FactGroup>
  )
}
