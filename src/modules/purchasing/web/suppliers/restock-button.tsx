import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { getPurchaseBoard, listSuggestions, orderSuggested } from '#purchasing/contract/purchase-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/** One press from what runs out to its order, in the packs of whoever sells it. */
export function RestockButton({ wants, onDone }: PanelProps['restock']) {
  const t = useT()
  const navigate = useNavigate()
  const { send, sending } = useSend(orderSuggested, {
    invalidates: [getPurchaseBoard, listSuggestions],
    onDone: ({ items }) => {
      onDone()
      void navigate({ to: items.length === 1 ? `/compras/${items[0]?.id ?? ''}` : '/compras' })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'restock' }),
  })
  return (
    <Button
      size="xs"
      variant="default"
      loading={sending}
      disabled={wants.length === 0}
      onClick={(event) => {
        event.stopPropagation()
        void send({ variantIds: wants.map(({ variantId }) => variantId) }).catch(() => {})
      }}
    >
      {t('purchasing.suggested.order_short')}
    </Button>
  )
}
