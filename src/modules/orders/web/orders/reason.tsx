import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { putLayer, removeLayer } from '#web/ui/floor.ts'
import { Fields } from '#web/ui/form.tsx'
import s from '#orders/web/orders/orders.module.css'

type Question = { title: string; confirm: string }

/** Asks why. `undefined` when the person thought better of it. */
export const askReason = (question: Question): Promise<string | undefined> =>
  new Promise((resolve) => putLayer('order-reason', () => <Ask question={question} onAnswer={resolve} />))

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
      onExitTransitionEnd={() => removeLayer('order-reason')}
      title={question.title}
      size={420}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') answer(reason.trim())
        }}
      >
        <Fields>
          <Textarea
            label={t('orders.steps.why')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={300}
            autosize
            minRows={2}
            data-autofocus
          />
          <div className={s.foot}>
            <Button variant="default" onClick={() => answer(undefined)}>
              {t('web.action.back')}
            </Button>
            <Button type="submit" color="red" disabled={reason.trim() === ''}>
              {question.confirm}
            </Button>
          </div>
        </Fields>
      </form>
    </Modal>
  )
}
