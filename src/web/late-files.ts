import { styleNonce } from '#web/nonce.ts'

/**
 * In the place of Vite's own (vite.config.ts): that one asks for each style once, and takes it for there also when it was
 * lost; and most browsers keep the failure of an import for as long as the page lives (whatwg/html#6768). Here code is
 * imported once its own files have come, nobody else's, and whoever asks for it again asks for them again.
 */
export async function bringWithFiles<T>(load: () => Promise<T>, paths: readonly string[] = []): Promise<T> {
  await Promise.all(paths.map(askFor))
  return load()
}

const files = new Map<string, Promise<unknown>>()

function askFor(path: string): Promise<unknown> | undefined {
  const href = `/${path}`
  const isStyle = path.endsWith('.css')
  const asked = files.get(href)
  // The page names what it begins with, and styles of places where people begin without wearing them.
  const named = isStyle ? `link[rel=stylesheet][href="${href}"]` : `link[rel=modulepreload][href="${href}"],script[src="${href}"]`
  if (asked || document.querySelector(named)) return asked
  const arrival = isStyle ? wear(href) : fetchCode(href)
  files.set(href, arrival)
  arrival.catch(() => files.delete(href))
  return arrival
}

/** Into the cache of the browser, where the import finds it. */
async function fetchCode(href: string): Promise<void> {
  const answer = await fetch(href)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`code did not arrive: ${href}`)
}

function wear(href: string): Promise<void> {
  const link = document.createElement('link')
  Object.assign(link, { rel: 'stylesheet', crossOrigin: '', nonce: styleNonce(), href })
  return new Promise((resolve, reject) => {
    link.onload = () => resolve()
    link.onerror = () => {
      link.remove()
      reject(new Error(`a style did not arrive: ${href}`))
    }
    document.head.append(link)
  })
}
