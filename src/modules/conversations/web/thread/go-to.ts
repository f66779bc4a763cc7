import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { rowOf, type ScrollKeeper } from '#conversations/web/thread/scroll-keeper.ts'
import { jump, type Thread } from '#conversations/web/thread/thread-cache.ts'
import type { Stretch } from '#conversations/web/thread/thread-rows.ts'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { toast } from '#web/ui/toast.ts'

const end = Symbol('end')
/** A stretch that was put away needs a moment to be drawn again. */
const redrawMs = 80

/** Goes to a message, or to the end: where it is drawn, in a stretch that was put away, or in a part that has to be loaded. */
export function useGoTo(id: string, thread: Thread, stretches: readonly Stretch[], keeper: ScrollKeeper) {
  const queryClient = useQueryClient()
  const text = useProblemText()
  const [target, setTarget] = useState<string | typeof end | null>(null)
  const latest = useRef({ thread, keeper })
  latest.current = { thread, keeper }

  const load = useCallback(
    (messageId?: string) =>
      jump(queryClient, id, messageId).catch((error: unknown) => {
        setTarget(null)
        void toast({ text: text(error), tone: 'bad' })
      }),
    [queryClient, id, text],
  )
  const goTo = useCallback(
    (messageId: string) => {
      latest.current.keeper.hold()
      setTarget(messageId)
      if (!latest.current.thread.items.some((message) => message.id === messageId)) void load(messageId)
    },
    [load],
  )
  const goToEnd = useCallback(() => {
    setTarget(end)
    if (latest.current.thread.newer !== null) void load()
  }, [load])

  // What was asked for may be drawn now, after what was loaded for it: before it is painted anywhere else.
  useLayoutEffect(() => {
    if (target === null) return
    if (target === end) {
      if (thread.newer !== null) return
      keeper.toEnd()
      setTarget(null)
      return
    }
    const arrive = (): boolean => {
      const isThere = keeper.toRow(target)
      if (isThere) flash(keeper.content.current, target)
      return isThere
    }
    const stretch = stretches.find(({ rows }) => rows.some(({ key }) => key === target))
    if (!stretch) return
    if (arrive()) {
      setTarget(null)
      return
    }
    keeper.content.current?.querySelector(`[data-stretch="${CSS.escape(stretch.key)}"]`)?.scrollIntoView()
    const timer = setTimeout(() => {
      arrive()
      setTarget(null)
    }, redrawMs)
    return () => clearTimeout(timer)
    // The keeper's functions never change.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [target, stretches, thread.newer])

  return { goTo, goToEnd }
}

function flash(content: HTMLElement | null, key: string): void {
  const row = content && rowOf(content, key)
  if (!row) return
  row.dataset['flash'] = ''
  setTimeout(() => delete row.dataset['flash'], 1800)
}
