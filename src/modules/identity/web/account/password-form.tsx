import { PasswordInput } from '@mantine/core'
import { changePassword, listSessions } from '#identity/contract/api.ts'
import { NewPasswordInput } from '#identity/web/door/new-password-input.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'

const nothing = { current: '', next: '' }

export function PasswordForm({ email }: { email: string }) {
  const t = useT()
  const { send } = useSend(changePassword, {
    invalidates: [listSessions],
    onDone: () => {
      form.setValues(nothing)
      void toast({ text: t('identity.account.password.done') })
    },
  })
  const form = useContractForm({ initialValues: nothing, save: send })
  return (
    <CheckedForm form={form}>
      <Fields>
        <FormProblem form={form} />
        {/* Password managers file the new password under this name. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label={t('identity.fields.current_password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('identity.fields.show_password') }}
          {...form.field('current')}
        />
        <NewPasswordInput label={t('identity.fields.new_password')} {...form.field('next')} />
      </Fields>
      <FormButtons submit={t('identity.account.password.send')} isSaving={form.isSaving} />
    </CheckedForm>
  )
}
