import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { InputOf } from '#kernel/contract/declare.ts'
import { changeAvailability, getOwnAvailability, keepConnected } from '#conversations/contract/availability-api.ts'
import type { OwnAvailability } from '#conversations/contract/availability.ts'
import { call } from '#web/api.ts'
import { change } from '#web/cache.ts'
import { useLiveState } from '#web/live-hooks.ts'
import { keyOf, useApi, useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

const everyMs = 60_000

/** One's own availability, and a sign of life each minute for as long as this screen is connected. */
export function useOwnAvailability(): OwnAvailability | undefined {
  const queryClient = useQueryClient()
  const isLive = useLiveState() === 'open'
  const { data } = useApi(getOwnAvailability, {}, { staleTime: everyMs })
  useEffect(() => {
    if (!isLive) return
    // Without an answer this time, the next minute asks again.
    const tell = () =>
      void call(keepConnected, {}).then(
        (own) => queryClient.setQueryData(keyOf(getOwnAvailability, {}), own),
        () => {},
      )
    tell()
    const timer = setInterval(tell, everyMs)
    return () => clearInterval(timer)
  }, [isLive, queryClient])
  return data
}

export function useChangeAvailability(): (to: InputOf<typeof changeAvailability>) => Promise<void> {
  const queryClient = useQueryClient()
  const { send } = useSend(changeAvailability, {
    optimistic: (_client, { status, reason = null, backAt = null }) =>
      change(queryClient, getOwnAvailability, {}, (last) => ({
        ...last,
        status,
        reason: reason ?? null,
        backAt: backAt ?? null,
        isAutomatic: false,
      })),
    onDone: (own) => queryClient.setQueryData(keyOf(getOwnAvailability, {}), own),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (to) =>
    send(to).then(
      () => {},
      () => {},
    )
}
