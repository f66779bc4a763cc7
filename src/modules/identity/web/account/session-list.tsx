import { Button } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { listSessions, revokeOtherSessions, revokeSession } from '#identity/contract/api.ts'
import type { OpenSession } from '#identity/contract/session.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { Chip } from '#web/ui/marks.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/account/account.module.css'

const phones = new Set(['iOS', 'Android', 'iPadOS'])

/** The devices that are signed in; the one in front of the person first. */
export function SessionList() {
  const t = useT()
  const { data, error, refetch } = useApi(listSessions, {})
  const { send, sending } = useSend(revokeOtherSessions, {
    invalidates: [listSessions],
    onDone: ({ revoked }) => void toast({ text: t('identity.account.sessions.revoked', { count: revoked }) }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={3} face={false} />
  return (
    <>
      <div className={s.sessions}>
        {data.items.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </div>
      {data.items.length > 1 && (
        <Button className={s.foot ?? ''} variant="default" loading={sending} onClick={() => void send({}).catch(() => {})}>
          {t('identity.account.sessions.revoke_others')}
        </Button>
      )}
    </>
  )
}

function SessionRow({ session }: { session: OpenSession }) {
  const t = useT()
  const format = useFormat()
  const { send, sending } = useSend(revokeSession, {
    invalidates: [listSessions],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const Sign = phones.has(session.system ?? '') ? IconDeviceMobile : IconDeviceDesktop
  const device = [session.browser, session.system].filter(Boolean).join(' · ') || t('identity.account.sessions.unknown')
  return (
    <div className={s.session}>
      <Sign size={20} stroke={1.6} aria-hidden />
      <span className={s.words}>
        {device}
        <small>
          {session.ip} · {t('identity.account.sessions.since', { day: format.day(session.createdAt) })}
        </small>
      </span>
      {session.isCurrent ? (
        <Chip tone="ok">{t('identity.account.sessions.current')}</Chip>
      ) : (
        <>
          <RelativeTime at={session.seenAt} />
          <Button
            variant="subtle"
            color="gray"
            loading={sending}
            aria-label={t('identity.account.sessions.revoke_named', { device })}
            onClick={() => void send({ id: session.id }).catch(() => {})}
          >
            {t('identity.account.sessions.revoke')}
          </Button>
        </>
      )}
    </div>
  )
}
