import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { newKey, type HoursDraft } from '#commerce/web/catalogue/product-draft.ts'
import s from '#commerce/web/catalogue/product.module.css'
import { useT } from '#web/i18n/i18n.tsx'

type Props = { hours: readonly HoursDraft[]; isDisabled: boolean; onChange: (hours: HoursDraft[]) => void }

const week = [1, 2, 3, 4, 5, 6, 7]

/** When it is sold: the same hours on some days, as often as needed. None: always. */
export function HoursFields({ hours, isDisabled, onChange }: Props) {
  const t = useT()
  const set = (key: string, change: Partial<HoursDraft>) => onChange(hours.map((one) => (one.key === key ? { ...one, ...change } : one)))
  return (
    <div className={s.hours}>
      {hours.map((one) => (
        <div key={one.key} className={s.hoursRow}>
          <div className={s.days} role="group" aria-label={t('commerce.product.days')}>
            {week.map((day) => {
              const isOn = one.days.includes(day)
              const days = isOn ? one.days.filter((other) => other !== day) : [...one.days, day].toSorted((a, b) => a - b)
              return (
                <button key={day} type="button" aria-pressed={isOn} disabled={isDisabled} onClick={() => set(one.key, { days })}>
                  {t(`commerce.days.${day}`)}
                </button>
              )
            })}
          </div>
          <div className={s.clock}>
            <TextInput
              type="time"
              aria-label={t('commerce.product.from')}
              value={one.from}
              disabled={isDisabled}
              required
              onChange={(event) => set(one.key, { from: event.currentTarget.value })}
            />
            <span>{t('commerce.product.until')}</span>
            <TextInput
              type="time"
              aria-label={t('commerce.product.to')}
              value={one.to === '24:00' ? '00:00' : one.to}
              disabled={isDisabled}
              required
              onChange={(event) => set(one.key, { to: event.currentTarget.value })}
            />
            <ActionIcon
              size={32}
              disabled={isDisabled}
              aria-label={t('commerce.product.remove_hours')}
              onClick={() => onChange(hours.filter(({ key }) => key !== one.key))}
            >
              <IconX size={15} />
            </ActionIcon>
          </div>
        </div>
      ))}
      {!isDisabled && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...hours, { key: newKey(), days: [1, 2, 3, 4, 5], from: '11:30', to: '15:00' }])}
        >
          {t('commerce.product.add_hours')}
        </Button>
      )}
    </div>
  )
}
