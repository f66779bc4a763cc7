import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ApiProblem, type Issue } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Notice } from '#web/ui/states.tsx'
import s from '#web/ui/form.module.css'

type Values = Record<string, unknown>
type FormInput<V extends Values> = NonNullable<Parameters<typeof useForm<V>>[0]>

export type ContractForm<V extends Values> = ReturnType<typeof useContractForm<V>>

/**
 * A form over a contract: the values are the endpoint's input, and what the server refuses shows under its field in the
 * server's own words. `save` sends (usually `send` of useSend); `validate` is for what should be said before that.
 * `<CheckedForm onSubmit={form.submit}>` and `{...form.field('name')}` on each input.
 */
export function useContractForm<V extends Values>(options: FormInput<V> & { initialValues: V; save: (values: V) => Promise<unknown> }) {
  const { save, ...rest } = options
  const form = useForm<V>({ mode: 'controlled', validateInputOnBlur: false, ...(rest as FormInput<V>) })
  const [problem, setProblem] = useState<ApiProblem | Error | null>(null)
  const [isSaving, setSaving] = useState(false)

  const submit = async (event?: FormEvent<HTMLFormElement>) => {
    event?.preventDefault()
    const page = event?.currentTarget
    setProblem(null)
    const { hasErrors } = form.validate()
    if (hasErrors) return focusFirst(page)
    setSaving(true)
    try {
      const values = form.getValues()
      await save(values)
      form.resetDirty(values)
    } catch (error) {
      const { byField, others } = issuesByField(error, form.getValues())
      form.setErrors(byField)
      setProblem(others ? (error as Error) : null)
      focusFirst(page)
    } finally {
      setSaving(false)
    }
  }

  return {
    ...form,
    problem,
    isSaving,
    submit: (event?: FormEvent<HTMLFormElement>) => void submit(event),
    /** Props of an input: value, change, error. `type: 'checkbox'` for switches and checkboxes. */
    field: (path: string, kind: { type?: 'input' | 'checkbox' } = {}) =>
      form.getInputProps(path as never, kind) as ReturnType<typeof form.getInputProps> & { value: any },
  }
}

/** Waits for the messages to be drawn, then goes to the first field that has one, or to words that stand below no field. */
function focusFirst(page: HTMLElement | undefined) {
  requestAnimationFrame(() => {
    const field = page?.querySelector<HTMLElement>(':is(input, textarea, select, button, [tabindex])[aria-invalid=true]')
    if (field) field.focus()
    else page?.querySelector('[role=alert]')?.scrollIntoView({ block: 'center' })
  })
}

/** Issues that belong to a field of these values, and whether something is left to say above the form. */
export function issuesByField(error: unknown, values: Values): { byField: Record<string, string>; others: boolean } {
  if (!(error instanceof ApiProblem)) return { byField: {}, others: true }
  const byField: Record<string, string> = {}
  const homeless: Issue[] = []
  for (const issue of error.issues) {
    const field = longestField(issue.path, values)
    if (field === undefined) homeless.push(issue)
    else byField[field] ??= issue.message
  }
  return { byField, others: Object.keys(byField).length === 0 || homeless.length > 0 }
}

/** `address.city.0` belongs to `address.city` when the form knows that one. */
function longestField(path: string, values: Values): string | undefined {
  const parts = path.split('.')
  for (let length = parts.length; length > 0; length--) {
    const field = parts.slice(0, length)
    let place: unknown = values
    let isKnown = true
    for (const part of field) {
      if (typeof place !== 'object' || place === null || !(part in place)) {
        isKnown = false
        break
      }
      place = (place as Values)[part]
    }
    if (isKnown) return field.join('.')
  }
  return undefined
}

/** What no single field can say: a conflict, no connection, how many fields need a change. */
export function FormProblem({ form }: { form: { problem: Error | null; errors: Record<string, unknown> } }) {
  const t = useT()
  const text = useProblemText()
  const count = Object.keys(form.errors).length
  if (form.problem) return <Notice tone="bad">{text(form.problem)}</Notice>
  if (count > 1) return <Notice tone="bad">{t('web.form.fix', { count })}</Notice>
  return null
}

type ButtonsProps = {
  submit: string
  isSaving: boolean
  onCancel?: () => void
  cancel?: string
  isDisabled?: boolean
  isDangerous?: boolean
  aside?: ReactNode
}

/** The foot of a form: cancel and the one filled button. */
export function FormButtons({ submit, isSaving, onCancel, cancel, isDisabled, isDangerous, aside }: ButtonsProps) {
  const t = useT()
  return (
    <div className={s.buttons}>
      {aside}
      {onCancel && (
        <Button variant="default" onClick={onCancel}>
          {cancel ?? t('web.action.cancel')}
        </Button>
      )}
      <Button type="submit" loading={isSaving} disabled={isDisabled ?? false} {...(isDangerous && { color: 'red' })}>
        {submit}
      </Button>
    </div>
  )
}

/** Fields below each other. */
export const Fields = ({ children }: { children: ReactNode }) => <div className={s.fields}>{children}</div>
/** Fields beside each other where there is room. */
export const FieldRow = ({ children }: { children: ReactNode }) => <div className={s.row}>{children}</div>

/** Asks before the page is left with unsaved changes: in the application and when the tab is closed. */
export function UnsavedGuard({ when }: { when: boolean }) {
  const t = useT()
  useBlocker({
    shouldBlockFn: async () =>
      when &&
      !(await confirm({
        title: t('web.form.unsaved_title'),
        text: t('web.form.unsaved'),
        confirm: t('web.form.leave'),
        cancel: t('web.form.stay'),
        isDangerous: true,
      })),
    enableBeforeUnload: when,
  })
  return null
}
