import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import '#web/ui/mantine-forms-css.ts'
import { useState } from 'react'
import { listShops } from '#orders/contract/shop-api.ts'
import type { Shop } from '#orders/contract/shop.ts'
import { CodesSection } from '#orders/web/shop/codes-section.tsx'
import { ShopForm } from '#orders/web/shop/shop-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'

/** The shop of each brand on the web: where it stands, how it looks, what it takes. */
export function ShopSettingsPage() {
  const t = useT()
  const { brands } = useSession()
  const [brandId, setBrandId] = useState(brands[0]?.id ?? '')
  const { data, error, refetch } = useApi(listShops, {})
  const shop = data?.items.find((one) => one.brandId === brandId) as Shop | undefined
  const currency = brands.find(({ id }) => id === brandId)?.currency ?? 'ARS'
  return (
    <Page
      title={t('orders.web_shop.title')}
      hint={t('orders.web_shop.hint')}
      back="/ajustes"
      narrow
      actions={
        shop?.isOn && (
          <Button
            component="a"
            href={shop.url}
            target="_blank"
            rel="noopener"
            variant="default"
            leftSection={<IconExternalLink size={15} />}
          >
            {t('orders.web_shop.see')}
          </Button>
        )
      }
    >
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
      ) : !shop ? (
        <PageBones />
      ) : (
        <>
          <ShopForm key={`shop ${brandId}`} shop={shop} currency={currency} />
          {shop.version > 0 && <CodesSection key={brandId} shop={shop} />}
        </>
      )}
    </Page>
  )
}
