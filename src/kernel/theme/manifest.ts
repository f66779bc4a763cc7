import { appIconPath } from '#kernel/contract/app-icon.ts'

/** What the web app manifest of a tenant says (W3C Application Manifest): the installed app carries their name and colour. */
export type Manifest = {
  id: string
  name: string
  short_name: string
  lang: string
  dir: 'ltr'
  start_url: string
  scope: string
  display: 'standalone'
  background_color: string
  theme_color: string
  icons: { src: string; sizes: string; type: string; purpose: 'any' | 'maskable' }[]
  shortcuts: { name: string; url: string }[]
}

/** The chrome of tokens.css in sRGB: the installed window begins with the frame's own colour, not with a white flash. */
const chrome = '#f6f4f1'

type Tenant = {
  organization: { id: string; name: string } | null
  /** The main one first. */
  brands: readonly { name: string; theme: { light: Record<string, string> } }[]
  locale: string
}

/**
 * Nobody signed in: Yapa's own. The identity of the app is the organization, so that two of them can be installed on
 * one device; each wears its colour and its initials.
 */
export function manifestOf(tenant: Tenant): Manifest {
  const [main] = tenant.brands
  const name = main?.name ?? tenant.organization?.name ?? 'Yapa'
  const accent = main?.theme.light['--accent']
  const iconFor = (purpose: 'any' | 'maskable') => ({
    src: accent ? appIconPath(accent, name, purpose) : purpose === 'any' ? '/icon.svg' : '/icon-maskable.svg',
    sizes: 'any',
    type: 'image/svg+xml',
    purpose,
  })
  return {
    id: tenant.organization ? `/?org=${tenant.organization.id}` : '/',
    name: tenant.organization && tenant.organization.name !== name ? `${name} · ${tenant.organization.name}` : name,
    short_name: shorten(name, 12),
    lang: tenant.locale,
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: chrome,
    theme_color: accent ?? chrome,
    icons: [iconFor('any'), iconFor('maskable')],
    shortcuts: [],
  }
}

/** Whole words as long as they fit under an icon; a first word that is too long is cut. */
function shorten(name: string, length: number): string {
  if (name.length <= length) return name
  const words = name.split(/\s+/)
  let short = words[0] ?? ''
  for (const word of words.slice(1)) {
    if (short.length + 1 + word.length > length) break
    short += ` ${word}`
  }
  return short.slice(0, length)
}
