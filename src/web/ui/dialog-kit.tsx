import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import type { Question } from '#web/ui/dialog.ts'
import { putLayer, removeLayer } from '#web/ui/floor.ts'
import s from '#web/ui/dialog.module.css'

export function ask(question: Question): Promise<boolean> {
  return new Promise((resolve) => putLayer('question', () => <Ask question={question} onAnswer={resolve} />))
}

function Ask({ question, onAnswer }: { question: Question; onAnswer: (yes: boolean) => void }) {
  const t = useT()
  const [isOpen, setOpen] = useState(true)
  const [typed, setTyped] = useState('')
  const mayGo = question.typeToConfirm === undefined || typed.trim() === question.typeToConfirm
  const answer = (yes: boolean) => {
    onAnswer(yes)
    setOpen(false)
  }
  return (
    <Modal
      opened={isOpen}
      onClose={() => answer(false)}
      onExitTransitionEnd={() => removeLayer('question')}
      title={question.title}
      size={420}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (mayGo) answer(true)
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
          <Button variant="default" onClick={() => answer(false)}>
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
    </Modal>
  )
}
