import { spellingsOf, readScaleCode, type ScaleLayout } from '#commerce/contract/barcode.ts'
import type { CountLine } from '#inventory/contract/count.ts'
import { tallied } from '#inventory/contract/count-tally.ts'
import type { Waiting } from '#inventory/web/counts/outbox.ts'

/** What readers read on the packages of each variant. */
export type Codes = Readonly<Record<string, readonly string[]>>

/** A sheet with what this phone has counted and the server does not know yet. */
export function withWaiting(lines: readonly CountLine[], waiting: readonly Waiting[]): CountLine[] {
  const byLine = Map.groupBy(
    waiting.flatMap((one) => (one.kind === 'entry' ? [one.entry] : [])),
    ({ variantId, lotId }) => keyOf(variantId, lotId),
  )
  if (byLine.size === 0) return [...lines]
  return lines.map((line) => {
    const own = byLine.get(keyOf(line.variantId, line.lotId))
    if (!own) return line
    const known =
      line.countedMilli === null || line.countedAt === null
        ? []
        : [{ quantityMilli: line.countedMilli, how: 'set' as const, countedAt: line.countedAt }]
    const tally = tallied([...known, ...own])
    // What it differs by is the server's to say.
    return tally === null
      ? line
      : { ...line, countedMilli: tally.quantityMilli, countedAt: tally.countedAt, differenceMilli: null, differenceMinor: null }
  })
}

const keyOf = (variantId: string, lotId: string | null): string => `${variantId} ${lotId ?? ''}`

/** What a code stands for on this sheet, and how much of it: a scale says it, a package is one. `null`: it is not on it. */
export function onSheet(
  lines: readonly CountLine[],
  codes: Codes,
  code: string,
  layouts: readonly ScaleLayout[] | undefined,
): { line: CountLine; quantityMilli: number } | null {
  const spellings = spellingsOf(code)
  const direct = lines.find((line) => spellings.some((one) => codes[line.variantId]?.includes(one)) || line.sku === code.trim())
  if (direct) return { line: direct, quantityMilli: 1000 }
  const weighed = readScaleCode(code.replace(/\s/g, ''), layouts)
  const line = weighed && lines.find(({ variantId }) => codes[variantId]?.includes(weighed.item))
  if (!weighed || !line || weighed.measure === 'price' || weighed.valueMilli === 0) return null
  const isWhole = line.unit === 'piece' || line.unit === 'pack'
  return { line, quantityMilli: isWhole ? Math.max(1000, Math.round(weighed.valueMilli / 1000) * 1000) : weighed.valueMilli }
}
