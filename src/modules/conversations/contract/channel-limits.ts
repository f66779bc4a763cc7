/** People that may be written to first in a day, from the provider's word. Undefined: not told; null: as many as one likes. */
export function perDayOf(tier: string | null): number | null | undefined {
  if (tier === null) return undefined
  if (/UNLIMITED/i.test(tier) || tier === '-1') return null
  const [, amount, unit] = /^(?:TIER_)?(\d+)(K?)$/i.exec(tier) ?? []
  return amount === undefined ? undefined : Number(amount) * (unit ? 1000 : 1)
}
