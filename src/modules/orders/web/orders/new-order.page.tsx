import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { OrderBuilder } from '#orders/web/builder/order-builder.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { oneOf, useSearchState } from '#web/search.ts'
import { useSession } from '#web/session.ts'
import { Page } from '#web/ui/page.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/orders/orders.module.css'

/** Somebody stands at the counter, or is on the telephone. */
export function NewOrderPage() {
  const t = useT()
  const navigate = useNavigate()
  const { brands } = useSession()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const door = oneOf(['counter', 'phone'], raw['puerta'], 'counter')
  const [brandId, setBrandId] = useState(brands[0]?.id ?? '')
  return (
    <Page title={t('orders.new.title')} back="/pedidos" body="bare">
      <div className={s.over}>
        <SegmentedTabs
          label={t('orders.list.door')}
          value={door}
          choices={[
            { value: 'counter', label: t('orders.doors.counter') },
            { value: 'phone', label: t('orders.doors.phone') },
          ]}
          onChange={(puerta) => setSearch({ puerta: puerta === 'counter' ? undefined : puerta })}
        />
        {brands.length > 1 && (
          <SegmentedTabs
            label={t('orders.list.brand')}
            value={brandId}
            choices={brands.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setBrandId}
          />
        )}
      </div>
      <OrderBuilder
        key={brandId}
        door={door}
        brandId={brandId}
        start={door === 'phone' ? { fulfilment: 'delivery' } : {}}
        onPlaced={(order) => {
          void toast({ text: order.number ? t('orders.new.placed', { number: order.number }) : t('orders.new.kept') })
          void navigate({ to: `/pedidos/${order.id}` })
        }}
      />
    </Page>
  )
}
