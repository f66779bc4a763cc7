import { NumberInput } from '@mantine/core'
import { useFormat } from '#web/i18n/i18n.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = {
  label: string
  isLabelHidden?: boolean
  hint?: string
  valueMilli: number | null
  isWhole?: boolean
  suffix?: string
  onChange: (valueMilli: number | null) => void
}

/** A quantity as people write it; thousandths outside. */
export function QuantityField({ label, isLabelHidden = false, hint, valueMilli, isWhole = false, suffix, onChange }: Props) {
  const format = useFormat()
  const mark = format.number(1.5).includes(',') ? ',' : '.'
  return (
    <NumberInput
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      {...(hint && { description: hint })}
      value={valueMilli === null ? '' : valueMilli / 1000}
      onChange={(value) => onChange(value === '' ? null : Math.round(Number(value) * 1000))}
      decimalScale={isWhole ? 0 : 3}
      decimalSeparator={mark}
      allowNegative={false}
      max={1_000_000}
      clampBehavior="strict"
      hideControls
      {...(suffix && { suffix: ` ${suffix}` })}
    />
  )
}
