import { Button, Select, SegmentedControl, TextInput } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import * as api from '#conversations/contract/template-api.ts'
import { issuesOf } from '#conversations/contract/template-rules.ts'
import { canManageTemplates } from '#conversations/contract/permissions.ts'
import type { Template, TemplateDraft } from '#conversations/contract/template.ts'
import { ButtonFields } from '#conversations/web/templates/button-fields.tsx'
import { HeaderFields } from '#conversations/web/templates/header-fields.tsx'
import { BodyField } from '#conversations/web/templates/body-field.tsx'
import { VariableFields } from '#conversations/web/templates/variable-fields.tsx'
import { shownDesign, TemplateBubble } from '#conversations/web/templates/template-bubble.tsx'
import { languages, useLanguageName } from '#conversations/web/templates/template-marks.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { ApiProblem, type CallOptions, isClash, type Issue } from '#web/api.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { focusFirst } from '#web/ui/first-fault.ts'
import { Fields, FieldRow, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/templates/templates.module.css'

type Values = TemplateDraft
/** What was said no to, and of which parts. */
type Refusal = { text: string; issues: readonly Issue[] }
type Arrival = { refusal?: Refusal | null }
/** Words for a field by its path, once somebody wanted to submit. */
export type Complaint = (path: string) => string | undefined

/** Writes a template beside what the customer will see. What the provider would refuse is said here first. */
export function TemplateEditor({ template, initial }: { template: Template | null; initial: Values }) {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const language = useLanguageName()
  const problemText = useProblemText()
  const [isStrict, setStrict] = useState(false)
  const page = useRef<HTMLFormElement>(null)
  const asksReview = useRef(false)
  // One that was just written comes here with what was said of it.
  const [refusal, setRefusal] = useState<Refusal | null>(useLocation({ select: ({ state }) => (state as Arrival).refusal ?? null }))
  const [uploaded, setUploaded] = useState<Template['headerFile']>(null)
  const { data: accounts } = useApi(api.listTemplateAccounts, {})
  const changed = { invalidates: [api.listTemplates, api.getTemplate], rereads: [api.getTemplate] }
  const creating = useSend(api.createTemplate, { invalidates: [api.listTemplates] })
  const updating = useSend(api.updateTemplate, changed)
  const submitting = useSend(api.submitTemplate, changed)

  const write = async ({ wabaId, ...rest }: Values, begun: CallOptions): Promise<Template> => {
    if (template === null) return creating.send({ wabaId, ...rest })
    return form.isDirty() ? updating.send({ id: template.id, ...rest }, begun) : { ...template, version: begun.ifMatch ?? template.version }
  }
  // Refused or not, by then it is saved.
  const review = async (saved: Template): Promise<{ last: Template; refusal: Refusal | null }> => {
    try {
      const last = await submitting.send({ id: saved.id }, { ifMatch: saved.version })
      void toast({ text: t('conversations.templates.submitted') })
      return { last, refusal: null }
    } catch (error) {
      const issues = error instanceof ApiProblem ? error.issues : []
      const text = isClash(error) ? t('conversations.templates.changed_just_now') : problemText(error)
      // What stands below a field is not said twice.
      return { last: saved, refusal: { text: issues.length > 0 ? t('web.form.fix', { count: issues.length }) : text, issues } }
    }
  }
  const form = useContractForm<Values>({
    version: template?.version,
    initialValues: initial,
    save: async (values, begun) => {
      setRefusal(null)
      const saved = await write(values, begun)
      const reviewed = asksReview.current ? await review(saved) : { last: saved, refusal: null }
      setRefusal(reviewed.refusal)
      const state: Arrival = { refusal: reviewed.refusal }
      if (template === null) void navigate({ to: `/ajustes/plantillas/${saved.id}`, ignoreBlocker: true, state: state as never })
      return reviewed.last
    },
  })
  const values = form.getValues()
  const issues = useMemo(() => issuesOf(values), [values])

  const isOurs = template === null || (template.state === 'draft' && template.change === null)
  const isDirty = form.isDirty()
  // What is typed stays to be looked at when somebody else hands it in meanwhile.
  const isFixed = !may(canManageTemplates) || template?.isFillable === false || (template?.state === 'pending' && !isDirty)
  const isBusy = form.isSaving
  const change = (one: Partial<Values>) => {
    form.setValues({ ...values, ...one })
    setRefusal(null)
  }
  const changeDesign = (one: Partial<Values['design']>) => change({ design: { ...values.design, ...one } })
  const complaint: Complaint = (path) => {
    const found = isStrict && issues.find((issue) => issue.path === path)
    if (found) return t(`conversations.templates.rules.${found.rule}`, found.values)
    return form.errors[path]?.toString() ?? refusal?.issues.find((one) => one.path === path)?.message
  }
  const send = () => {
    setStrict(true)
    asksReview.current = true
    if (issues.length === 0) page.current?.requestSubmit()
    else focusFirst(page.current ?? undefined)
  }
  useEffect(() => {
    if (refusal) focusFirst(page.current ?? undefined)
  }, [refusal])

  const { design } = values
  const fileId = design.header && 'fileId' in design.header ? design.header.fileId : null
  const file = [uploaded, template?.headerFile].find((one) => one?.fileId === fileId) ?? null
  return (
    <CheckedForm ref={page} form={form} className={s.editor}>
      <fieldset className={s.fields} disabled={isFixed}>
        <Fields>
          <FormProblem form={form} />
          {refusal && <Notice tone="bad">{refusal.text}</Notice>}
          {isStrict && issues.length > 0 && <Notice tone="bad">{t('web.form.fix', { count: issues.length })}</Notice>}
          <FieldRow>
            <TextInput
              label={t('conversations.templates.name')}
              description={t('conversations.templates.name_hint')}
              value={values.name}
              disabled={!isOurs}
              maxLength={512}
              autoCapitalize="off"
              error={complaint('name')}
              onChange={(event) => change({ name: nameOf(event.currentTarget.value) })}
            />
            <Select
              label={t('conversations.templates.language')}
              description={'\u00a0'}
              data={[...new Set([...languages, ...(values.language ? [values.language] : [])])].map((value) => ({
                value,
                label: language(value),
              }))}
              value={values.language || null}
              disabled={!isOurs}
              searchable
              error={complaint('language')}
              onChange={(value) => change({ language: value ?? '' })}
            />
          </FieldRow>
          {isOurs && (accounts?.items.length ?? 0) > 1 && (
            <Select
              label={t('conversations.templates.account')}
              data={
                accounts?.items.map(({ wabaId, channels }) => ({ value: wabaId, label: channels.map(({ name }) => name).join(', ') })) ?? []
              }
              value={values.wabaId}
              disabled={template !== null}
              allowDeselect={false}
              onChange={(wabaId) => wabaId && change({ wabaId })}
            />
          )}
          <Select
            label={t('conversations.templates.category')}
            description={t(`conversations.templates.category_hints.${values.category}`)}
            data={(['utility', 'marketing', ...(values.category === 'authentication' ? (['authentication'] as const) : [])] as const).map(
              (value) => ({
                value,
                label: t(`conversations.templates.categories.${value}`),
              }),
            )}
            value={values.category}
            disabled={!isOurs}
            allowDeselect={false}
            onChange={(category) => category && change({ category: category as Values['category'] })}
          />
          <HeaderFields design={design} file={file} complaint={complaint} onChange={changeDesign} onFile={setUploaded} />
          <BodyField design={design} complaint={complaint} onChange={changeDesign} />
          <div className={s.styles}>
            <span id="variable-style">{t('conversations.templates.variable_style')}</span>
            <SegmentedControl
              aria-labelledby="variable-style"
              size="xs"
              disabled={isFixed}
              data={(['positional', 'named'] as const).map((value) => ({ value, label: t(`conversations.templates.styles.${value}`) }))}
              value={design.variables}
              onChange={(variables) => changeDesign({ variables: variables as 'positional' | 'named' })}
            />
          </div>
          <TextInput
            label={t('conversations.templates.footer')}
            description={t('conversations.templates.footer_hint')}
            value={design.footer ?? ''}
            error={complaint('design.footer')}
            onChange={(event) => changeDesign({ footer: event.currentTarget.value || null })}
          />
          <ButtonFields design={design} complaint={complaint} onChange={changeDesign} />
          <VariableFields
            design={design}
            sources={values.sources}
            complaint={complaint}
            onExamples={(examples) => changeDesign({ examples })}
            onSources={(sources) => change({ sources })}
          />
        </Fields>
        {!isFixed && (
          <div className={s.actions}>
            <Button
              type="submit"
              variant="default"
              loading={creating.sending || updating.sending}
              disabled={!isDirty || isBusy}
              onClick={() => (asksReview.current = false)}
            >
              {t(`conversations.templates.${isOurs ? 'save' : 'save_changes'}`)}
            </Button>
            <Button
              loading={submitting.sending}
              disabled={isBusy || (template !== null && !isOurs && !isDirty && template.change === null)}
              onClick={send}
            >
              {t('conversations.templates.submit')}
            </Button>
          </div>
        )}
        {!may(canManageTemplates) && <p className={s.dim}>{t('conversations.templates.only_read')}</p>}
      </fieldset>
      <aside className={s.preview}>
        <h2>{t('conversations.templates.preview')}</h2>
        <div className={s.wall}>
          <div className={s.bubble}>
            <TemplateBubble
              {...shownDesign(design, design.examples, { url: file?.thumbnailUrl ?? file?.url ?? null, name: file?.filename ?? '' })}
            />
          </div>
        </div>
      </aside>
      <UnsavedGuard when={isDirty && !isBusy} />
    </CheckedForm>
  )
}

/** Names become what they may be while they are typed. */
const nameOf = (typed: string): string =>
  typed
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
    .replaceAll(/[^a-z0-9_]/g, '')
