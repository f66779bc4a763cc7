import { Button, Select, Switch, TextInput } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProposalDocument } from '#sales/contract/proposal-document.ts'
import * as api from '#sales/contract/proposal-template-api.ts'
import type { ProposalTemplate } from '#sales/contract/proposal-template.ts'
import { DocumentEditor } from '#sales/web/proposals/document-editor.tsx'
import { IssueList } from '#sales/web/proposals/issue-list.tsx'
import { Paper } from '#sales/web/proposals/paper.tsx'
import { usePreview } from '#web/preview.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { FieldRow, Fields, UnsavedGuard } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'
import { NumberField } from '#web/ui/number-field.tsx'
import { isFaultless } from '#web/ui/own-fault.ts'
import { Page } from '#web/ui/page.tsx'
import { useIsWide } from '#web/ui/screen.ts'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/proposals/proposals.module.css'

export function TemplatePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(api.getProposalTemplate, { id })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!data) return <PageBones kind="record" />
  return <TemplateEditor key={id} template={data as unknown as ProposalTemplate} />
}

type Draft = { name: string; brandId: string; validityDays: number; includesTax: boolean; document: ProposalDocument }
const draftOf = ({ name, brandId, validityDays, includesTax, document }: ProposalTemplate): Draft => ({
  name,
  brandId,
  validityDays,
  includesTax,
  document,
})

/** A template, and beside it what a proposal made from it would look like. */
function TemplateEditor({ template }: { template: ProposalTemplate }) {
  const t = useT()
  const text = useProblemText()
  const isWide = useIsWide()
  const { brands } = useSession()
  const [kept, setKept] = useState({ version: template.version, draft: draftOf(template) })
  const [draft, setDraft] = useState(kept.draft)
  const [shown, setShown] = useState<'text' | 'preview'>('text')
  const isDirty = draft !== kept.draft
  useTitle(template.name)
  if (template.version !== kept.version && !isDirty) {
    const next = { version: template.version, draft: draftOf(template) }
    setKept(next)
    setDraft(next.draft)
  }
  const saving = useSend(api.updateProposalTemplate, {
    invalidates: [api.listProposalTemplates, api.getProposalTemplate],
    onProblem: (problem) => void toast({ text: text(problem), tone: 'bad' }),
  })
  const { data: templates } = useApi(api.listProposalTemplates, {})
  const preview = usePreview(api.previewProposalTemplate, {
    id: template.id,
    document: draft.document as never,
    brandId: draft.brandId,
    includesTax: draft.includesTax,
  })
  const set = (part: Partial<Draft>): void => setDraft((last) => ({ ...last, ...part }))
  const save = async (): Promise<void> => {
    try {
      const input = { id: template.id, ...draft, name: draft.name.trim() }
      const saved = (await saving.send(input as never, { ifMatch: kept.version })) as unknown as ProposalTemplate
      const next = { version: saved.version, draft: draftOf(saved) }
      setKept(next)
      setDraft(next.draft)
      void toast({ text: t('sales.templates.saved') })
    } catch {
      // Said by `onProblem`; what was typed stays.
    }
  }
  const paper = preview.answer ? (
    <Paper html={preview.answer.html} css={preview.answer.css} label={t('sales.editor.preview')} />
  ) : (
    <PageBones />
  )
  return (
    <Page
      title={draft.name || t('sales.templates.title')}
      back="/ajustes/plantillas-de-propuestas"
      body="bare"
      actions={
        <Button
          disabled={!isDirty || draft.name.trim() === ''}
          loading={saving.sending}
          onClick={({ currentTarget }) => isFaultless(currentTarget.closest('section')) && void save()}
        >
          {t('web.action.save')}
        </Button>
      }
    >
      <UnsavedGuard when={isDirty} />
      <div className={s.sides} data-wide={isWide || undefined}>
        <div className={s.side}>
          <div className={s.panel}>
            {!isWide && (
              <SegmentedTabs
                label={t('sales.templates.title')}
                value={shown}
                choices={[
                  { value: 'text', label: t('sales.editor.text') },
                  { value: 'preview', label: t('sales.editor.preview') },
                ]}
                onChange={setShown}
                fullWidth
              />
            )}
            {preview.problem && <Notice tone="bad">{preview.problem}</Notice>}
            {preview.answer && preview.answer.issues.length > 0 && <IssueList issues={preview.answer.issues} />}
            {!isWide && shown === 'preview' ? (
              paper
            ) : (
              <div className={s.plain}>
                <Fields>
                  <FieldRow>
                    <TextInput
                      label={t('sales.templates.name')}
                      maxLength={80}
                      value={draft.name}
                      error={draft.name.trim() === '' ? t('sales.templates.name_missing') : null}
                      onChange={(event) => set({ name: event.currentTarget.value })}
                    />
                    {brands.length > 1 && (
                      <Select
                        label={t('sales.templates.brand')}
                        data={brands.map(({ id, name }) => ({ value: id, label: name }))}
                        allowDeselect={false}
                        value={draft.brandId}
                        onChange={(brandId) => brandId && set({ brandId })}
                      />
                    )}
                    <NumberField
                      label={t('sales.templates.validity')}
                      min={1}
                      max={365}
                      value={draft.validityDays}
                      isLive
                      required
                      withAsterisk={false}
                      onChange={(days) => days !== '' && set({ validityDays: days })}
                    />
                  </FieldRow>
                  <Switch
                    label={t('sales.lines.includes_tax')}
                    checked={draft.includesTax}
                    onChange={(event) => set({ includesTax: event.currentTarget.checked })}
                  />
                </Fields>
                <DocumentEditor
                  document={draft.document}
                  includable={(templates?.items ?? []).filter(({ isArchived }) => !isArchived)}
                  onChange={(document) => set({ document })}
                />
              </div>
            )}
          </div>
        </div>
        {isWide && <aside className={s.aside}>{paper}</aside>}
      </div>
    </Page>
  )
}
