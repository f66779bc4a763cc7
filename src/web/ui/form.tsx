import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { ApiProblem, type CallOptions, isClash, type Issue } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { confirm } from '#web/ui/dialog.ts'
import { focusFirst } from '#web/ui/first-fault.ts'
import { Notice } from '#web/ui/states.tsx'
import s from '#web/ui/form.module.css'

type Values = Record<string, unknown>
type FormInput<V extends Values> = NonNullable<Parameters<typeof useForm<V>>[0]>

export type ContractForm<V extends Values> = ReturnType<typeof useContractForm<V>>

/**
 * A form over a contract: the values are the endpoint's input, and what the server refuses shows under its field in the
 * server's own words. `save` sends (usually `send` of useSend); `validate` is for what should be said before that.
 * `<CheckedForm form={form}>` and `{...form.field('name')}` on each input.
 * `version`, of what the values come from: while nothing is typed the form follows what others save. What is typed stays, and
 * `save` is given it with the version that it was begun with, for `send`: the server tells of theirs.
 */
export function useContractForm<V extends Values>(
  options: FormInput<V> & { initialValues: V; version?: number; save: (values: V, begun: CallOptions) => Promise<unknown> },
) {
  const { save, version, ...rest } = options
  const form = useForm<V>({ mode: 'controlled', validateInputOnBlur: false, ...(rest as FormInput<V>) })
  const [problem, setProblem] = useState<ApiProblem | Error | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [besides, noteFaults] = useState<readonly string[]>([])
  const [begun, begin] = useState({ with: version, shows: version })

  // Where something was taken out of a list the library forgets what was typed there, and answers for the other fields alone.
  const isDirty: typeof form.isDirty = (path) =>
    form.isDirty(path) || (path === undefined && Object.keys(form.getValues()).some((name) => form.isDirty(name as never)))
  // What was wrong with a part of something that is given anew as a whole goes with what was wrong in it.
  const setFieldValue: typeof form.setFieldValue = (path, value, options) => {
    const before = form.getValues()
    form.setFieldValue(path, value, options)
    for (const fault of Object.keys(form.errors))
      if (fault.startsWith(`${String(path)}.`) && valueAt(before, fault) !== valueAt(form.getValues(), fault)) form.clearFieldError(fault)
  }
  const upon: CallOptions = begun.with === undefined ? {} : { ifMatch: begun.with }
  const goOnWith = (saved: unknown) => {
    if (version !== undefined) begin((last) => ({ ...last, with: versionOf(saved) ?? last.with }))
  }
  const follow = () => {
    begin({ with: version, shows: version })
    setProblem(null)
    form.setInitialValues(rest.initialValues)
    form.setValues(rest.initialValues)
    form.resetDirty(rest.initialValues)
  }
  const refused = useRef<HTMLElement>(undefined)
  useEffect(() => {
    // Only now is there something to go to: an answer comes between two frames.
    if (refused.current) focusFirst(refused.current)
    refused.current = undefined
  })
  useEffect(() => {
    if (version !== begun.shows && !isSaving && !isDirty()) follow()
  })

  const submit = async (event?: FormEvent<HTMLFormElement>) => {
    event?.preventDefault()
    const page = event?.currentTarget
    setProblem(null)
    noteFaults([])
    const { hasErrors } = form.validate()
    if (hasErrors) return focusFirst(page)
    setSaving(true)
    try {
      const values = form.getValues()
      const saved = await save(values, upon)
      form.resetDirty(values)
      goOnWith(saved)
    } catch (error) {
      const { byField, others } = issuesByField(error, form.getValues())
      form.setErrors(byField)
      setProblem(others ? (error as Error) : null)
      refused.current = page
    } finally {
      setSaving(false)
    }
  }

  return {
    ...form,
    isDirty,
    setFieldValue,
    problem,
    isSaving,
    /** The fields that a `CheckedForm` that was given this form finds wrong by their attributes. */
    besides,
    noteFaults,
    /** Gives up what is typed for what somebody else saved meanwhile; null when nobody did. */
    takeTheirs: version !== undefined && version > (begun.with ?? 0) ? follow : null,
    submit: (event?: FormEvent<HTMLFormElement>) => void submit(event),
    /** Saves at once something of the same thing that is not typed here: what is typed stays, and is saved upon that. */
    saveApart: (send: (begun: CallOptions) => Promise<unknown>) => {
      setProblem(null)
      void send(upon).then(goOnWith, setProblem)
    },
    /** What is wrong within a value that has fields of its own, by the path inside it; '' is the value itself. */
    errorsWithin: (path: string): Record<string, ReactNode> =>
      Object.fromEntries(
        Object.entries(form.errors).flatMap(([fault, said]) =>
          fault === path ? [['', said]] : fault.startsWith(`${path}.`) ? [[fault.slice(path.length + 1), said]] : [],
        ),
      ),
    /** Props of an input: value, change, error. `type: 'checkbox'` for switches and checkboxes. */
    field: (path: string, kind: { type?: 'input' | 'checkbox' } = {}) =>
      form.getInputProps(path as never, kind) as ReturnType<typeof form.getInputProps> & { value: any },
  }
}

const valueAt = (values: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((place, part) => (place as Values | null | undefined)?.[part], values)

function versionOf(saved: unknown): number | undefined {
  const version = (saved as { version?: unknown } | null | undefined)?.version
  return typeof version === 'number' ? version : undefined
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

type ProblemOf = { problem: Error | null; errors: Record<string, unknown>; besides?: readonly string[]; takeTheirs?: (() => void) | null }

/** What no single field can say: a conflict, no connection, how many fields need a change. */
export function FormProblem({ form }: { form: ProblemOf }) {
  const t = useT()
  const text = useProblemText()
  const count = new Set([...Object.keys(form.errors), ...(form.besides ?? [])]).size
  if (form.problem && isClash(form.problem) && form.takeTheirs) return <ClashNotice problem={text(form.problem)} onTake={form.takeTheirs} />
  if (form.problem) return <Notice tone="bad">{text(form.problem)}</Notice>
  if (count > 1) return <Notice tone="bad">{t('web.form.fix', { count })}</Notice>
  return null
}

/** Somebody else was faster: what is typed stays until the person would rather have theirs. */
export function ClashNotice({ problem, onTake }: { problem: string; onTake: () => void }) {
  const t = useT()
  return (
    <Notice tone="bad">
      {problem}{' '}
      <Button variant="subtle" size="compact-sm" onClick={onTake}>
        {t('web.form.theirs')}
      </Button>
    </Notice>
  )
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

/**
 * Asks before the page is left with unsaved changes: in the application and when the tab is closed. `outlastsTabs`: what is
 * typed is still there when another part of the same page was looked at.
 */
export function UnsavedGuard({ when, outlastsTabs = false }: { when: boolean; outlastsTabs?: boolean }) {
  const t = useT()
  useBlocker({
    shouldBlockFn: async ({ current, next }) =>
      when &&
      !(outlastsTabs && next.pathname === current.pathname) &&
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
