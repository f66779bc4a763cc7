import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons } from '#web/ui/form.tsx'
import { askOver } from '#web/ui/question-window.tsx'

type Question = { title: string; confirm: string; isDangerous?: boolean }

/** Asks why. `undefined` when the person thought better of it. */
export const askReason = (question: Question): Promise<string | undefined> =>
  askOver<string>('reason', question.title, (answer) => <Ask question={question} onAnswer={answer} />)

function Ask({ question, onAnswer }: { question: Question; onAnswer: (reason?: string) => void }) {
  const t = useT()
  const [reason, setReason] = useState('')
  return (
    <CheckedForm
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') onAnswer(reason.trim())
      }}
    >
      <Textarea
        label={t('web.action.why')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={300}
        autosize
        minRows={2}
        data-autofocus
      />
      <FormButtons
        submit={question.confirm}
        isSaving={false}
        isDisabled={reason.trim() === ''}
        onCancel={() => onAnswer()}
        cancel={t('web.action.back')}
        isDangerous={question.isDangerous ?? false}
      />
    </CheckedForm>
  )
}
