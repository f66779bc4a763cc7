/// <reference lib="webworker" />
export {}

declare const self: ServiceWorkerGlobalScope

/**
 * Keeps the shell (page, code, styles, font) on the device. Answers of the API are never kept: what a shop reads about
 * its customers must be true, and must be gone when the session is.
 */
const shell = JSON.parse('__SHELL__') as string[]
const name = `yapa-shell-${hashOf(shell.join())}`
const page = '/'

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell())
})

async function keepShell() {
  const cache = await caches.open(name)
  await cache.addAll(shell)
  // Without a session the server may answer with the door; the shell is the same page either way.
  const answer = await fetch(page, { credentials: 'same-origin' })
  if (answer.ok && isPage(answer)) await cache.put(page, answer)
}

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const old of await caches.keys()) if (old.startsWith('yapa-shell-') && old !== name) await caches.delete(old)
      await self.clients.claim()
    })(),
  )
})

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') return event.respondWith(openPage(request))
  if (url.pathname.startsWith('/assets/')) return event.respondWith(openAsset(request))
})

/** The network first, so that a release is seen at the next visit; the kept page when there is none. */
async function openPage(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await (await caches.open(name)).match(page)
    if (kept) return kept
    throw error
  }
}

/** Names carry the hash of their content: what was fetched once is right for ever. */
async function openAsset(request: Request): Promise<Response> {
  const cache = await caches.open(name)
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

const isPage = (answer: Response) => answer.headers.get('content-type')?.startsWith('text/html') ?? false

function hashOf(text: string): string {
  let hash = 0
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return hash.toString(36)
}
