import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { disableSecondFactor, getAccount, getSession, renewRecoveryCodes } from '#identity/contract/api.ts'
import { RecoveryCodeList } from '#identity/web/account/recovery-codes.tsx'
import { CodeInput } from '#identity/web/door/second-factor-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'

type Proof = { password: string; code: string }

export function RenewRecoveryCodes({ onDone }: { onDone: () => void }) {
  const t = useT()
  const [codes, setCodes] = useState<readonly string[]>()
  const { send } = useSend(renewRecoveryCodes, { invalidates: [getAccount], onDone: (answer) => setCodes(answer.codes) })
  if (codes) return <RecoveryCodeList codes={codes} onDone={onDone} />
  return <ProofForm submit={t('identity.account.second_factor.renew')} save={send} />
}

export function DisableSecondFactor({ onDone }: { onDone: () => void }) {
  const t = useT()
  const { send } = useSend(disableSecondFactor, { invalidates: [getAccount, getSession], onDone })
  return <ProofForm submit={t('identity.account.second_factor.disable')} save={send} />
}

/** Both things that make the account: what its owner knows and what they hold. */
function ProofForm({ submit, save }: { submit: string; save: (proof: Proof) => Promise<unknown> }) {
  const t = useT()
  const form = useContractForm({ initialValues: { password: '', code: '' }, save })
  return (
    <CheckedForm form={form}>
      <Fields>
        <FormProblem form={form} />
        <PasswordInput
          label={t('identity.fields.current_password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('identity.fields.show_password') }}
          {...form.field('password')}
        />
        <CodeInput autoFocus={false} value={form.getValues().code} onChange={(code) => form.setFieldValue('code', code)} />
      </Fields>
      <FormButtons submit={submit} isSaving={form.isSaving} />
    </CheckedForm>
  )
}
