import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { placeOrder, quoteOrder } from '#orders/contract/order-api.ts'
import type { Order, QuotedOrder } from '#orders/contract/order.ts'
import { blank, type Door, type Draft, inputOf } from '#orders/web/builder/draft.ts'
import { OrderForm } from '#orders/web/builder/order-form.tsx'
import { usePreview } from '#web/preview.ts'
import { keep } from '#orders/web/orders/orders.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'

type Props = {
  door: Door
  brandId?: string
  conversationId?: string | null
  /** What it is made of, at its door: the same once more is the same order. */
  sourceKey?: string | null
  /** What it begins with: whose it is, what they had last time, where they said they are. */
  start?: Partial<Draft>
  isNarrow?: boolean
  onPlaced: (order: Order) => void
}

/** A new order, wherever it is taken: at the counter, on the telephone, in a conversation. */
export function OrderBuilder({ door, brandId, conversationId = null, sourceKey = null, start = {}, isNarrow, onPlaced }: Props) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const { brands } = useSession()
  const brand = brands.find(({ id }) => id === brandId) ?? brands[0]
  const [draft, setDraft] = useState<Draft>(() => blank(brand?.id ?? '', start))
  const { paymentMethod: _method, paysWithMinor: _pays, note: _note, tableName: _table, ...asked } = inputOf(draft)
  const common = { brandId: draft.brandId, conversationId, door }
  const { answer, problem, isStale, askAgain } = usePreview(quoteOrder, draft.lines.length === 0 ? null : { ...common, ...asked })
  const { send, sending } = useSend(placeOrder, {
    onDone: (order) => {
      keep(queryClient, order as Order)
      onPlaced(order as Order)
    },
    onProblem: (refusal, text) => {
      if (refusal.code === 'orders.total_changed') askAgain()
      toast({ text, tone: 'bad', name: 'order-builder' })
    },
  })
  const currency = brand?.currency ?? format.region.currency
  const place = (state: 'draft' | 'received' | 'confirmed'): void =>
    void send({ ...common, ...inputOf(draft), sourceKey, state, ...(answer && { expectedTotalMinor: answer.quote.totalMinor }) }).catch(
      () => {},
    )
  const total = answer ? format.money(answer.quote.totalMinor, answer.quote.currency) : ''
  const isEmpty = draft.lines.length === 0
  return (
    <OrderForm
      draft={draft}
      door={door}
      onChange={(change) => setDraft((last) => ({ ...last, ...change }))}
      answer={isEmpty ? null : (answer as QuotedOrder | null)}
      problem={isEmpty ? null : problem}
      currency={currency}
      isNarrow={isNarrow ?? false}
      isCustomerFixed={conversationId !== null}
      foot={
        <>
          <Button variant="default" disabled={isEmpty || problem !== null} loading={sending} onClick={() => place('draft')}>
            {t('orders.builder.keep_draft')}
          </Button>
          <Button
            disabled={isEmpty || isStale || problem !== null || answer?.trouble != null}
            loading={sending}
            onClick={() => place('confirmed')}
          >
            {total ? t('orders.builder.place_for', { total }) : t('orders.builder.place')}
          </Button>
        </>
      }
    />
  )
}
