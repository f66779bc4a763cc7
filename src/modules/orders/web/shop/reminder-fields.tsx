import { Select, Switch, TextInput } from '@mantine/core'
import { listTemplates } from '#conversations/contract/template-api.ts'
import { fieldsOf } from '#conversations/contract/template-text.ts'
import { reminderVariables, unknownInReminder } from '#orders/contract/reminder-text.ts'
import type { ShopTerms } from '#orders/contract/shop.ts'
import s from '#orders/web/shop/shop.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { NumberField } from '#web/ui/number-field.tsx'
import { Fields } from '#web/ui/form.tsx'

type Reminder = ShopTerms['reminder']

/** Whether who left their basket is written to, when, and with which template: outside of a conversation there is no other way. */
export function ReminderFields({ reminder, onChange }: { reminder: Reminder; onChange: (reminder: Reminder) => void }) {
  const t = useT()
  const { data } = useApi(listTemplates, { limit: 200 }, { enabled: reminder.isOn })
  const templates = (data?.items ?? []).filter(({ state, isFillable }) => state === 'approved' && isFillable)
  const { template } = reminder
  const chosen = templates.find(({ id }) => id === template?.templateId)
  const choose = (id: string | null) => {
    const design = templates.find((one) => one.id === id)?.design
    const usual = design ? fieldsOf(design).map(({ key }, i) => [key, `{{${reminderVariables[i] ?? 'link'}}}`]) : []
    onChange({ ...reminder, template: id === null ? null : { templateId: id, values: Object.fromEntries(usual) } })
  }
  return (
    <Fields>
      <Switch
        label={t('orders.web_shop.reminder_on')}
        checked={reminder.isOn}
        onChange={(event) => onChange({ ...reminder, isOn: event.currentTarget.checked })}
      />
      {reminder.isOn && (
        <>
          <NumberField
            label={t('orders.web_shop.reminder_after')}
            min={15}
            max={1440}
            suffix=" min"
            value={reminder.afterMinutes}
            required
            withAsterisk={false}
            onChange={(afterMinutes) => afterMinutes !== '' && onChange({ ...reminder, afterMinutes })}
          />
          <Select
            label={t('orders.web_shop.reminder_template')}
            placeholder={t('orders.telling.template_none')}
            data={templates.map(({ id, name, language }) => ({ value: id, label: `${name} · ${language}` }))}
            value={template?.templateId ?? null}
            onChange={choose}
            searchable
          />
          {chosen && <p className={s.preview}>{chosen.design.body}</p>}
          {template &&
            Object.entries(template.values).map(([key, value]) => {
              const [unknown] = unknownInReminder(value)
              return (
                <TextInput
                  key={key}
                  label={t('orders.telling.value', { name: key.replace(/^\w+:/, '') })}
                  description={t('orders.web_shop.reminder_values')}
                  maxLength={300}
                  value={value}
                  error={unknown && t('orders.problems.notice_variable_unknown', { variable: unknown })}
                  onChange={(event) =>
                    onChange({ ...reminder, template: { ...template, values: { ...template.values, [key]: event.currentTarget.value } } })
                  }
                />
              )
            })}
        </>
      )}
    </Fields>
  )
}
