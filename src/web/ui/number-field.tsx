import { TextInput, type TextInputProps } from '@mantine/core'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import { decimalsOf, parted, readNumber, writtenNumber } from '#web/number-text.ts'
import { useOwnFault } from '#web/ui/own-fault.ts'

type Props = Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'min' | 'max' | 'prefix' | 'type'> & {
  /** Empty is '' or null. */
  value: number | string | null
  /** Told '' when nothing is written; what is no number, or none that can be counted in these decimals, is not told: it would come back rounded. */
  onChange: (value: number | '') => void
  min?: number
  max?: number
  /** As many decimals as may be written; none unless told. */
  decimals?: number
  prefix?: string
  suffix?: string
  /** For fields whose value is used at once, without a form: only what is right is told. */
  isLive?: boolean
}

/** Beyond this thousandths and cents are no longer counted exactly. */
const mostCounted = 1e12

/**
 * A number as people of the place write it. What is typed stays as it was typed, and what is wrong with it is said below:
 * nothing is rounded, cut to a limit or left out in silence.
 */
export function NumberField({ value, onChange, min, max, decimals = 0, prefix = '', suffix = '', isLive, error, ...rest }: Props) {
  const t = useT()
  const format = useFormat()
  const marks = separatorsOf(format.number)
  const known = value === null || value === '' || !Number.isFinite(Number(value)) ? '' : Number(value)
  const told = useRef<number | ''>(known)
  const [typed, setTyped] = useState<string | null>(null)
  const caretFromEnd = useRef<number | null>(null)
  const limits = { min, max, decimals, isRequired: rest.required === true }
  const read = typed === null ? known : typed.trim() === '' ? '' : readNumber(typed, marks)
  // What was given from outside is not for whoever reads it to mend.
  const fault = typed === null && known !== '' ? undefined : faultOf(read, limits)
  const words = fault && t(`kernel.fields.${fault.name}`, { count: fault.count })
  const own = useOwnFault(words)

  // Somebody else gave it another value, as a form that begins anew does: that one counts.
  useEffect(() => {
    if (known !== told.current) setTyped(null)
    told.current = known
  }, [known])

  const take = (text: string) => {
    const written = text.trim() === '' ? '' : readNumber(text, marks)
    setTyped(text)
    own.hush()
    if (written === null || !isCounted(Number(written), decimals) || (isLive && faultOf(written, limits))) return
    told.current = written
    onChange(written)
  }
  const step = (event: KeyboardEvent<HTMLInputElement>) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (!by || read === null || rest.readOnly) return
    event.preventDefault()
    take(writtenNumber(Math.min(max ?? mostCounted, Math.max(min ?? -mostCounted, (read || 0) + by)), marks))
  }
  const plain = known === '' ? '' : writtenNumber(known, marks)
  const shown = typed ?? (plain === '' ? '' : `${prefix}${plain}${suffix}`)

  // The sign goes when something is typed, and marks of thousands come: whoever types stays at the digit where they were.
  useLayoutEffect(() => {
    const input = own.props.ref.current
    if (caretFromEnd.current === null || !input) return
    const at = Math.max(0, input.value.length - caretFromEnd.current)
    input.setSelectionRange(at, at)
    caretFromEnd.current = null
  })
  const write = ({ value: raw, selectionEnd }: HTMLInputElement) => {
    const bare = typed === null ? raw.replace(prefix, '').replace(suffix, '') : raw
    const hadSuffix = typed === null && suffix !== '' && raw.endsWith(suffix)
    caretFromEnd.current = Math.max(0, raw.length - (selectionEnd ?? raw.length) - (hadSuffix ? suffix.length : 0))
    take(parted(bare, typed ?? plain, marks))
  }
  return (
    <TextInput
      {...rest}
      {...own.props}
      inputMode={(min ?? 0) < 0 ? 'text' : decimals > 0 ? 'decimal' : 'numeric'}
      autoComplete="off"
      value={shown}
      error={error || own.said}
      onChange={(event) => write(event.currentTarget)}
      onKeyDown={step}
      onBlur={(event) => {
        if (fault) own.say()
        else setTyped(null)
        rest.onBlur?.(event)
      }}
    />
  )
}

const isCounted = (value: number, decimals: number): boolean => Math.abs(value) <= mostCounted && decimalsOf(value) <= decimals

type Limits = { min: number | undefined; max: number | undefined; decimals: number; isRequired: boolean }

/** The name of the sentence of `kernel.fields`, which the server says of the same, and the number in it. */
function faultOf(read: number | '' | null, { min, max, decimals, isRequired }: Limits): { name: string; count: number } | undefined {
  if (read === '') return isRequired ? { name: 'missing', count: 0 } : undefined
  if (read === null) return { name: 'number', count: 0 }
  if (min !== undefined && read < min) return { name: 'at_least', count: min }
  if (max !== undefined && read > max) return { name: 'at_most', count: max }
  if (Math.abs(read) > mostCounted) return { name: read > 0 ? 'too_big' : 'too_small', count: 0 }
  if (decimalsOf(read) <= decimals) return undefined
  return decimals === 0 ? { name: 'whole', count: 0 } : { name: 'decimals', count: decimals }
}
