import { Checkbox, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { createForm, listForms, updateForm } from '#crm/contract/form-api.ts'
import type { Form, FormField } from '#crm/contract/form.ts'
import { useFields } from '#crm/web/contacts/definitions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#crm/web/leads/leads.module.css'

const basics = ['name', 'phone', 'email', 'message'] as const
const askable = new Set(['text', 'number', 'date', 'choice', 'multi-choice', 'boolean', 'link'])

type Values = {
  name: string
  title: string
  intro: string
  button: string
  thanks: string
  redirectUrl: string
  fields: FormField[]
  consentChannel: string
  consentText: string
}
type Props = { form: Form | null; onClose: () => void; onSaved: (form: Form) => void }

/** What a form asks for and says. It wears the colours of the brand by itself. */
export function FormDialog({ form: before, onClose, onSaved }: Props) {
  const t = useT()
  const definitions = useFields().filter((field) => !field.isArchived && askable.has(field.type))
  const creating = useSend(createForm, { invalidates: [listForms], onDone: onSaved })
  const updating = useSend(updateForm, { invalidates: [listForms], onDone: onSaved })
  const label = (key: (typeof basics)[number]): string => t(`crm.forms.fields.${key}`)
  const [consent, ...others] = before?.consents ?? []
  const form = useContractForm<Values>({
    initialValues: {
      name: before?.name ?? '',
      title: before?.texts.title ?? '',
      intro: before?.texts.intro ?? '',
      button: before?.texts.button ?? t('crm.forms.usual_button'),
      thanks: before?.texts.thanks ?? t('crm.forms.usual_thanks'),
      redirectUrl: before?.redirectUrl ?? '',
      fields: before?.fields ?? [
        { key: 'name', label: label('name'), isRequired: true },
        { key: 'phone', label: label('phone'), isRequired: true },
        { key: 'message', label: label('message'), isRequired: false },
      ],
      consentChannel: consent?.channel ?? 'whatsapp',
      consentText: consent?.text ?? '',
    },
    validate: {
      name: (name) => (name.trim() === '' ? t('crm.forms.name_missing') : null),
      title: (title) => (title.trim() === '' ? t('crm.forms.title_missing') : null),
      button: (text) => (text.trim() === '' ? t('crm.forms.text_missing') : null),
      thanks: (text) => (text.trim() === '' ? t('crm.forms.text_missing') : null),
      redirectUrl: (url) => (url.trim() !== '' && !/^https?:\/\/[^\s]+\.[^\s]+$/.test(url.trim()) ? t('crm.forms.redirect_wrong') : null),
      fields: (fields) => (fields.some(({ key }) => key === 'phone' || key === 'email') ? null : t('crm.problems.form_needs_identity')),
    },
    save: (values) => {
      const said = values.consentText.trim()
      const input = {
        name: values.name.trim(),
        fields: values.fields,
        texts: { title: values.title.trim(), intro: values.intro.trim(), button: values.button.trim(), thanks: values.thanks.trim() },
        redirectUrl: values.redirectUrl.trim() || null,
        consents: [
          ...(said
            ? [
                {
                  channel: values.consentChannel as 'whatsapp' | 'email',
                  purpose: 'marketing' as const,
                  text: said,
                  isRequired: consent?.isRequired ?? false,
                },
              ]
            : []),
          ...others,
        ],
      }
      return before ? updating.send({ id: before.id, ...input }, { ifMatch: before.version }) : creating.send(input)
    },
  })
  const { fields } = form.getValues()
  const offered = [
    ...basics.map((key) => ({ key: key as string, label: label(key) })),
    ...definitions.map((field) => ({ key: `fields.${field.key}`, label: field.label })),
  ]
  const put = (next: FormField[]): void => form.setFieldValue('fields', next)
  const toggle = (key: string, text: string, isOn: boolean): void =>
    put(isOn ? [...fields, { key, label: text, isRequired: false }] : fields.filter((field) => field.key !== key))

  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={before?.name ?? t('crm.forms.create')}
      size={560}
      submit={before ? t('web.action.save') : t('crm.forms.create')}
      onCancel={onClose}
    >
      <TextInput
        label={t('crm.forms.name')}
        description={t('crm.forms.name_hint')}
        withAsterisk
        aria-required
        maxLength={80}
        data-autofocus
        {...form.field('name')}
      />
      <TextInput label={t('crm.forms.heading')} withAsterisk aria-required maxLength={120} {...form.field('title')} />
      <Textarea label={t('crm.forms.intro')} maxLength={600} autosize minRows={2} {...form.field('intro')} />
      <fieldset className={s.group}>
        <legend>{t('crm.forms.asks')}</legend>
        {offered.map(({ key, label: text }) => {
          const field = fields.find((one) => one.key === key)
          return (
            <div key={key} className={s.fieldRow}>
              <Checkbox label={text} checked={field !== undefined} onChange={(event) => toggle(key, text, event.currentTarget.checked)} />
              {field && (
                <Switch
                  label={t('crm.forms.required')}
                  aria-label={t('crm.forms.required_named', { name: text })}
                  checked={field.isRequired}
                  onChange={(event) => {
                    const isRequired = event.currentTarget.checked
                    put(fields.map((one) => (one.key === key ? { ...one, isRequired } : one)))
                  }}
                />
              )}
            </div>
          )
        })}
        {form.errors['fields'] && (
          <p role="alert" className={s.quiet}>
            {form.errors['fields']}
          </p>
        )}
      </fieldset>
      <Textarea
        label={t('crm.forms.consent')}
        description={t('crm.forms.consent_hint')}
        maxLength={500}
        autosize
        minRows={2}
        {...form.field('consentText')}
      />
      <Select
        label={t('crm.forms.consent_channel')}
        data={['whatsapp', 'email', 'sms', 'phone'].map((value) => ({ value, label: t(`crm.channel.${value}`) }))}
        allowDeselect={false}
        {...form.field('consentChannel')}
      />
      <TextInput label={t('crm.forms.button')} withAsterisk aria-required maxLength={40} {...form.field('button')} />
      <Textarea label={t('crm.forms.thanks')} withAsterisk aria-required maxLength={600} autosize minRows={2} {...form.field('thanks')} />
      <TextInput
        label={t('crm.forms.redirect')}
        description={t('crm.forms.redirect_hint')}
        placeholder="https://"
        maxLength={2000}
        {...form.field('redirectUrl')}
      />
    </DialogForm>
  )
}
