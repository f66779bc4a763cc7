import type { ReactNode } from 'react'
import { NumberField } from '#web/ui/number-field.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = {
  label: string
  isLabelHidden?: boolean
  hint?: string
  error?: ReactNode
  valueMilli: number | null
  isWhole?: boolean
  suffix?: string
  onChange: (valueMilli: number | null) => void
}

/** A quantity as people write it; thousandths outside. */
export function QuantityField({ label, isLabelHidden = false, hint, error, valueMilli, isWhole = false, suffix, onChange }: Props) {
  return (
    <NumberField
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      {...(hint && { description: hint })}
      error={error}
      min={0}
      value={valueMilli === null ? '' : valueMilli / 1000}
      onChange={(value) => onChange(value === '' ? null : Math.round(Number(value) * 1000))}
      decimals={isWhole ? 0 : 3}
      max={1_000_000}
      {...(suffix && { suffix: ` ${suffix}` })}
    />
  )
}
