import { useMatches, useRouterState } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { sessionQuery } from '#web/session.ts'

let own: readonly string[] = []
const listeners = new Set<() => void>()
const set = (next: readonly string[]) => {
  own = next
  listeners.forEach((listener) => listener())
}

/** A page that knows better than its route says its title here: the name of a contact, the number of unread. */
export function useTitle(text: string | undefined): void {
  useEffect(() => {
    if (!text) return
    set([...own, text])
    return () => {
      const at = own.lastIndexOf(text)
      set(own.filter((_, i) => i !== at))
    }
  }, [text])
}

/** Writes the document's title, and tells it to screen readers when the page changes. */
export function Title() {
  const t = useT()
  const { data: session } = useQuery({ ...sessionQuery, enabled: false })
  const key = useMatches({ select: (matches) => matches.findLast((match) => match.staticData?.title)?.staticData.title })
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const chosen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => own.at(-1),
  )
  const place = chosen ?? (key ? t(key) : undefined)
  const house = session?.organization?.name ?? 'Yapa'
  const title = place ? `${place} · ${house}` : house
  const firstPath = useRef(path)

  useEffect(() => {
    document.title = title
  }, [title])

  return (
    <div className="sr-only" role="status">
      {path !== firstPath.current ? place : ''}
    </div>
  )
}
