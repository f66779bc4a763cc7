import { useEffect } from 'react'

/**
 * The service worker keeps the shell for when there is no connection. A new version waits until the person agrees: a
 * reload in the middle of a sentence would lose it.
 */
let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

export async function registerWorker(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  if (!registration) return
  const offer = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return
    waiting = registration.waiting
    listeners.forEach((listener) => listener())
  }
  offer()
  registration.addEventListener('updatefound', () => {
    const fresh = registration.installing
    fresh?.addEventListener('statechange', () => fresh.state === 'installed' && offer())
  })
  let isReloading = false
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!waiting || isReloading) return
    isReloading = true
    location.reload()
  })
  setInterval(() => void registration.update().catch(() => {}), 60 * 60_000)
}

export const useNewVersion = (offer: (take: () => void) => void): void => {
  useEffect(() => {
    const tell = () => {
      if (waiting) offer(() => waiting?.postMessage('take-over'))
    }
    tell()
    listeners.add(tell)
    return () => {
      listeners.delete(tell)
    }
  }, [offer])
}
