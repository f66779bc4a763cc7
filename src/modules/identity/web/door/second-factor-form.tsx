import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { answerSecondFactor } from '#identity/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#identity/web/door/door.module.css'

type SecondFactorFormProps = { challenge: string; onDone: () => void; onOver: () => void }

export function SecondFactorForm({ challenge, onDone, onOver }: SecondFactorFormProps) {
  const t = useT()
  const [code, setCode] = useState('')
  const [isRecovery, setRecovery] = useState(false)
  const { send, sending, problem, error } = useSend(answerSecondFactor, { onDone, onProblem: () => setCode('') })
  const isOver = error?.code === 'identity.challenge_over'
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (isOver) onOver()
    else void send({ challenge, code }).catch(() => {})
  }
  return (
    <CheckedForm className={s.fields} onSubmit={handleSubmit}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {!isOver && <CodeInput isRecovery={isRecovery} value={code} onChange={setCode} />}
      <Button type="submit" className={s.send ?? ''} loading={sending} fullWidth>
        {t(isOver ? 'identity.door.second_factor.again' : 'identity.door.second_factor.send')}
      </Button>
      <div className={s.aside}>
        <button type="button" className={s.link} onClick={() => setRecovery(!isRecovery)}>
          {t(isRecovery ? 'identity.door.second_factor.with_app' : 'identity.door.second_factor.with_recovery')}
        </button>
        <button type="button" className={s.link} onClick={onOver}>
          {t('web.action.back')}
        </button>
      </div>
    </CheckedForm>
  )
}

type CodeInputProps = {
  isRecovery?: boolean
  value: string
  onChange: (code: string) => void
  error?: string | undefined
  autoFocus?: boolean
}

/** Six digits of the authenticator, which browsers and telephones know how to fill in; or a recovery code. */
export function CodeInput({ isRecovery = false, value, onChange, error, autoFocus = true }: CodeInputProps) {
  const t = useT()
  return (
    <TextInput
      key={String(isRecovery)}
      label={t(isRecovery ? 'identity.fields.recovery_code' : 'identity.fields.code')}
      name="code"
      autoComplete={isRecovery ? 'off' : 'one-time-code'}
      inputMode={isRecovery ? 'text' : 'numeric'}
      placeholder={isRecovery ? 'xxxxx-xxxxx-xxxxx-xxxxx' : '000 000'}
      required
      withAsterisk={false}
      autoFocus={autoFocus}
      spellCheck={false}
      error={error}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
