import { PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { encode } from 'uqr'
import { confirmSecondFactor, enrolSecondFactor, getAccount, getSession } from '#identity/contract/api.ts'
import type { SecondFactorEnrolment } from '#identity/contract/session.ts'
import { RecoveryCodeList } from '#identity/web/account/recovery-codes.tsx'
import { CodeInput } from '#identity/web/door/second-factor-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import s from '#identity/web/account/account.module.css'

/** Password, picture to scan, first code, recovery codes: only the last step makes it count. */
export function EnrolSecondFactor({ onDone }: { onDone: () => void }) {
  const queryClient = useQueryClient()
  const [enrolment, setEnrolment] = useState<SecondFactorEnrolment>()
  const [codes, setCodes] = useState<readonly string[]>()
  const finish = () => {
    for (const endpoint of [getAccount, getSession]) void queryClient.invalidateQueries({ queryKey: [endpoint.path] })
    onDone()
  }
  if (codes) return <RecoveryCodeList codes={codes} onDone={finish} />
  if (enrolment) return <Scan enrolment={enrolment} onCodes={setCodes} />
  return <AskPassword onEnrolled={setEnrolment} />
}

function AskPassword({ onEnrolled }: { onEnrolled: (enrolment: SecondFactorEnrolment) => void }) {
  const t = useT()
  const { send } = useSend(enrolSecondFactor, { onDone: onEnrolled })
  const form = useContractForm({ initialValues: { password: '' }, save: send })
  return (
    <CheckedForm form={form}>
      <Fields>
        <FormProblem form={form} />
        <PasswordInput
          label={t('identity.fields.current_password')}
          description={t('identity.account.second_factor.why_password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('identity.fields.show_password') }}
          {...form.field('password')}
        />
      </Fields>
      <FormButtons submit={t('identity.setup.next')} isSaving={form.isSaving} />
    </CheckedForm>
  )
}

function Scan({ enrolment, onCodes }: { enrolment: SecondFactorEnrolment; onCodes: (codes: readonly string[]) => void }) {
  const t = useT()
  const { send } = useSend(confirmSecondFactor, { onDone: ({ codes }) => onCodes(codes) })
  const form = useContractForm({ initialValues: { code: '' }, save: send })
  return (
    <CheckedForm form={form}>
      <Fields>
        <FormProblem form={form} />
        <div className={s.qr}>
          <QrCode text={enrolment.uri} label={t('identity.account.second_factor.qr')} />
          <div>
            {t('identity.account.second_factor.scan')}
            <code className={s.secret}>{enrolment.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
          </div>
        </div>
        <CodeInput value={form.getValues().code} onChange={(code) => form.setFieldValue('code', code)} />
      </Fields>
      <FormButtons submit={t('identity.account.second_factor.enable')} isSaving={form.isSaving} />
    </CheckedForm>
  )
}

/** Dark on light whatever the screen looks like: not every reader knows the reverse. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    const { data, size: side } = encode(text, { border: 0 })
    const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    return { path: squares.join(''), size: side }
  }, [text])
  return (
    <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <path d={path} fill="black" />
    </svg>
  )
}
