import { useEffect, useRef } from 'react'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { getAttentionSettings, getOwnClaim, listAttention } from '#crm/contract/attention-api.ts'
import { attentionReordered } from '#crm/contract/attention-events.ts'
import { useHappening, useTopic } from '#web/live-hooks.ts'
import { liveHandler } from '#web/module.ts'

export const attentionTopic = 'crm.attention'
/** A message moves several things at once, and many write in the same second: the queue is asked for again once. */
const gatherMs = 1_200
/** Time alone moves the order. */
const againMs = 30_000

export const askAgain = (queryClient: QueryClient): void => {
  void queryClient.invalidateQueries({ queryKey: [listAttention.path] })
  void queryClient.invalidateQueries({ queryKey: [getOwnClaim.path] })
}

export const attentionHandlers = [
  liveHandler(attentionReordered, (queryClient) => void queryClient.invalidateQueries({ queryKey: [getAttentionSettings.path] })),
]

/** Keeps what is cached of the queue true while the component stands. */
export function useMovingQueue(isOn = true): void {
  const queryClient = useQueryClient()
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useTopic(isOn ? attentionTopic : null)
  useHappening(isOn ? attentionTopic : null, () => {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined
      askAgain(queryClient)
    }, gatherMs)
  })
  useEffect(() => {
    if (!isOn) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') askAgain(queryClient)
    }, againMs)
    return () => {
      clearInterval(timer)
      clearTimeout(waiting.current)
      waiting.current = undefined
    }
  }, [isOn, queryClient])
}
