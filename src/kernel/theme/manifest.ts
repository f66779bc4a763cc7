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

type Tenant = { organization: { id: string; name: string } | null; brands: readonly { name: string; color: string }[]; locale: string }

/**
 * Nobody signed in: Yapa's own. The identity of the app is the organization, so that two of them can be installed on
 * one device. `iconOf(size)` gives the address of a square PNG of the brand, or undefined for the default icon.
 */
export function manifestOf(tenant: Tenant, iconOf: (size: 192 | 512) => string | undefined = () => undefined): Manifest {
  const name = tenant.brands[0]?.name ?? tenant.organization?.name ?? 'Yapa'
  const pictures = ([192, 512] as const).flatMap((size) => {
    const src = iconOf(size)
    return src ? [{ src, sizes: `${size}x${size}`, type: 'image/png', purpose: 'any' as const }] : []
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
    theme_color: chrome,
    icons:
      pictures.length > 0
        ? pictures
        : [
            { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
            { src: '/icon-maskable.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
          ],
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
