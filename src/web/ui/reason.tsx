import { Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { putLayer, removeLayer } from '#web/ui/floor.ts'
import { FormButtons } from '#web/ui/form.tsx'

type Question = { title: string; confirm: string; isDangerous?: boolean }

/** Asks why. `undefined` when the person thought better of it. */
export const askReason = (question: Question): Promise<string | undefined> =>
  new Promise((resolve) => putLayer('reason', () => <Ask question={question} onAnswer={resolve} />))

function Ask({ question, onAnswer }: { question: Question; onAnswer: (reason: string | undefined) => void }) {
  const t = useT()
  const [isOpen, setOpen] = useState(true)
  const [reason, setReason] = useState('')
  const answer = (said: string | undefined) => {
    onAnswer(said)
    setOpen(false)
  }
  return (
    <Modal
      opened={isOpen}
      onClose={() => answer(undefined)}
      onExitTransitionEnd={() => removeLayer('reason')}
      title={question.title}
      size={420}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') answer(reason.trim())
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
          onCancel={() => answer(undefined)}
          cancel={t('web.action.back')}
          isDangerous={question.isDangerous ?? false}
        />
      </CheckedForm>
    </Modal>
  )
}
