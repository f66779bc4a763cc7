import { isWhole, type UnitCode } from '#commerce/contract/quantity.ts'
import type { Match } from './matching.ts'
import type { Token } from './tokens.ts'

/** A way to read what stands in front of and behind a name: which of the amounts says how many, which belong to the name. */
export type AmountReading = { amount: Token | null; name: readonly Token[]; isUsualOrder: boolean }

export function readingsOf(head: readonly Token[]): AmountReading[] {
  const counts = head.filter(({ kind }) => kind === 'number' || kind === 'measure')
  const readings = counts.map((amount) => ({
    amount,
    name: head.filter((token) => token !== amount),
    // How many is said first.
    isUsualOrder: head[0] === amount,
  }))
  return [...readings, { amount: null, name: head, isUsualOrder: false }]
}

/** How much of what was found an amount means, in thousandths of its unit; null: nobody said. */
export function amountOf(amount: Token | null, { entry }: Match, head: readonly Token[]): number | null {
  const fraction = head.find((token) => token.kind === 'word' && /^(?:medi[oa]|cuarto)$/.test(token.word))
  const isWeighed = !isWhole(entry.unit as UnitCode)
  if (isWeighed && fraction?.kind === 'word' && !entry.terms.has(fraction.word) && (amount === null || amount.kind === 'number'))
    return Math.round((amount?.kind === 'number' ? amount.value : 1) * (fraction.word === 'cuarto' ? 250 : 500))
  if (amount === null) return null
  if (amount.kind === 'number') return counted(amount.value, entry.unit)
  if (amount.kind !== 'measure') return null
  if (entry.unit === 'kg' || entry.unit === 'litre') return amount.milli
  if (entry.unit === 'g' || entry.unit === 'ml') return amount.milli * 1000
  // Two litres of what comes by the litre are two of it.
  const size = [...entry.terms].find((term) => /^\d+(?:g|ml)$/.test(term))
  const each = size === undefined ? 0 : Number.parseInt(size, 10)
  return each > 0 && amount.milli % each === 0 ? (amount.milli / each) * 1000 : 1000
}

/** "300 de queso" are grams. Of what is only sold whole there are whole ones. */
function counted(value: number, unit: string): number {
  if (unit === 'kg' && value >= 50) return Math.round(value)
  const milli = Math.round(value * 1000)
  return isWhole(unit as UnitCode) ? Math.max(1000, Math.round(milli / 1000) * 1000) : milli
}
