import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import { reminderVariables, unknownInReminder } from '#orders/contract/reminder-text.ts'
import type { ShopTerms } from '#orders/contract/shop.ts'
import { OrderTemplate } from '#orders/web/telling/order-template.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Fields } from '#web/ui/form.tsx'

type Reminder = ShopTerms['reminder']
type Props = { reminder: Reminder; errors: Readonly<Record<string, ReactNode>>; onChange: (reminder: Reminder) => void }

/** Whether who left their basket is written to, when, and with which template: outside of a conversation there is no other way. */
export function ReminderFields({ reminder, errors, onChange }: Props) {
  const t = useT()
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
          <OrderTemplate
            label={t('orders.web_shop.reminder_template')}
            value={reminder.template}
            variables={reminderVariables}
            unknownIn={unknownInReminder}
            errors={errors}
            onChange={(template) => onChange({ ...reminder, template })}
          />
        </>
      )}
    </Fields>
  )
}
