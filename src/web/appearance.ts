import { appIconPath } from '#kernel/contract/app-icon.ts'
import type { Session } from '#web/session.ts'

/** How the screen looks on this device: the tenant's colours, light or dark, how close the rows stand. */

type Variables = Record<string, string>

const brandMemory = 'yapa.brand'
const sheet = new CSSStyleSheet()

/** Brand variables become a constructed stylesheet: allowed by a strict policy, and both schemes are ready at once. */
export function wear(theme: { light: Variables; dark: Variables } | null): void {
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  const css = theme ? `:root{${linesOf(theme.light)}}:root[data-mantine-color-scheme=dark]{${linesOf(theme.dark)}}` : ''
  sheet.replaceSync(css)
}

const linesOf = (variables: Variables): string =>
  Object.entries(variables)
    .filter(([name, value]) => /^--[a-z0-9-]+$/.test(name) && /^#[0-9a-f]{6}$/i.test(value))
    .map(([name, value]) => `${name}:${value};`)
    .join('')

/** The door of a device wears the colours of the last tenant that was open on it. */
export function wearRemembered(): void {
  try {
    const text = localStorage.getItem(brandMemory)
    if (text) wear(JSON.parse(text) as { light: Variables; dark: Variables })
  } catch {
    localStorage.removeItem(brandMemory)
  }
}

export function wearSession(session: Session): void {
  wear(session.theme)
  wearIcon(session)
  localStorage.setItem(brandMemory, JSON.stringify(session.theme))
  localStorage.setItem('yapa.theme', schemeOf(session.person.theme))
  localStorage.setItem('yapa.locale', session.person.locale)
  setDensity(session.person.density)
}

/** The tab of the browser is told from others by the business, too. */
function wearIcon({ brands, organization, theme }: Session): void {
  const name = brands[0]?.name ?? organization?.name
  const accent = theme.light['--accent']
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (icon && name && accent) icon.href = appIconPath(accent, name)
}

export const schemeOf = (theme: Session['person']['theme']): 'light' | 'dark' | 'auto' => (theme === 'system' ? 'auto' : theme)

export type Density = Session['person']['density']

export function setDensity(density: Density): void {
  if (density === 'normal') delete document.documentElement.dataset['density']
  else document.documentElement.dataset['density'] = density
}
