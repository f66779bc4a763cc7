import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { logIn } from '#identity/contract/api.ts'
import { DoorFrame, useEntrance } from '#identity/web/door/door-frame.tsx'
import { SecondFactorForm } from '#identity/web/door/second-factor-form.tsx'
import { enter } from '#web/door.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#identity/web/door/door.module.css'

const destination = (): string | undefined => new URLSearchParams(location.search).get('destino') ?? undefined

const wasPutOut = (): boolean => new URLSearchParams(location.search).get('sesion') === 'cerrada'

/** The door of the house: address and password, then a code where the account asks for one. */
export function LoginPage() {
  const t = useT()
  const navigate = useNavigate()
  const entrance = useEntrance()
  const [challenge, setChallenge] = useState<string>()

  useEffect(() => {
    if (entrance?.needsSetUp) void navigate({ to: '/empezar', replace: true })
  }, [entrance?.needsSetUp, navigate])

  if (challenge !== undefined)
    return (
      <DoorFrame title={t('identity.door.second_factor.title')} hint={t('identity.door.second_factor.hint')}>
        <SecondFactorForm challenge={challenge} onDone={() => enter(destination())} onOver={() => setChallenge(undefined)} />
      </DoorFrame>
    )
  const name = entrance?.face?.name
  return (
    <DoorFrame
      title={name ? t('identity.door.login.title_named', { name }) : t('identity.door.login.title')}
      hint={t(wasPutOut() ? 'identity.door.login.session_over' : 'identity.door.login.hint')}
    >
      <LoginForm onDone={() => enter(destination())} onChallenge={setChallenge} />
    </DoorFrame>
  )
}

type LoginFormProps = { email?: string; onDone: () => void; onChallenge: (challenge: string) => void }

/** Also used where somebody who opened an invitation has to say who they are. */
export function LoginForm({ email: fixedEmail, onDone, onChallenge }: LoginFormProps) {
  const t = useT()
  const [email, setEmail] = useState(fixedEmail ?? '')
  const [password, setPassword] = useState('')
  const { send, sending, problem } = useSend(logIn, {
    onDone: (answer) => (answer.step === 'done' ? onDone() : onChallenge(answer.challenge)),
    onProblem: () => setPassword(''),
  })
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    void send({ email, password }).catch(() => {})
  }
  return (
    <CheckedForm className={s.fields} onSubmit={handleSubmit}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <TextInput
        label={t('identity.fields.email')}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        required
        withAsterisk={false}
        autoFocus={!fixedEmail}
        readOnly={fixedEmail !== undefined}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('identity.fields.password')}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        autoFocus={fixedEmail !== undefined}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('identity.fields.show_password') }}
      />
      <Button type="submit" className={s.send ?? ''} loading={sending} fullWidth>
        {t('identity.door.login.send')}
      </Button>
      <div className={s.aside}>
        <Link to="/entrar/olvide">{t('identity.door.login.forgot')}</Link>
      </div>
    </CheckedForm>
  )
}
