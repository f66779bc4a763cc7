import type { Language } from '#conversations/contract/availability.ts'
import type { RoutingConditions } from '#conversations/contract/routing.ts'
import { searchable } from '#kernel/contract/text.ts'

/** What rules ask about a conversation. */
export type Facts = {
  brandId: string
  channelId: string
  /** Null: their number tells nothing. */
  language: Language | null
  labels: readonly string[]
  isKnown: boolean
  isOpenNow: boolean
}

export function matches(conditions: RoutingConditions, facts: Facts): boolean {
  const { brandIds, channelIds, languages, labels, customer, hours } = conditions
  const own = new Set(facts.labels.map(searchable))
  return (
    (brandIds.length === 0 || brandIds.includes(facts.brandId)) &&
    (channelIds.length === 0 || channelIds.includes(facts.channelId)) &&
    (languages.length === 0 || (facts.language !== null && languages.includes(facts.language))) &&
    (labels.length === 0 || labels.some((label) => own.has(searchable(label)))) &&
    (customer === 'any' || (customer === 'known') === facts.isKnown) &&
    (hours === 'any' || (hours === 'open') === facts.isOpenNow)
  )
}

type Ruled = { isActive: boolean; conditions: RoutingConditions }

/** The first active rule that fits, in the order given. */
export const firstMatch = <R extends Ruled>(rules: readonly R[], facts: Facts): R | undefined =>
  rules.find(({ isActive, conditions }) => isActive && matches(conditions, facts))

const languageByCountry: Readonly<Record<string, Language>> = {
  ...Object.fromEntries(['BR', 'PT', 'AO', 'MZ', 'CV'].map((country) => [country, 'pt' as const])),
  ...Object.fromEntries(['US', 'GB', 'CA', 'AU', 'NZ', 'IE', 'ZA', 'JM', 'TT'].map((country) => [country, 'en' as const])),
  ...Object.fromEntries(
    'AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PR PY SV UY VE'.split(' ').map((country) => [country, 'es' as const]),
  ),
  FR: 'fr',
  IT: 'it',
  DE: 'de',
  AT: 'de',
}

/** The language most people speak where a number is from (ISO 3166 country). A guess: it only sorts, nothing is refused by it. */
export const languageOf = (country: string | undefined): Language | null => languageByCountry[country ?? ''] ?? null
