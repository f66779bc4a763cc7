import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useT } from '#web/i18n/i18n.tsx'

/** A password that is being chosen: says what makes it good before anybody has to guess. */
export function NewPasswordInput(props: PasswordInputProps) {
  const t = useT()
  return (
    <PasswordInput
      name="new-password"
      autoComplete="new-password"
      required
      withAsterisk={false}
      maxLength={200}
      description={props.error ? undefined : t('identity.fields.new_password_hint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      visibilityToggleButtonProps={{ 'aria-label': t('identity.fields.show_password') }}
      {...props}
    />
  )
}
