import { Button, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { createAnswer, listAnswers, removeAnswer, updateAnswer } from '#bots/contract/answer-api.ts'
import type { KnownAnswer } from '#bots/contract/answer.ts'
import { cannedVariables, fillCanned } from '#conversations/contract/canned-text.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { FieldRow, useContractForm } from '#web/ui/form.tsx'
import { SaidText, TextVariables } from '#web/ui/ready-text.tsx'
import { toast } from '#web/ui/toast.ts'
import { FileField } from '#bots/web/files/file-field.tsx'
import '#web/ui/mantine-forms-css.ts'

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** One frequent question: how it is asked, one wording a line, and what is answered. */
export function AnswerDialog({ answer, onClose }: { answer: KnownAnswer | null; onClose: () => void }) {
  const t = useT()
  const { brands, organization } = useSession()
  const options = { invalidates: [listAnswers], onDone: onClose }
  const creating = useSend(createAnswer, options)
  const updating = useSend(updateAnswer, options)
  const removing = useSend(removeAnswer, { ...options, onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const form = useContractForm({
    initialValues: {
      questions: answer?.questions.join('\n') ?? '',
      text: answer?.text ?? '',
      file: answer?.file ?? null,
      category: answer?.category ?? '',
      brandId: answer?.brandId ?? null,
      isActive: answer?.isActive ?? true,
    },
    validate: {
      questions: (value) => {
        const lines = linesOf(value)
        if (lines.length === 0) return t('bots.answers.no_question')
        if (lines.length > 20) return t('bots.answers.too_many')
        return lines.some((line) => line.length > 200) ? t('bots.answers.too_long') : null
      },
      text: (value) => (value.trim() === '' ? t('bots.answers.no_text') : null),
    },
    save: ({ questions, ...rest }) => {
      const input = { ...rest, questions: linesOf(questions) }
      return answer ? updating.send({ id: answer.id, ...input }, { ifMatch: answer.version }) : creating.send(input)
    },
  })
  const values = form.getValues()
  const brand = brands.find(({ id }) => id === values.brandId) ?? brands[0]
  const preview = fillCanned(values.text, {
    clientName: t('bots.away.sample_client'),
    companyName: brand?.name ?? organization?.name ?? '',
  })
  const remove = async () => {
    if (!answer) return
    const isSure = await confirm({
      title: t('bots.answers.remove_title'),
      text: t('bots.answers.remove_text'),
      confirm: t('bots.answers.remove'),
      isDangerous: true,
    })
    if (isSure) await removing.send({ id: answer.id }).catch(() => {})
  }
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={answer ? answer.questions[0] : t('bots.answers.new')}
      size={560}
      submit={answer ? t('web.action.save') : t('bots.answers.create')}
      isDisabled={answer !== null && !form.isDirty()}
      aside={
        <div>
          {answer && (
            <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void remove()}>
              {t('bots.answers.remove')}
            </Button>
          )}
        </div>
      }
    >
      <Textarea
        label={t('bots.answers.questions')}
        description={t('bots.answers.questions_hint')}
        minRows={3}
        maxRows={8}
        data-autofocus
        {...form.field('questions')}
      />
      <div>
        <Textarea label={t('bots.answers.text')} minRows={3} maxRows={10} maxLength={4096} {...form.field('text')} />
        <TextVariables
          label={t('bots.answers.variables')}
          names={cannedVariables.filter((name) => name !== 'agentName')}
          wordOf={(name) => t(`bots.variable.${name}`)}
          onPick={(name) => form.setFieldValue('text', `${values.text}{{${name}}}`)}
        />
      </div>
      <FileField file={values.file} hint={t('bots.answers.file_hint')} onChange={(file) => form.setFieldValue('file', file)} />
      <FieldRow>
        <TextInput
          label={t('bots.answers.category')}
          maxLength={40}
          placeholder={t('bots.answers.category_sample')}
          {...form.field('category')}
        />
        {brands.length > 1 && (
          <Select
            label={t('bots.answers.brand')}
            placeholder={t('bots.answers.every_brand')}
            data={brands.map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            {...form.field('brandId')}
          />
        )}
      </FieldRow>
      <Switch label={t('bots.answers.is_active')} {...form.field('isActive', { type: 'checkbox' })} />
      {preview && <SaidText>{preview}</SaidText>}
    </DialogForm>
  )
}
