import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { useFormat } from '#web/i18n/i18n.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = {
  label: string
  isLabelHidden?: boolean
  hint?: ReactNode
  error?: ReactNode
  valueMinor: number | null
  currency: string
  onChange: (valueMinor: number | null) => void
}

/** An amount as people of the place write it; whole minor units outside. */
export function MoneyField({ label, isLabelHidden = false, hint, error, valueMinor, currency, onChange }: Props) {
  const format = useFormat()
  const digits = minorDigits(currency)
  const mark = format.number(1.5).includes(',') ? ',' : '.'
  return (
    <NumberInput
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      description={hint}
      error={error}
      value={valueMinor === null ? '' : valueMinor / 10 ** digits}
      onChange={(value) => onChange(value === '' ? null : Math.round(Number(value) * 10 ** digits))}
      decimalScale={digits}
      decimalSeparator={mark}
      thousandSeparator={mark === ',' ? '.' : ','}
      allowNegative={false}
      max={1e10}
      prefix="$ "
      hideControls
    />
  )
}
