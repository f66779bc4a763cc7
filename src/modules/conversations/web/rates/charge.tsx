import type { ReactNode } from 'react'
import { getMessagePrice } from '#conversations/contract/rate-api.ts'
import type { Message } from '#conversations/contract/message.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

/** What the provider charged for a message of ours, as lines of its details. Nothing until it has said so. */
export function useCharge({ id, direction, state }: Message): { label: string; value: ReactNode }[] {
  const t = useT()
  const format = useFormat()
  // What was only accepted may still be told its price.
  const { data } = useApi(
    getMessagePrice,
    { id },
    { enabled: direction === 'out' && state !== 'queued' && state !== 'sending', staleTime: 10_000 },
  )
  const price = data?.price
  if (!price) return []
  const { category, isBillable, amountMicros, currency } = price
  const known = t.has(`conversations.costs.charged.${category}`) ? category : 'other'
  const cost =
    isBillable === false
      ? t('conversations.costs.free_charge')
      : amountMicros !== null && currency !== null
        ? format.unitPrice(amountMicros, currency)
        : t('conversations.costs.unknown')
  return [
    { label: t('conversations.costs.charged_as'), value: t(`conversations.costs.charged.${known}`) },
    { label: t('conversations.costs.cost_label'), value: <span className="num">{cost}</span> },
  ]
}
