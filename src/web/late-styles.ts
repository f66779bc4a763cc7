/**
 * Styles of late code that did not arrive. Vite asks for each once: whoever asks for the code again would get it
 * without them. They are noted here, and asked for again by `bring` (late-code.ts).
 */
const missing = new Map<string, Promise<void> | null>()

window.addEventListener('vite:preloadError', (event) => {
  const [, href] = /^Unable to preload CSS for (\S+)$/.exec(event.payload.message) ?? []
  if (href === undefined) return
  missing.set(href, null)
  // Otherwise only the first of several would be told.
  event.preventDefault()
})

/** Asks for all that is missing; rejects when something still does not arrive. */
export async function bringStyles(): Promise<void> {
  await Promise.all(
    [...missing].map(([href, asked]) => {
      const arrival = asked ?? arrivalOf(href)
      missing.set(href, arrival)
      return arrival.then(
        () => void missing.delete(href),
        (error: unknown) => {
          missing.set(href, null)
          throw error
        },
      )
    }),
  )
}

/** In the place of the link that failed, which never asks twice. */
function arrivalOf(href: string): Promise<void> {
  const failed = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].find((link) => link.href === href)
  const link = failed?.cloneNode() as HTMLLinkElement | undefined
  return new Promise((resolve, reject) => {
    if (!failed || !link) return resolve()
    link.addEventListener('load', () => resolve(), { once: true })
    link.addEventListener('error', () => reject(new Error(`a style did not arrive: ${href}`)), { once: true })
    failed.replaceWith(link)
  })
}
