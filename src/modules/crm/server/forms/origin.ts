import { Origin } from '#crm/contract/lead.ts'

const clicks = ['gclid', 'fbclid', 'msclkid', 'ttclid'] as const

/** Where somebody came from, read from the address of the page that the form stood on and from the one before it. */
export function originOf({ page, referrer }: { page: string; referrer: string }): Origin {
  const query = URL.parse(page)?.searchParams ?? new URLSearchParams()
  const said = (name: string): string | null =>
    query
      .get(name)
      ?.replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 200) || null
  const clickKind = clicks.find((name) => query.get(name)) ?? null
  return Origin.parse({
    utmSource: said('utm_source'),
    utmMedium: said('utm_medium'),
    utmCampaign: said('utm_campaign'),
    utmTerm: said('utm_term'),
    utmContent: said('utm_content'),
    clickKind,
    clickId: clickKind && (query.get(clickKind)?.slice(0, 500) ?? null),
    landing: addressOf(page),
    referrer: addressOf(referrer),
  })
}

/** Only addresses of pages: whatever else somebody sends is nothing. */
const addressOf = (text: string): string | null => {
  const url = URL.parse(text)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href.slice(0, 2_000) : null
}
