import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { confirmPasswordReset } from '#identity/contract/api.ts'
import { DoorFrame } from '#identity/web/door/door-frame.tsx'
import { Back } from '#identity/web/door/forgot.page.tsx'
import { useLinkToken } from '#identity/web/door/link-token.ts'
import { NewPasswordInput } from '#identity/web/door/new-password-input.tsx'
import { CodeInput } from '#identity/web/door/second-factor-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormProblem, useContractForm } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/door/door.module.css'

/** Opened from the letter: a new password, and the second factor where the account has one. */
export function ResetPage() {
  const t = useT()
  const navigate = useNavigate()
  const token = useLinkToken()
  const { send, error } = useSend(confirmPasswordReset, {
    onDone: () => {
      void toast({ text: t('identity.door.reset.done') })
      void navigate({ to: '/entrar' })
    },
  })
  const asksForCode = error?.code === 'identity.second_factor_required' || error?.code === 'identity.wrong_code'
  const form = useContractForm({
    initialValues: { password: '', code: '' },
    save: ({ password, code }) => send({ token, password, ...(code && { code }) }),
  })
  if (token === '' || error?.code === 'identity.link_over')
    return (
      <DoorFrame title={t('identity.door.link_over.title')} hint={t('identity.door.link_over.reset')}>
        <div className={s.fields}>
          <Button component={Link} to="/entrar/olvide" className={s.send ?? ''} fullWidth>
            {t('identity.door.link_over.again')}
          </Button>
          <Back />
        </div>
      </DoorFrame>
    )
  return (
    <DoorFrame title={t('identity.door.reset.title')} hint={t(asksForCode ? 'identity.door.reset.hint_code' : 'identity.door.reset.hint')}>
      <CheckedForm className={s.fields} form={form}>
        {error?.code !== 'identity.second_factor_required' && <FormProblem form={form} />}
        <NewPasswordInput label={t('identity.fields.new_password')} {...form.field('password')} />
        {asksForCode && <CodeInput value={form.getValues().code} onChange={(code) => form.setFieldValue('code', code)} />}
        <Button type="submit" className={s.send ?? ''} loading={form.isSaving} fullWidth>
          {t('identity.door.reset.send')}
        </Button>
        <Back />
      </CheckedForm>
    </DoorFrame>
  )
}
