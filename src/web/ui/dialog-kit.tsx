import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import type { Question } from '#web/ui/dialog.ts'
import { QuestionWindow } from '#web/ui/question-window.tsx'
import s from '#web/ui/dialog.module.css'

type Props = { question: Question; onAnswer: (yes: boolean) => void; onClose: () => void }

export const QuestionDialog = ({ question, onAnswer, onClose }: Props) => (
  <QuestionWindow<boolean>
    title={question.title}
    draw={(answer) => <Ask question={question} onAnswer={answer} />}
    onAnswer={(yes = false) => onAnswer(yes)}
    onClosed={onClose}
  />
)

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
