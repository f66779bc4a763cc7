import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { requestPasswordReset } from '#identity/contract/api.ts'
import { DoorFrame, useEntrance } from '#identity/web/door/door-frame.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormProblem, useContractForm } from '#web/ui/form.tsx'
import s from '#identity/web/door/door.module.css'

/** Asks for a link to a new password. Whether the address has an account is not said. */
export function ForgotPage() {
  const t = useT()
  const [sentTo, setSentTo] = useState<string>()
  const mailsItself = useEntrance()?.hasMailServer ?? true
  const { send } = useSend(requestPasswordReset, { onDone: (_answer, input) => setSentTo(input.email) })
  const form = useContractForm({ initialValues: { email: '' }, save: send })
  if (sentTo !== undefined)
    return (
      <DoorFrame
        title={t(mailsItself ? 'identity.door.forgot.sent' : 'identity.door.forgot.kept')}
        hint={t(mailsItself ? 'identity.door.forgot.sent_hint' : 'identity.door.forgot.kept_hint', { email: sentTo })}
      >
        <div className={s.fields}>
          <Back />
        </div>
      </DoorFrame>
    )
  return (
    <DoorFrame title={t('identity.door.forgot.title')} hint={t('identity.door.forgot.hint')}>
      <CheckedForm className={s.fields} form={form}>
        <FormProblem form={form} />
        <TextInput
          label={t('identity.fields.email')}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          required
          withAsterisk={false}
          autoFocus
          {...form.field('email')}
        />
        <Button type="submit" className={s.send ?? ''} loading={form.isSaving} fullWidth>
          {t('identity.door.forgot.send')}
        </Button>
        <Back />
      </CheckedForm>
    </DoorFrame>
  )
}

export function Back() {
  const t = useT()
  return (
    <div className={s.aside}>
      <Link to="/entrar">{t('identity.door.back_to_login')}</Link>
    </div>
  )
}
