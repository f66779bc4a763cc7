import { Button } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { listShopLinks, listShops } from '#orders/contract/shop-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { apiQuery, useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'

/** The customer's own link to the shop, at which they see their prices, to be pasted where one talks to them. */
export function ShopLinks({ contactId }: { contactId: string }) {
  const t = useT()
  const { brands } = useSession()
  const queryClient = useQueryClient()
  const { data } = useApi(listShops, {}, { staleTime: 5 * 60_000 })
  const open = data?.items.filter(({ isOn }) => isOn) ?? []
  const copy = async (brandId: string) => {
    try {
      const { items, days } = await queryClient.fetchQuery(apiQuery(listShopLinks, { contactId }))
      await navigator.clipboard.writeText(items.find((one) => one.brandId === brandId)?.url ?? '')
      void toast({ text: t('orders.chat.shop_link_copied', { days }), name: 'shop-link' })
    } catch {
      void toast({ text: t('orders.chat.shop_link_failed'), tone: 'bad', name: 'shop-link' })
    }
  }
  return open.map(({ brandId }) => (
    <Button key={brandId} variant="default" size="xs" leftSection={<IconLink size={15} stroke={1.7} />} onClick={() => void copy(brandId)}>
      {open.length === 1
        ? t('orders.chat.shop_link')
        : t('orders.chat.shop_link_of', { name: brands.find(({ id }) => id === brandId)?.name ?? '' })}
    </Button>
  ))
}
