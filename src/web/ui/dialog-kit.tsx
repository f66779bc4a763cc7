import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import type { Question } from '#web/ui/dialog.ts'
import { askOver } from '#web/ui/question-window.tsx'
import s from '#web/ui/dialog.module.css'

export const ask = async (question: Question): Promise<boolean> =>
  (await askOver<boolean>('question', question.title, (answer) => <Ask question={question} onAnswer={answer} />)) ?? false

function Ask({ question, onAnswer }: { question: Question; onAnswer: (yes: boolean) => void }) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const mayGo = question.typeToConfirm === undefined || typed.trim() === question.typeToConfirm
  return (
    <CheckedForm
      onSubmit={(event) => {
        event.preventDefault()
        if (mayGo) onAnswer(true)
      }}
    >
      {question.text && <div className={s.text}>{question.text}</div>}
      {question.typeToConfirm !== undefined && (
        <TextInput
          className={s.typed}
          label={t('web.confirm.type', { word: question.typeToConfirm })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
      )}
      <div className={s.buttons}>
        <Button variant="default" onClick={() => onAnswer(false)}>
          {question.cancel ?? t('web.action.cancel')}
        </Button>
        <Button
          type="submit"
          color={question.isDangerous ? 'red' : 'brand'}
          disabled={!mayGo}
          data-autofocus={question.typeToConfirm === undefined || undefined}
        >
          {question.confirm}
        </Button>
      </div>
    </CheckedForm>
  )
}
