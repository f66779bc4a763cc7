import { styleNonce } from '#web/nonce.ts'

/**
 * In the place of Vite's own (vite.config.ts): that one asks for each style once, and takes it for there also when it was
 * lost. Here code waits for its own styles, for nobody else's, and whoever asks for it again asks for them again.
 */
export async function bringWithFiles<T>(load: () => Promise<T>, paths: readonly string[] = []): Promise<T> {
  await Promise.all(paths.map(askFor))
  return load()
}

const styles = new Map<string, Promise<void>>()

/** A style is waited for. Of code it is enough to have asked for it: importing it waits. */
function askFor(path: string): Promise<void> | undefined {
  const href = `/${path}`
  const isStyle = path.endsWith('.css')
  const rel = isStyle ? 'stylesheet' : 'modulepreload'
  const asked = styles.get(href)
  // The page names styles of places where people begin without wearing them.
  if (asked || document.querySelector(`link[rel=${rel}][href="${href}"]`)) return asked
  const link = document.createElement('link')
  Object.assign(link, { rel, crossOrigin: '', nonce: styleNonce(), href })
  const arrival = isStyle ? arrivalOf(link, href) : undefined
  if (arrival) styles.set(href, arrival)
  document.head.append(link)
  return arrival
}

const arrivalOf = (link: HTMLLinkElement, href: string): Promise<void> =>
  new Promise((resolve, reject) => {
    link.onload = () => resolve()
    link.onerror = () => {
      styles.delete(href)
      link.remove()
      reject(new Error(`a style did not arrive: ${href}`))
    }
  })
