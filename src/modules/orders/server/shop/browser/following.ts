/** The page of an order asks for itself again, less often the longer nothing happens, and not at all while nobody looks. */
export function followOrder(): void {
  const shortestMs = 4000
  const longestMs = 60_000
  let waitMs = shortestMs
  let timer = 0
  const isOver = (): boolean => document.querySelector('main')?.dataset.over !== undefined
  const later = (): void => {
    clearTimeout(timer)
    if (!isOver() && !document.hidden) timer = window.setTimeout(() => void look(), waitMs)
  }
  const look = async (): Promise<void> => {
    try {
      const answer = await fetch(location.href, { credentials: 'omit', headers: { accept: 'text/html' } })
      const text = answer.ok ? await answer.text() : ''
      // Only what may change: the style of a page that is not shown would be refused, with a complaint.
      const part = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
      const fresh = new DOMParser().parseFromString(part, 'text/html').querySelector('main')
      const main = document.querySelector('main')
      if (fresh && main && fresh.dataset.version !== main.dataset.version) {
        main.replaceWith(fresh)
        waitMs = shortestMs
      } else waitMs = Math.min(longestMs, Math.round(waitMs * 1.25))
    } catch {
      waitMs = Math.min(longestMs, waitMs * 2)
    }
    later()
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return clearTimeout(timer)
    waitMs = shortestMs
    if (!isOver()) void look()
  })
  later()
}
