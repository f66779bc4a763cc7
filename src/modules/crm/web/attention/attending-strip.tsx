import { Button } from '@mantine/core'
import { IconArrowBack, IconHandStop, IconPlayerPlay, IconPlayerTrackNext } from '@tabler/icons-react'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { claimItem, getOwnClaim, releaseItem } from '#crm/contract/attention-api.ts'
import { askAgain, useMovingQueue } from '#crm/web/attention/attention.live.ts'
import { nameOf, useAttend } from '#crm/web/attention/attending.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useNow } from '#web/ui/time.tsx'
import s from '#crm/web/attention/attention.module.css'

/** A sign of life so often while what one attends is on the screen. */
const renewMs = 3 * 60_000

/** What one has in hand, over every page: how long it stays so, the way back to it, letting go, and on to the next one. */
export function AttendingStrip() {
  const { data } = useApi(getOwnClaim, {})
  const item = data?.item
  useMovingQueue(Boolean(item))
  if (!item?.claim) return null
  return <Strip key={`${item.kind}:${item.subjectId}`} item={item} until={item.claim.until} />
}

type Item = NonNullable<NonNullable<ReturnType<typeof useApi<typeof getOwnClaim>>['data']>['item']>

function Strip({ item, until }: { item: Item; until: string }) {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const isHere = useRouterState({ select: ({ location }) => location.pathname.startsWith(item.href) })
  const left = (Date.parse(until) - Date.parse(useNow('second'))) / 1000
  const { next, isBusy } = useAttend()
  const { kind, subjectId } = item
  const { send: renew } = useSend(claimItem, { invalidates: [getOwnClaim], onProblem: () => askAgain(queryClient) })
  const { send: release, sending } = useSend(releaseItem, {
    onDone: () => askAgain(queryClient),
    onProblem: () => askAgain(queryClient),
  })
  useEffect(() => {
    if (!isHere) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') renew({ kind, subjectId }).catch(() => {})
    }, renewMs)
    return () => clearInterval(timer)
  }, [isHere, kind, subjectId, renew])
  useEffect(() => {
    if (left <= 0) askAgain(queryClient)
  }, [left <= 0, queryClient])
  if (left <= 0) return null
  return (
    <div className={s.strip} role="status" aria-live="off">
      <IconPlayerPlay size={15} stroke={1.8} aria-hidden />
      <b>{t(item.title === null ? 'crm.attention.bar.attending' : 'crm.attention.bar.attending_task', { name: nameOf(item) })}</b>
      <small className="num">{t('crm.attention.bar.left', { time: format.countdown(left) })}</small>
      <span>
        {!isHere && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowBack size={15} stroke={1.7} />}
            onClick={() => void navigate({ to: item.href })}
          >
            {t('crm.attention.bar.back')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconHandStop size={15} stroke={1.7} />}
          loading={sending}
          onClick={() => release({ kind, subjectId }).catch(() => {})}
        >
          {t('crm.attention.bar.release')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerTrackNext size={15} stroke={1.7} />}
          loading={isBusy}
          onClick={() => next()}
        >
          {t('crm.attention.bar.next')}
        </Button>
      </span>
    </div>
  )
}
