import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { acceptInvitation, previewInvitation } from '#identity/contract/api.ts'
import type { InvitationPreview } from '#identity/contract/invitation.ts'
import { DoorFrame } from '#identity/web/door/door-frame.tsx'
import { useLinkToken } from '#identity/web/door/link-token.ts'
import { LoginForm } from '#identity/web/door/login.page.tsx'
import { NewPasswordInput } from '#identity/web/door/new-password-input.tsx'
import { SecondFactorForm } from '#identity/web/door/second-factor-form.tsx'
import { ApiProblem, call } from '#web/api.ts'
import { enter, leave } from '#web/door.ts'
import { useLocale } from '#web/i18n/locale.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { findSession, sessionQuery } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormProblem, useContractForm } from '#web/ui/form.tsx'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { useQueryClient } from '@tanstack/react-query'
import s from '#identity/web/door/door.module.css'

/** Opened from the letter: who invites, to what, and the shortest way to say yes. */
export function InvitationPage() {
  const t = useT()
  const token = useLinkToken()
  const queryClient = useQueryClient()
  const preview = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call(previewInvitation, { token }),
    retry: false,
    enabled: token !== '',
  })
  const session = useQuery({ queryKey: ['invitation', 'session'], queryFn: () => findSession(queryClient), retry: false })
  const isOver =
    token === '' || (preview.error instanceof ApiProblem && ['identity.link_over', 'kernel.invalid_input'].includes(preview.error.code))

  if (isOver)
    return (
      <DoorFrame title={t('identity.door.link_over.title')} hint={t('identity.door.link_over.invitation')}>
        <div className={s.fields}>
          <Button component={Link} to="/entrar" className={s.send ?? ''} fullWidth>
            {t('identity.door.back_to_login')}
          </Button>
        </div>
      </DoorFrame>
    )
  if (preview.error) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data || session.isPending) return <PageBones />
  const { organizationName, roleName, invitedByName, hasAccount } = preview.data
  const email = session.data?.person.email
  return (
    <DoorFrame
      title={t('identity.door.invitation.title', { organization: organizationName })}
      hint={t(invitedByName ? 'identity.door.invitation.hint_by' : 'identity.door.invitation.hint', {
        inviter: invitedByName ?? '',
        role: roleName,
      })}
    >
      {email === preview.data.email ? (
        <Accept token={token} email={email} />
      ) : email !== undefined ? (
        <OtherAccount own={email} invited={preview.data.email} />
      ) : hasAccount ? (
        <SignInFirst token={token} email={preview.data.email} />
      ) : (
        <NewAccount token={token} preview={preview.data} />
      )}
    </DoorFrame>
  )
}

function Accept({ token, email }: { token: string; email: string }) {
  const t = useT()
  const { send, sending, problem } = useSend(acceptInvitation, { onDone: () => enter('/') })
  return (
    <div className={s.fields}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Button className={s.send ?? ''} loading={sending} fullWidth onClick={() => void send({ token }).catch(() => {})}>
        {t('identity.door.invitation.accept_as', { email })}
      </Button>
    </div>
  )
}

function SignInFirst({ token, email }: { token: string; email: string }) {
  const t = useT()
  const queryClient = useQueryClient()
  const [challenge, setChallenge] = useState<string>()
  const { send, problem } = useSend(acceptInvitation, { onDone: () => enter('/') })
  const accept = () => {
    queryClient.removeQueries({ queryKey: sessionQuery.queryKey })
    void send({ token }).catch(() => {})
  }
  return (
    <>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {challenge === undefined ? (
        <>
          <p className={s.hint}>{t('identity.door.invitation.sign_in')}</p>
          <LoginForm email={email} onDone={accept} onChallenge={setChallenge} />
        </>
      ) : (
        <SecondFactorForm challenge={challenge} onDone={accept} onOver={() => setChallenge(undefined)} />
      )}
    </>
  )
}

function OtherAccount({ own, invited }: { own: string; invited: string }) {
  const t = useT()
  return (
    <div className={s.fields}>
      <Notice tone="warn">{t('identity.door.invitation.other_account', { own, invited })}</Notice>
      <Button variant="default" className={s.send ?? ''} fullWidth onClick={() => void leave()}>
        {t('identity.door.invitation.leave')}
      </Button>
    </div>
  )
}

function NewAccount({ token, preview }: { token: string; preview: InvitationPreview }) {
  const t = useT()
  const [locale] = useLocale()
  const { send } = useSend(acceptInvitation, { onDone: () => enter('/') })
  const form = useContractForm({
    initialValues: { newAccount: { name: '', password: '' } },
    save: ({ newAccount }) => send({ token, newAccount: { ...newAccount, locale } }),
  })
  return (
    <CheckedForm className={s.fields} form={form}>
      <FormProblem form={form} />
      <TextInput label={t('identity.fields.email')} name="email" autoComplete="username" readOnly value={preview.email} />
      <TextInput
        label={t('identity.fields.name')}
        name="name"
        autoComplete="name"
        required
        withAsterisk={false}
        autoFocus
        maxLength={120}
        {...form.field('newAccount.name')}
      />
      <NewPasswordInput label={t('identity.fields.choose_password')} {...form.field('newAccount.password')} />
      <Button type="submit" className={s.send ?? ''} loading={form.isSaving} fullWidth>
        {t('identity.door.invitation.join')}
      </Button>
    </CheckedForm>
  )
}
