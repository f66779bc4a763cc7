import { Select } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { inUnit, minutesPer, type Unit } from '#conversations/web/sla/target-units.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import s from '#conversations/web/sla/sla.module.css'

type Props = {
  label: string
  minutes: number | null
  isOptional?: boolean
  isReadOnly: boolean
  onChange: (minutes: number | null) => void
}

const units: readonly Unit[] = ['m', 'h', 'd']

/** A number and its unit. Empty where nothing has to be promised. */
export function TargetInput({ label, minutes, isOptional = false, isReadOnly, onChange }: Props) {
  const t = useT()
  const [unit, setUnit] = useState<Unit>(() => (minutes === null ? 'h' : inUnit(minutes).unit))
  // What is given from outside, as when a form follows what others save, is shown in the unit that fits it.
  const told = useRef(minutes)
  const tell = (value: number | null, of: Unit) => {
    const next = value === null ? null : Math.round(value * minutesPer[of])
    if (next === null ? !isOptional : next < 1) return
    told.current = next
    onChange(next)
  }
  useEffect(() => {
    if (minutes !== null && minutes !== told.current) setUnit(inUnit(minutes).unit)
    told.current = minutes
  }, [minutes])
  return (
    <span className={s.target}>
      <NumberField
        size="xs"
        aria-label={label}
        placeholder={isOptional ? t('conversations.sla.no_target') : ''}
        min={isOptional ? 0 : 1}
        max={Math.floor(525_600 / minutesPer[unit])}
        decimals={2}
        required={!isOptional}
        withAsterisk={false}
        readOnly={isReadOnly}
        value={minutes === null ? '' : minutes / minutesPer[unit]}
        onChange={(value) => tell(value === '' || Number(value) === 0 ? null : Number(value), unit)}
      />
      <Select
        size="xs"
        aria-label={t('conversations.sla.unit', { what: label })}
        data={units.map((value) => ({ value, label: t(`conversations.sla.units.${value}`) }))}
        value={unit}
        allowDeselect={false}
        readOnly={isReadOnly}
        onChange={(value) => {
          const next = (value ?? 'm') as Unit
          if (minutes !== null) tell(minutes / minutesPer[unit], next)
          setUnit(next)
        }}
      />
    </span>
  )
}
