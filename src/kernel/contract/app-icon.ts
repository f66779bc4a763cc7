import { initialsOf } from '#kernel/contract/initials.ts'

/**
 * Where the square icon of a business is: its initials on its accent, a `#rrggbb` that white letters can be read on.
 * A `maskable` one fills the square, so that a phone can cut its own shape out of it.
 */
export function appIconPath(accent: string, name: string, purpose: 'any' | 'maskable' = 'any'): string {
  const query = new URLSearchParams({ color: accent.slice(1).toLowerCase(), letters: initialsOf(name) })
  if (purpose === 'maskable') query.set('purpose', purpose)
  return `/app-icon.svg?${query}`
}
