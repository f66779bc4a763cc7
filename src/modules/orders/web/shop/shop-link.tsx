import { ActionIcon, Tooltip } from '@mantine/core'
import { IconBuildingStore } from '@tabler/icons-react'
import { listShops } from '#orders/contract/shop-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

/** To the shop as customers see it, where there is one. */
export function ShopLink({ brandId }: { brandId: string | undefined }) {
  const t = useT()
  const { data } = useApi(listShops, {}, { staleTime: 5 * 60_000 })
  const shop = data?.items.find((one) => one.isOn && (brandId === undefined || one.brandId === brandId))
  if (!shop) return null
  return (
    <Tooltip label={t('orders.web_shop.see')}>
      <ActionIcon
        component="a"
        href={shop.url}
        target="_blank"
        rel="noopener"
        variant="default"
        size={36}
        aria-label={t('orders.web_shop.see')}
      >
        <IconBuildingStore size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  )
}
