import { Link } from '@tanstack/react-router'
import { getCustomerValue } from '#orders/contract/customer-value-api.ts'
import type { CustomerValue } from '#orders/contract/customer-value.ts'
import { segmentTone } from '#orders/web/customers/segment-tone.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { Chip, Money } from '#web/ui/marks.tsx'
import { LentPart } from '#web/ui/record-page.tsx'
import { useNow } from '#web/ui/time.tsx'
import s from '#orders/web/customers/customers.module.css'

const dayMs = 86_400_000

/** What somebody is as a customer, in a sentence and a few figures. Beside a conversation it says nothing of who never bought. */
export function ContactValue({ contactId, conversationId }: PanelProps['contact']) {
  const t = useT()
  const { data } = useApi(getCustomerValue, { contactId })
  const isInTab = conversationId === undefined
  const value = data?.value as CustomerValue | null | undefined
  if (!data || (!value && !isInTab)) return null
  return (
    <LentPart title={t('orders.customers.panel')} isInTab={isInTab}>
      {value ? <Known value={value} /> : <p>{t('orders.customers.never')}</p>}
    </LentPart>
  )
}

function Known({ value }: { value: CustomerValue }) {
  const t = useT()
  return (
    <>
      <div className={s.sentence}>
        <Chip tone={segmentTone(value.segment)}>{t(`orders.facets.rfm_${value.segment}`)}</Chip>
        <Sentence value={value} />
      </div>
      <Facts value={value} />
      <Link to="/pedidos/clientes" className={s.all}>
        {t('orders.customers.all')}
      </Link>
    </>
  )
}

function Sentence({ value }: { value: CustomerValue }) {
  const t = useT()
  const now = useNow()
  const days = Math.max(0, Math.floor((Date.parse(now) - Date.parse(value.lastAt)) / dayMs))
  const since = t(value.isLeaving ? 'orders.customers.gone' : 'orders.customers.since', { days })
  return <p>{`${t(`orders.customers.words.${value.segment}`)}; ${since}.`}</p>
}

function Facts({ value }: { value: CustomerValue }) {
  const t = useT()
  const format = useFormat()
  return (
    <dl className={s.facts}>
      <div>
        <dt>{t('orders.customers.bought')}</dt>
        <dd className="num">
          {t('orders.customers.times', { count: value.orders })} · <Money amountMinor={value.totalMinor} currency={value.currency} />
        </dd>
      </div>
      {value.gapDays !== null && (
        <div>
          <dt>{t('orders.customers.gap')}</dt>
          <dd className="num">{t('orders.customers.every', { days: Math.max(1, value.gapDays) })}</dd>
        </div>
      )}
      {value.alivePercent !== null && (
        <div>
          <dt>{t('orders.customers.alive')}</dt>
          <dd className="num">{format.percent(value.alivePercent / 100)}</dd>
        </div>
      )}
      {value.valueMinor !== null && (
        <div>
          <dt>{t('orders.customers.next_year')}</dt>
          <dd className="num">
            <Money amountMinor={value.valueMinor} currency={value.currency} compact />
          </dd>
        </div>
      )}
    </dl>
  )
}
