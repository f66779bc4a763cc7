import { Switch } from '@mantine/core'
import { useCallback } from 'react'
import { canSetAvailability } from '#commerce/contract/permissions.ts'
import { getProduct, listProducts, setAvailability } from '#commerce/contract/product-api.ts'
import type { Availability, ProductCard } from '#commerce/contract/product.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { changeItem } from '#web/cache.ts'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'

/** Says at once what is sold out or back; what the server refuses is taken back with a word. */
export function useAvailability(): (productIds: readonly string[], availability: Availability, variantIds?: readonly string[]) => void {
  const { send } = useSend(setAvailability, {
    optimistic: (queryClient, { productIds = [], availability }) => {
      const undos = productIds.map((id) =>
        changeItem(queryClient, listProducts, id, { availability: availability === 'available' ? 'all' : 'none', soldOutUntil: null }),
      )
      return () => undos.forEach((undo) => undo())
    },
    invalidates: [listProducts, getProduct],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return useCallback(
    (productIds, availability, variantIds = []) => void send({ productIds: [...productIds], variantIds: [...variantIds], availability }),
    [send],
  )
}

/** One tap: sold out, or there again. */
export function AvailabilitySwitch({ row }: { row: ProductCard }) {
  const t = useT()
  const may = useMay()
  const set = useAvailability()
  return (
    <Switch
      size="sm"
      color="var(--t3)"
      checked={row.availability !== 'none'}
      disabled={!may(canSetAvailability) || row.archivedAt !== null}
      aria-label={t('commerce.availability.is_there', { name: row.name })}
      onChange={(event) => set([row.id], event.currentTarget.checked ? 'available' : 'sold-out')}
      onClick={(event) => event.stopPropagation()}
    />
  )
}
