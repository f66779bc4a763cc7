import { parsePhone } from '#kernel/contract/phone.ts'

/** The regions of the provider's price list, with the countries that have no price of their own there. */
const countriesByRegion: Record<string, string> = {
  'north-america': 'US CA',
  'rest-of-latin-america': 'BO CR DO EC SV GT HT HN JM NI PA PY PR UY VE',
  'rest-of-africa':
    'DZ AO BJ BW BF BI CM TD CG ER ET GA GM GH GW CI KE LS LR LY MG MW ML MR MA MZ NA NE RW SN SL SO SS SD SZ TZ TG TN UG ZM ZW',
  'rest-of-asia-pacific': 'AF AU BD KH CN HK JP LA MN NP NZ PG PH SG LK TW TJ TH TM UZ VN',
  'rest-of-central-and-eastern-europe': 'AL AM AZ BY BG HR CZ GE GR HU LV LT MD MK PL RO RS SK SI UA',
  'rest-of-western-europe': 'AT BE DK FI IE NO PT SE CH',
  'rest-of-middle-east': 'BH IQ JO KW LB OM QA YE',
}
const regionByCountry = new Map(
  Object.entries(countriesByRegion).flatMap(([region, countries]) => countries.split(' ').map((country) => [country, region] as const)),
)

export const regions: readonly string[] = [...Object.keys(countriesByRegion), 'other']

/** Where to look for a price, nearest first. */
export function marketsOf(country: string | null): string[] {
  const region = country === null ? undefined : regionByCountry.get(country)
  return [...(country === null ? [] : [country]), ...(region ? [region] : []), 'other']
}

/** The country of a customer, from the number or, for who hides it, from the id of the provider (`AR.9001…`). */
export function countryOf({ waId, userId }: { waId: string | null; userId: string | null }): string | null {
  const parsed = waId === null ? undefined : parsePhone(`+${waId}`, { country: 'AR' })
  if (parsed && 'country' in parsed && parsed.country) return parsed.country
  if (waId !== null && waId.startsWith('54')) return 'AR'
  return /^([A-Z]{2})\./.exec(userId ?? '')?.[1] ?? null
}
