import { getCosts } from '#conversations/contract/rate-api.ts'
import type { ConversationCosts, Quote } from '#conversations/contract/rate.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import s from '#conversations/web/rates/costs.module.css'

/** What the next message would cost. The window closes by itself, so the answer is not kept for long. */
export const useCosts = (conversationId: string, isWanted = true): ConversationCosts | undefined =>
  useApi(getCosts, { id: conversationId }, { staleTime: 60_000, enabled: isWanted }).data

/** A price in words: what it costs, that it is free and why, or that nobody loaded a price for it. */
export function useQuoteWords(): (quote: Quote) => string {
  const t = useT()
  const format = useFormat()
  return (quote) => {
    if (quote.kind === 'unknown') return t('conversations.costs.unknown')
    if (quote.kind === 'free') return t(`conversations.costs.free.${quote.why}`)
    return t('conversations.costs.cost', { amount: format.unitPrice(quote.amountMicros, quote.currency) })
  }
}

export function CostLine({ quote }: { quote: Quote | undefined }) {
  const t = useT()
  const words = useQuoteWords()
  if (!quote) return null
  const isEstimate = quote.kind === 'rate' && quote.isStarting
  return (
    <span className={`${s.cost} num`} data-kind={quote.kind} title={isEstimate ? t('conversations.costs.estimate') : undefined}>
      {isEstimate && <span aria-hidden>≈ </span>}
      {words(quote)}
    </span>
  )
}
