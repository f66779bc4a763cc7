import type { ReactNode } from 'react'
import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { useFormat } from '#web/i18n/i18n.tsx'
import { minorOf, signOf } from '#web/money-input.ts'
import { NumberField } from '#web/ui/number-field.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = {
  label: string
  name?: string
  isLabelHidden?: boolean
  hint?: ReactNode
  error?: ReactNode
  valueMinor: number | null
  currency: string
  onChange: (valueMinor: number | null) => void
  isFocused?: boolean
  isDisabled?: boolean
}

/** An amount as people of the place write it; whole minor units outside. */
export function MoneyField({ label, name, isLabelHidden, hint, error, valueMinor, currency, onChange, isFocused, isDisabled }: Props) {
  const format = useFormat()
  const digits = minorDigits(currency)
  return (
    <NumberField
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      {...(name && { name })}
      description={hint}
      error={error}
      min={0}
      value={valueMinor === null ? '' : valueMinor / 10 ** digits}
      onChange={(value) => onChange(minorOf(value, currency))}
      decimals={digits}
      max={1e10}
      prefix={signOf(format.money, currency)}
      disabled={isDisabled ?? false}
      data-autofocus={isFocused || undefined}
    />
  )
}
