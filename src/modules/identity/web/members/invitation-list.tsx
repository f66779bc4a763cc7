import { Button } from '@mantine/core'
import { listInvitations, resendInvitation, revokeInvitation } from '#identity/contract/api.ts'
import type { Invitation } from '#identity/contract/invitation.ts'
import { useInvitedToast } from '#identity/web/members/invited-toast.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { Chip, type Tone } from '#web/ui/marks.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/members/members.module.css'

const tones: Record<Invitation['state'], Tone> = { pending: 'info', expired: 'warn', accepted: 'ok', revoked: 'plain' }

export function InvitationList({ onInvite }: { onInvite: (() => void) | undefined }) {
  const t = useT()
  const { data, error, refetch } = useApi(listInvitations, {})
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={5} face={false} />
  if (data.items.length === 0)
    return (
      <EmptyState
        drawing="people"
        title={t('identity.members.no_invitations')}
        hint={t('identity.members.no_invitations_hint')}
        actions={
          onInvite && (
            <Button variant="default" onClick={onInvite}>
              {t('identity.members.invite')}
            </Button>
          )
        }
      />
    )
  return (
    <div className={s.rows}>
      {data.items.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} mayChange={onInvite !== undefined} />
      ))}
    </div>
  )
}

function InvitationRow({ invitation, mayChange }: { invitation: Invitation; mayChange: boolean }) {
  const t = useT()
  const format = useFormat()
  const refused = { invalidates: [listInvitations], onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }) }
  const resend = useSend(resendInvitation, { ...refused, onDone: useInvitedToast() })
  const revoke = useSend(revokeInvitation, refused)
  const { id, email, state } = invitation
  const isOpen = state === 'pending' || state === 'expired'
  const by = invitation.invitedByName
  return (
    <div className={s.row}>
      <span>
        <b>{email}</b>
        <small>
          {invitation.roleName} ·{' '}
          {by ? t('identity.members.invited_by', { name: by, day: format.day(invitation.createdAt) }) : format.day(invitation.createdAt)}
        </small>
      </span>
      <Chip tone={tones[state]}>{t(`identity.members.state.${state}`, { day: format.day(invitation.expiresAt) })}</Chip>
      {mayChange && isOpen && (
        <>
          <Button variant="default" loading={resend.sending} onClick={() => void resend.send({ id }).catch(() => {})}>
            {t('identity.members.resend')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            loading={revoke.sending}
            aria-label={t('identity.members.revoke_named', { email })}
            onClick={() => void revoke.send({ id }).catch(() => {})}
          >
            {t('identity.members.revoke')}
          </Button>
        </>
      )}
    </div>
  )
}
