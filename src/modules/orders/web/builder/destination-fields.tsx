import { Button, Select, TextInput } from '@mantine/core'
import { listZones } from '#orders/contract/zone-api.ts'
import type { QuotedOrder } from '#orders/contract/order.ts'
import { canDeliverAnywhere } from '#orders/contract/permissions.ts'
import { type Draft, pointIn, withoutPoint } from '#orders/web/builder/draft.ts'
import { MoneyField } from '#web/ui/money-field.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Notice } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#orders/web/builder/builder.module.css'

type Props = {
  draft: Draft
  trouble: QuotedOrder['trouble']
  covering: QuotedOrder['covering']
  currency: string
  onChange: (change: Partial<Draft>) => void
}

const ways = ['pickup', 'delivery', 'table'] as const

/** How it reaches the customer. Of a place that is pasted (coordinates, a link of a map) the point is kept too. */
export function DestinationFields({ draft, trouble, covering, currency, onChange }: Props) {
  const t = useT()
  const { address } = draft
  const put = (change: Partial<Draft['address']>): void => onChange({ address: { ...address, ...change } })
  return (
    <>
      <SegmentedTabs
        label={t('orders.builder.fulfilment')}
        value={draft.fulfilment}
        choices={ways.map((value) => ({ value, label: t(`orders.fulfilments.${value}`) }))}
        onChange={(fulfilment) => onChange({ fulfilment })}
        fullWidth
      />
      {draft.fulfilment === 'table' && (
        <TextInput
          label={t('orders.builder.table')}
          placeholder={t('orders.builder.table_example')}
          value={draft.tableName}
          maxLength={40}
          onChange={(event) => onChange({ tableName: event.currentTarget.value })}
        />
      )}
      {draft.fulfilment === 'delivery' && (
        <>
          <TextInput
            label={t('orders.builder.address')}
            placeholder={t('orders.builder.address_example')}
            value={address.text}
            maxLength={300}
            onChange={(event) => {
              const text = event.currentTarget.value
              const point = pointIn(text)
              put(point ? { text, ...point } : { text })
            }}
            onBlur={() => {
              if (pointIn(address.text)) put({ text: withoutPoint(address.text) })
            }}
            {...(address.latitude !== null && {
              description: (
                <>
                  {t('orders.builder.has_point')}{' '}
                  <button type="button" className={s.link} onClick={() => put({ latitude: null, longitude: null })}>
                    {t('orders.builder.forget_point')}
                  </button>
                </>
              ),
            })}
          />
          <TextInput
            label={t('orders.builder.address_notes')}
            placeholder={t('orders.builder.address_notes_example')}
            value={address.notes}
            maxLength={300}
            onChange={(event) => put({ notes: event.currentTarget.value })}
          />
          <ZoneField draft={draft} trouble={trouble} covering={covering} currency={currency} onChange={onChange} />
        </>
      )}
    </>
  )
}

function ZoneField({ draft, trouble, covering, currency, onChange }: Props) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const { data } = useApi(listZones, { brandId: draft.brandId }, { staleTime: 5 * 60_000 })
  const zones = data?.items ?? []
  const found = covering?.kind === 'zone' ? covering.zone : null
  if (zones.length === 0 && draft.byHandMinor === null) return null
  const isAsked = draft.address.text.trim() !== '' || draft.address.latitude !== null
  return (
    <>
      {draft.byHandMinor === null ? (
        <Select
          label={t('orders.builder.zone')}
          placeholder={found ? t('orders.builder.zone_found', { name: found.name }) : t('orders.builder.zone_choose')}
          data={zones.map(({ id, name, feeMinor, minutes }) => ({
            value: id,
            label: t('orders.builder.zone_row', { name, fee: format.money(feeMinor, currency), minutes }),
          }))}
          value={draft.zoneId}
          clearable
          onChange={(zoneId) => onChange({ zoneId })}
        />
      ) : (
        <div className={s.byHand}>
          <MoneyField
            label={t('orders.builder.by_hand')}
            valueMinor={draft.byHandMinor}
            currency={currency}
            onChange={(byHandMinor) => onChange({ byHandMinor: byHandMinor ?? 0 })}
            isFocused
          />
          <Button variant="default" onClick={() => onChange({ byHandMinor: null })}>
            {t('orders.builder.by_zone')}
          </Button>
        </div>
      )}
      {isAsked && trouble === 'unsure' && <Notice>{t('orders.builder.unsure')}</Notice>}
      {trouble === 'below_minimum' && found && (
        <Notice tone="warn">{t('orders.builder.below', { name: found.name, minimum: format.money(found.minimumMinor, currency) })}</Notice>
      )}
      {trouble === 'outside' && <Notice tone="warn">{t('orders.builder.outside')}</Notice>}
      {(trouble === 'outside' || trouble === 'below_minimum') && (
        <div className={s.ways}>
          <Button size="xs" variant="default" onClick={() => onChange({ fulfilment: 'pickup' })}>
            {t('orders.builder.make_pickup')}
          </Button>
          {may(canDeliverAnywhere) && (
            <Button size="xs" variant="default" onClick={() => onChange({ byHandMinor: found?.feeMinor ?? 0, zoneId: null })}>
              {t('orders.builder.set_fee')}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
