import { Input } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { type ComponentProps, type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { ApiProblem } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { focusFirst } from '#web/ui/first-fault.ts'
import s from '#web/ui/form.module.css'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Faults = ReadonlyMap<Control, string>

const none: Faults = new Map()
const isControl = (element: Element): element is Control => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)

/** Blanks alone are nothing, but in a password. */
const isBlank = ({ type, required, value }: Control): boolean => required && type !== 'password' && /^\s+$/.test(value)

/** What `form.field` of useContractForm calls it; another field is itself alone. */
const pathOf = (control: Control): string => control.dataset['path'] ?? control.id

type Props = ComponentProps<'form'> & {
  refusal?: ApiProblem | null
  form?: {
    submit: (event?: FormEvent<HTMLFormElement>) => void
    validate: () => unknown
    errors: Record<string, unknown>
    noteFaults: (fields: readonly string[]) => void
  }
}

/**
 * The `<form>` of every page and dialog. The browser's own bubbles never show: what a field's attributes ask for (`required`,
 * `type`, `minLength`) is said below the field in the person's language, and `onSubmit` is called when nothing of it is left.
 * A field with `data-says-itself` has been told by its `invalid` event, and words what is wrong itself. What the server
 * refuses (`refusal`, the `error` of useSend) stands below the field whose `name` it is about. `form`, of useContractForm,
 * takes the place of `onSubmit` where that one finds faults as well: both are said in one round, and of a field that both
 * find wrong what that one says.
 */
export function CheckedForm({ ref, onSubmit, form: contract, refusal, ...rest }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const both = useMergedRef(form, ref)
  const refused = useRef<readonly Control[]>([])
  const [faults, setFaults] = useState(none)
  const wordsFor = useFaultWords()

  useEffect(() => {
    const told = refusal?.issues.map(({ path, message }) => [form.current?.elements.namedItem(path), message] as const) ?? []
    const refused = told.filter((one): one is [Control, string] => one[0] instanceof Element && isControl(one[0]))
    if (refused.length > 0) setFaults(new Map(refused))
    refused[0]?.[0].focus()
  }, [refusal])

  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    // React lets the submit of a dialog rise to the form that it was opened from.
    if (event.target !== event.currentTarget) return
    const wrong = [...event.currentTarget.elements].filter(isControl).filter((control) => !control.checkValidity() || isBlank(control))
    setFaults(new Map(wrong.filter((control) => !('saysItself' in control.dataset)).map((control) => [control, wordsFor(control)])))
    refused.current = wrong
    if (wrong.length === 0) return (contract?.submit ?? onSubmit)?.(event as never)
    event.preventDefault()
    if (!contract) return wrong[0]?.focus()
    contract.validate()
    contract.noteFaults(wrong.map(pathOf))
    focusFirst(event.currentTarget)
  }

  const handleInput = ({ target }: FormEvent<HTMLFormElement>) => {
    // A field that words its faults itself knows only after this whether it is mended.
    if (refused.current.length > 0)
      requestAnimationFrame(() =>
        contract?.noteFaults(refused.current.filter((control) => !control.validity.valid || isBlank(control)).map(pathOf)),
      )
    setFaults((last) => (last.has(target as Control & EventTarget) ? new Map([...last].filter(([control]) => control !== target)) : last))
  }

  return (
    <form {...rest} ref={both} noValidate onSubmit={handleSubmit} onInput={handleInput}>
      {rest.children}
      {[...faults].map(([control, words], at) => !contract?.errors[pathOf(control)] && <Fault key={at} control={control} words={words} />)}
    </form>
  )
}

/** The sentence below a field, and the field marked as what it is about: the field itself knows nothing of it. */
function Fault({ control, words }: { control: Control; words: string }) {
  const id = useId()
  useEffect(() => {
    const frames = [control.closest('.mantine-Input-wrapper'), control.closest('.mantine-Input-input')]
    const described = control.getAttribute('aria-describedby') ?? ''
    control.setAttribute('aria-invalid', 'true')
    control.setAttribute('aria-describedby', `${described} ${id}`.trim())
    for (const frame of frames) frame?.setAttribute('data-error', 'true')
    return () => {
      control.removeAttribute('aria-invalid')
      control.setAttribute('aria-describedby', described)
      for (const frame of frames) frame?.removeAttribute('data-error')
    }
  }, [control, id])
  const place = control.closest('.mantine-InputWrapper-root') ?? control.parentElement
  const error = (
    <Input.Error id={id} className={s.fault}>
      {words}
    </Input.Error>
  )
  return place && createPortal(error, place)
}

/** The server's words for the same faults, so that both sides say one thing. */
function useFaultWords(): (control: Control) => string {
  const t = useT()
  return (control) => {
    const { validity, type } = control
    if (validity.customError) return control.validationMessage
    if (validity.valueMissing || isBlank(control)) return t('kernel.fields.missing')
    if (validity.tooShort && 'minLength' in control) return t('kernel.fields.too_short', { count: control.minLength })
    if (validity.tooLong && 'maxLength' in control) return t('kernel.fields.too_long', { count: control.maxLength })
    if (type === 'email' || type === 'url') return t(`kernel.fields.${type}`)
    return t(
      validity.badInput && type === 'number'
        ? 'kernel.fields.number'
        : /date|time|month/.test(type)
          ? 'kernel.fields.moment'
          : 'kernel.fields.shape',
    )
  }
}
