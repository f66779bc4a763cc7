import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { businessDays, type DayBounds, isWithin, lifeDays } from '#kernel/contract/day-bounds.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useOwnFault } from '#web/ui/own-fault.ts'
import { useToday } from '#web/ui/time.tsx'

type Props = Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'min' | 'max' | 'type'> & {
  /** `2026-11-21`, with `T14:30` when it has an hour; '' is empty. */
  value: string
  onChange: (value: string) => void
  /** Which years make sense: those of the business unless told. */
  of?: 'business' | 'life'
  hasHour?: boolean
  /** Narrower than the years: not before this day, not after that one. */
  min?: string
  max?: string
  /** For fields whose day is used at once, without a form: only days that make sense are told. */
  isLive?: boolean
}

/** A day, or a day and an hour. Half a date, one that does not exist and one with a mistyped year are said below, in our words. */
export function DateField({ value, onChange, of = 'business', hasHour = false, min, max, isLive, error, ...rest }: Props) {
  const t = useT()
  const format = useFormat()
  const [typed, setTyped] = useState<string | null>(null)
  const [isHalf, setHalf] = useState(false)
  const bounds = of === 'life' ? lifeDays : businessDays
  const today = useToday()
  const shown = typed ?? value
  const words = (day: string): string | undefined => {
    if (day === '') return rest.required ? t('kernel.fields.missing') : undefined
    const fault = faultOf(day, { bounds, of, min, max, today })
    return fault && t(`kernel.fields.${fault.name}`, { day: fault.day ? writtenDay(fault.day, format.region) : '' })
  }
  const own = useOwnFault(isHalf ? t('kernel.fields.moment') : words(shown))
  const hour = hasHour ? 'T00:00' : ''
  return (
    <TextInput
      {...rest}
      {...own.props}
      type={hasHour ? 'datetime-local' : 'date'}
      min={min ?? `${bounds.first}${hour}`}
      max={max ?? `${bounds.last}${hasHour ? 'T23:59' : ''}`}
      value={shown}
      error={error || own.said}
      onInvalid={(event) => {
        setHalf(event.currentTarget.validity.badInput)
        own.say()
      }}
      onChange={({ currentTarget }) => {
        const isRight = words(currentTarget.value) === undefined
        setHalf(false)
        own.hush()
        setTyped(isLive && !isRight ? currentTarget.value : null)
        if (!isLive || isRight) onChange(currentTarget.value)
      }}
      onBlur={(event) => {
        setHalf(event.currentTarget.validity.badInput)
        own.say()
        rest.onBlur?.(event)
      }}
    />
  )
}

type Limits = { bounds: DayBounds; of: 'business' | 'life'; min: string | undefined; max: string | undefined; today: string }

function faultOf(day: string, { bounds, of, min, max, today }: Limits): { name: string; day?: string } | undefined {
  if (!isWithin(day, bounds)) return { name: `${of}_year` }
  if (min !== undefined && day < min) return { name: 'from_day', day: min.slice(0, 10) }
  if (max === undefined || day <= max) return undefined
  return max === today ? { name: 'not_yet' } : { name: 'until_day', day: max.slice(0, 10) }
}

const writtenDay = (day: string, { language, country }: { language: string; country: string }): string =>
  new Intl.DateTimeFormat(`${language}-${country}`, { timeZone: 'UTC' }).format(new Date(day))
