import { type ReactNode, useMemo } from 'react'
import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { type ChangedPrice, listChangedPrices } from '#sales/contract/proposal-catalogue-api.ts'
import type { LineDraft } from '#sales/web/proposals/draft.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import { writtenUnits } from '#web/number-text.ts'
import { useApi } from '#web/query.ts'
import s from '#sales/web/proposals/lines.module.css'

type Take = (lineId: string, part: Partial<LineDraft>) => void

/**
 * Below each line whose product costs something else in the catalogue by now: how much. `onTake`: the draft may still take
 * the new price; what was sent stays as it was sent.
 */
export function usePriceNotes(proposalId: string, lines: readonly LineDraft[], currency: string, onTake: Take | null) {
  const comesFromCatalogue = lines.some(({ variantId }) => variantId !== null)
  const { data } = useApi(listChangedPrices, { id: proposalId }, { enabled: comesFromCatalogue, staleTime: 60_000 })
  return useMemo(() => {
    const known = new Map(lines.map((line) => [line.id, line]))
    return new Map<string, ReactNode>(
      (data?.items ?? []).flatMap((price) => {
        const line = known.get(price.lineId)
        // Taken over already, and not saved yet.
        if (!line || line.listPriceMinor !== price.wasMinor) return []
        return [[price.lineId, <PriceNote key={price.lineId} price={price} currency={currency} onTake={onTake} />] as const]
      }),
    )
  }, [data, lines, currency, onTake])
}

function PriceNote({
  price: { lineId, nowMinor, isGone },
  currency,
  onTake,
}: {
  price: ChangedPrice
  currency: string
  onTake: Take | null
}) {
  const t = useT()
  const format = useFormat()
  if (isGone) return <span>{t('sales.catalogue.gone')}</span>
  if (nowMinor === null) return <span>{t('sales.catalogue.priceless')}</span>
  return (
    <>
      <span>{t('sales.catalogue.now', { price: format.money(nowMinor, currency) })}</span>
      {onTake && (
        <button
          type="button"
          className={s.take}
          onClick={() => {
            const price = writtenUnits(nowMinor, minorDigits(currency), separatorsOf(format.number))
            onTake(lineId, { price, listPriceMinor: nowMinor })
          }}
        >
          {t('sales.catalogue.take')}
        </button>
      )}
    </>
  )
}
