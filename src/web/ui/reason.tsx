import { Textarea } from '@mantine/core'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { askOver } from '#web/ui/question-window.tsx'

type Question = {
  title: string
  /** A verb: "Anular". */
  confirm: string
  /** "Volver" when absent. */
  cancel?: string
  /** What is asked for. "Por qué" when absent. */
  label?: string
  /** What becomes of the reason. */
  hint?: string
  isDangerous?: boolean
  /** Characters that the server takes. 300 when absent. */
  most?: number
  /** What is done for this reason; when it is refused the window says why, and what was typed stays. */
  send: (reason: string) => Promise<unknown>
}

/** Asks why, and does it. */
export const askReason = (question: Question): void =>
  void askOver<void>('reason', question.title, (answer) => <Ask question={question} onClose={() => answer()} />)

function Ask({
  question: { confirm, cancel, label, hint, isDangerous = false, most = 300, send },
  onClose,
}: {
  question: Question
  onClose: () => void
}) {
  const t = useT()
  const form = useContractForm<{ reason: string }>({
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() === '' ? t('kernel.fields.missing') : null) },
    save: ({ reason }) => send(reason.trim()).then(onClose),
  })
  return (
    <CheckedForm form={form}>
      <Fields>
        <FormProblem form={form} />
        <Textarea
          label={label ?? t('web.action.why')}
          description={hint}
          withAsterisk
          aria-required
          maxLength={most}
          autosize
          minRows={2}
          data-autofocus
          {...form.field('reason')}
        />
      </Fields>
      <FormButtons
        submit={confirm}
        isSaving={form.isSaving}
        onCancel={onClose}
        cancel={cancel ?? t('web.action.back')}
        isDangerous={isDangerous}
      />
    </CheckedForm>
  )
}
