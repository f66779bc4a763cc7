import { useEffect, useMemo, useRef } from 'react'
import { useShortcut } from '#web/shortcuts.ts'

/**
 * J and K go through the list. When the open conversation has moved away since it was opened (read, answered, resolved),
 * the next one is the one that took its place: going through what is urgent leaves none of it out.
 */
export function useListKeys(
  sections: readonly { rows: readonly { id: string }[] }[],
  openId: string | undefined,
  open: (id: string | undefined) => void,
): void {
  const ids = useMemo(() => sections.flatMap((section) => section.rows.map(({ id }) => id)), [sections])
  const opened = useRef<{ id: string; neighbours: string[]; index: number } | null>(null)
  useEffect(() => {
    if (openId === opened.current?.id) return
    const index = openId === undefined ? -1 : ids.indexOf(openId)
    opened.current = openId !== undefined && index >= 0 ? { id: openId, index, neighbours: ids } : null
  }, [openId, ids])

  const step = (by: 1 | -1) => {
    const next = neighbourOf(ids, openId, opened.current, by)
    if (next !== undefined && next !== openId) open(next)
  }
  useShortcut('j', 'conversations.keys.next', () => step(1))
  useShortcut('k', 'conversations.keys.previous', () => step(-1))
}

type Opened = { id: string; neighbours: readonly string[]; index: number } | null

/** Exported for its test: the walk over lists that move meanwhile. */
export function neighbourOf(ids: readonly string[], openId: string | undefined, opened: Opened, by: 1 | -1): string | undefined {
  const here = openId === undefined ? -1 : ids.indexOf(openId)
  if (openId === undefined) return ids[0]
  if (opened?.id === openId) {
    // Further in the direction it was in when it was opened, past what is gone meanwhile.
    for (let at = opened.index + by; at >= 0 && at < opened.neighbours.length; at += by) {
      const candidate = opened.neighbours[at]
      if (candidate !== undefined && ids.includes(candidate) && candidate !== openId) return candidate
    }
  }
  return here < 0 ? ids[Math.min(opened?.index ?? 0, ids.length - 1)] : ids[here + by]
}
