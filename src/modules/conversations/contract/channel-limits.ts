/** As much as the database keeps; beyond it a limit is none. */
const mostPeople = 2_147_483_647

/** People that may be written to first in a day, from the provider's word. Undefined: not told, as `0` says too; null: as many as one likes. */
export function perDayOf(tier: string | null): number | null | undefined {
  if (tier === null) return undefined
  if (/UNLIMITED/i.test(tier) || tier === '-1') return null
  const [, amount, unit] = /^(?:TIER_)?(\d+)(K?)$/i.exec(tier) ?? []
  const limit = Number(amount ?? 0) * (unit ? 1000 : 1)
  if (limit > mostPeople) return null
  return limit === 0 ? undefined : limit
}
