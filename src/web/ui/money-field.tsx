import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { useFormat } from '#web/i18n/i18n.tsx'
import { minorOf, separatorsOf, signOf } from '#web/money-input.ts'
import '#web/ui/mantine-forms-css.ts'

type Props = {
  label: string
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
export function MoneyField({ label, isLabelHidden, hint, error, valueMinor, currency, onChange, isFocused, isDisabled }: Props) {
  const format = useFormat()
  const digits = minorDigits(currency)
  return (
    <NumberInput
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      description={hint}
      error={error}
      value={valueMinor === null ? '' : valueMinor / 10 ** digits}
      onChange={(value) => onChange(minorOf(value, currency))}
      decimalScale={digits}
      {...separatorsOf(format.number)}
      allowNegative={false}
      max={1e10}
      clampBehavior="strict"
      prefix={signOf(format.money, currency)}
      hideControls
      disabled={isDisabled ?? false}
      data-autofocus={isFocused || undefined}
    />
  )
}
