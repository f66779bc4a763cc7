import { scaled } from '#kernel/contract/shares.ts'
import type { PostLine } from '#inventory/server/posting/posting.ts'
import type { OutRow } from '#inventory/server/orders/holdings.store.ts'

type Back = { key: string; variantId: string; quantityMilli: number; to: string }

/** Pure: what comes back of an order comes from the lots that went out, worth what it was worth then. */
export function comingBack(out: readonly OutRow[], backs: readonly Back[]): PostLine[] {
  const left = out.map((row) => ({ ...row }))
  return backs.flatMap(({ key, variantId, quantityMilli, to }) => {
    let wanted = quantityMilli
    const lines: PostLine[] = []
    for (const row of left.filter((one) => one.variantId === variantId)) {
      const milli = Math.min(wanted, row.quantityMilli)
      if (milli <= 0) continue
      const paidMinor = Math.max(0, scaled(row.valueMinor, milli, row.quantityMilli))
      lines.push({
        key: `${key}:${lines.length}`,
        variantId,
        quantityMilli: milli,
        from: 'customer',
        to,
        lotId: row.lotId,
        paidMinor,
        isPart: true,
      })
      row.quantityMilli -= milli
      row.valueMinor -= paidMinor
      wanted -= milli
    }
    return lines
  })
}
