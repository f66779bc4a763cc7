import { useQueryClient, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type CSSProperties, useEffect } from 'react'
import { useOrganization as putOrganizationInUse } from '#identity/contract/api.ts'
import { DoorFrame } from '#identity/web/door/door-frame.tsx'
import { enter, leave } from '#web/door.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { findSession } from '#web/session.ts'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import s from '#identity/web/door/door.module.css'

/** For whoever is signed in and has no organization in use: several to choose from, or none left. */
export function ChoosePage() {
  const t = useT()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const session = useQuery({ queryKey: ['choose', 'session'], queryFn: () => findSession(queryClient), retry: false })
  const { send, problem } = useSend(putOrganizationInUse, { onDone: () => enter('/') })
  const isOut = session.data === null
  useEffect(() => {
    if (isOut) void navigate({ to: '/entrar', replace: true })
  }, [isOut, navigate])
  if (session.error) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />
  if (!session.data) return <PageBones />
  const { organizations, person } = session.data
  return (
    <DoorFrame
      title={t(organizations.length > 0 ? 'identity.door.choose.title' : 'identity.door.choose.none')}
      hint={t(organizations.length > 0 ? 'identity.door.choose.hint' : 'identity.door.choose.none_hint', { email: person.email })}
    >
      <div className={s.choices}>
        {problem && <Notice tone="bad">{problem}</Notice>}
        {organizations.map((one) => (
          <button
            key={one.id}
            type="button"
            className={s.choice}
            style={{ '--swatch': one.brandColor } as CSSProperties}
            onClick={() => void send({ organizationId: one.id }).catch(() => {})}
          >
            <i />
            <span>{one.name}</span>
          </button>
        ))}
      </div>
      <div className={s.fields}>
        <div className={s.aside}>
          <button type="button" className={s.link} onClick={() => void leave()}>
            {t('web.person.leave')}
          </button>
        </div>
      </div>
    </DoorFrame>
  )
}
