import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { createCannedReply, deleteCannedReply, listCannedReplies, updateCannedReply } from '#conversations/contract/canned-reply-api.ts'
import type { CannedReply } from '#conversations/contract/canned-reply.ts'
import { cannedVariables, fillCanned, unknownCanned } from '#conversations/contract/canned-text.ts'
import s from '#conversations/web/canned-replies/canned-replies.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import { SaidText, TextVariables } from '#web/ui/ready-text.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

/** One canned reply, with the message as a customer would get it beside it. */
export function CannedReplyDialog({ reply, onClose }: { reply: CannedReply | null; onClose: () => void }) {
  const t = useT()
  const { person, organization, brands } = useSession()
  const field = useRef<HTMLTextAreaElement>(null)
  const options = { invalidates: [listCannedReplies], onDone: onClose }
  const creating = useSend(createCannedReply, options)
  const updating = useSend(updateCannedReply, options)
  const removing = useSend(deleteCannedReply, { ...options, onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const form = useContractForm({
    initialValues: { shortcut: reply?.shortcut ?? '', text: reply?.text ?? '', brandId: reply?.brandId ?? null },
    validate: {
      shortcut: (value) => (/^[\p{L}\p{N}_-]{1,40}$/u.test(value.trim()) ? null : t('conversations.canned.bad_shortcut')),
      text: (value) => {
        const unknown = unknownCanned(value)
        if (unknown.length > 0 && value !== reply?.text)
          return t('conversations.problems.unknown_variables', { names: unknown.map((name) => `{{${name}}}`).join(', ') })
        return value.trim() === '' ? t('conversations.canned.no_text') : null
      },
    },
    save: (values) => (reply ? updating.send({ id: reply.id, ...values }, { ifMatch: reply.version }) : creating.send(values)),
  })
  const values = form.getValues()
  const brand = brands.find(({ id }) => id === values.brandId) ?? brands[0]
  const preview = fillCanned(values.text, {
    clientName: t('conversations.canned.sample_client'),
    agentName: person.name,
    companyName: brand?.name ?? organization?.name ?? '',
  })

  const insert = (name: string) => {
    const input = field.current
    const [from, to] = [input?.selectionStart ?? values.text.length, input?.selectionEnd ?? values.text.length]
    form.setFieldValue('text', `${values.text.slice(0, from)}{{${name}}}${values.text.slice(to)}`)
    const end = from + name.length + 4
    requestAnimationFrame(() => {
      input?.focus()
      input?.setSelectionRange(end, end)
    })
  }
  const remove = async () => {
    if (!reply) return
    const isSure = await confirm({
      title: t('conversations.canned.remove_title', { shortcut: reply.shortcut }),
      text: t('conversations.canned.remove_text'),
      confirm: t('conversations.canned.remove'),
      isDangerous: true,
    })
    if (isSure) await removing.send({ id: reply.id }).catch(() => {})
  }
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={reply ? `/${reply.shortcut}` : t('conversations.canned.new')}
      size={520}
      submit={reply ? t('web.action.save') : t('conversations.canned.create')}
      isDisabled={reply !== null && !form.isDirty()}
      aside={
        <div>
          {reply && (
            <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void remove()}>
              {t('conversations.canned.remove')}
            </Button>
          )}
        </div>
      }
    >
      <TextInput
        label={t('conversations.canned.shortcut')}
        description={t('conversations.canned.shortcut_hint')}
        leftSection={<span className={s.slash}>/</span>}
        leftSectionWidth={26}
        maxLength={40}
        autoCapitalize="off"
        data-autofocus
        {...form.field('shortcut')}
      />
      <div>
        <Textarea ref={field} label={t('conversations.canned.text')} minRows={3} maxRows={10} maxLength={4096} {...form.field('text')} />
        <TextVariables
          label={t('conversations.canned.variables')}
          names={cannedVariables}
          wordOf={(name) => t(`conversations.canned.variable.${name}`)}
          onPick={insert}
        />
      </div>
      {brands.length > 1 && (
        <Select
          label={t('conversations.canned.brand')}
          placeholder={t('conversations.canned.every_brand')}
          data={brands.map(({ id, name }) => ({ value: id, label: name }))}
          clearable
          {...form.field('brandId')}
        />
      )}
      {preview && (
        <figure className={s.preview}>
          <figcaption>{t('conversations.canned.preview')}</figcaption>
          <SaidText>{preview}</SaidText>
        </figure>
      )}
    </DialogForm>
  )
}
