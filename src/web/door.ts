import { logOut } from '#identity/contract/api.ts'
import { call } from '#web/api.ts'
import { forgetSession } from '#web/session.ts'

/**
 * Coming in, going out and changing the organization load the page anew: nothing of one tenant or person can then stay
 * in the memory of the next.
 */
export const enter = (to: string | undefined): void => location.assign(safePath(to))

/** Only addresses of our own: `?destino=` is written by whoever made the link. */
export function safePath(to: string | undefined): string {
  if (!to?.startsWith('/') || to.startsWith('//') || to.includes('\\')) return '/'
  const url = new URL(to, location.origin)
  return url.origin === location.origin ? url.pathname + url.search + url.hash : '/'
}

/** The session is over (expired, revoked): to the door, which says so, and back here afterwards. */
export function leaveForDoor(): void {
  forgetSession()
  const here = location.pathname + location.search
  location.assign(`/entrar?${new URLSearchParams({ sesion: 'cerrada', ...(here !== '/' && { destino: here }) })}`)
}

let asking: Promise<boolean> | undefined

/**
 * Whether the person is still signed in, after the server did not know them. A secret that was renewed a moment ago (a
 * password, a second factor, another tab) looks like an ended session to whatever still carried the old one, so we ask
 * again with what the browser holds by now.
 */
export function isStillIn(): Promise<boolean> {
  asking ??= new Promise<void>((resolve) => setTimeout(resolve, 250))
    .then(() => fetch('/api/v1/session', { headers: { accept: 'application/json' } }))
    .then(
      (response) => response.status !== 401,
      () => true,
    )
    .finally(() => (asking = undefined))
  return asking
}

/** Signs out. Without a connection the device forgets at least what it remembers. */
export async function leave(): Promise<void> {
  try {
    await call(logOut, {})
  } finally {
    forgetSession()
    location.assign('/entrar')
  }
}
