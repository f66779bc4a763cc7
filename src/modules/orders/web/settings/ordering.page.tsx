import { useState } from 'react'
import { listOrdering } from '#orders/contract/ordering-api.ts'
import { StationsSection } from '#orders/web/settings/stations-section.tsx'
import { StepsForm } from '#orders/web/settings/steps-form.tsx'
import { ZonesSection } from '#orders/web/settings/zones-section.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'

/** How each brand takes orders: its steps and numbers, where it brings things, where they are prepared. */
export function OrderingPage() {
  const t = useT()
  const { brands } = useSession()
  const [brandId, setBrandId] = useState(brands[0]?.id ?? '')
  const { data, error, refetch } = useApi(listOrdering, {})
  const ordering = data?.items.find((one) => one.brandId === brandId)
  return (
    <Page title={t('orders.settings.title')} hint={t('orders.settings.hint')} back="/ajustes" narrow>
      {brands.length > 1 && (
        <SegmentedTabs
          label={t('orders.list.brand')}
          value={brandId}
          choices={brands.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setBrandId}
        />
      )}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !ordering ? (
        <PageBones />
      ) : (
        <>
          <StepsForm key={`steps ${brandId}`} ordering={ordering} />
          <ZonesSection key={brandId} brandId={brandId} />
          <StationsSection />
        </>
      )}
    </Page>
  )
}
