import { Link, useParams } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { canWriteProposals } from '#sales/contract/permissions.ts'
import { listChangedPrices } from '#sales/contract/proposal-catalogue-api.ts'
import { getProposal, listProposals, previewProposal, updateProposal } from '#sales/contract/proposal-api.ts'
import type { Proposal } from '#sales/contract/proposal.ts'
import { isWritable } from '#sales/contract/proposal-state.ts'
import { listProposalTemplates } from '#sales/contract/proposal-template-api.ts'
import { DocumentEditor } from '#sales/web/proposals/document-editor.tsx'
import { usePriceNotes } from '#sales/web/proposals/changed-prices.tsx'
import { countDraft, draftOf, inputOf, type LineDraft, type ProposalDraft } from '#sales/web/proposals/draft.ts'
import { IssueList } from '#sales/web/proposals/issue-list.tsx'
import { LinesEditor } from '#sales/web/proposals/lines-editor.tsx'
import { Paper } from '#sales/web/proposals/paper.tsx'
import { ProposalActions } from '#sales/web/proposals/proposal-actions.tsx'
import { ProposalFacts } from '#sales/web/proposals/proposal-facts.tsx'
import { ProposalHistory } from '#sales/web/proposals/proposal-history.tsx'
import { proposalPageSearch } from '#sales/web/proposals/proposal-page-search.ts'
import { ProposalStateChip } from '#sales/web/proposals/proposal-state.tsx'
import { SigningPanel } from '#sales/web/signing/signing-panel.tsx'
import { TotalsPanel } from '#sales/web/proposals/totals-panel.tsx'
import { usePreview } from '#web/preview.ts'
import { isClash } from '#web/api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { useTopic } from '#web/live-hooks.ts'
import { separatorsOf } from '#web/money-input.ts'
import { useApi, useSend } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { ClashNotice, UnsavedGuard } from '#web/ui/form.tsx'
import { Page } from '#web/ui/page.tsx'
import { useIsWide } from '#web/ui/screen.ts'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { Tabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/proposals/proposals.module.css'

export function ProposalPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(getProposal, { id })
  useTopic(`sales.proposal:${id}`)
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!data) return <PageBones kind="record" />
  return <ProposalEditor key={id} proposal={data as unknown as Proposal} />
}

type Kept = { version: number; draft: ProposalDraft }

function ProposalEditor({ proposal }: { proposal: Proposal }) {
  const t = useT()
  const marks = separatorsOf(useFormat().number)
  const may = useMay()
  const isWide = useIsWide()
  const text = useProblemText()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const { ver } = proposalPageSearch(raw)
  const [kept, setKept] = useState<Kept>({ version: proposal.version, draft: draftOf(proposal, marks) })
  const [draft, setDraft] = useState(kept.draft)
  const isDirty = draft !== kept.draft
  useTitle(`${proposal.number} · ${proposal.title}`)
  // Somebody else changed it while nothing was being written here.
  if (proposal.version !== kept.version && !isDirty) {
    const next = { version: proposal.version, draft: draftOf(proposal, marks) }
    setKept(next)
    setDraft(next.draft)
  }
  const isEditable = isWritable(proposal.state) && proposal.archivedAt === null && may(canWriteProposals)
  const counted = countDraft(draft, marks)
  const gap = counted.problem ?? (draft.title.trim() === '' ? 'title' : null)
  const saving = useSend(updateProposal, {
    invalidates: [listProposals, getProposal, listChangedPrices],
    rereads: [getProposal],
    onProblem: (problem) => {
      if (!isClash(problem)) void toast({ text: text(problem), tone: 'bad' })
    },
  })
  const isBehind = isClash(saving.error) && proposal.version !== kept.version
  const clash = isEditable ? isBehind && saving.problem : t('sales.editor.left_draft')
  const { data: templates } = useApi(listProposalTemplates, {})
  const input = inputOf(proposal.id, draft, counted)
  const mayPreview = may(canWriteProposals)
  const preview = usePreview(previewProposal, mayPreview && gap === null ? input : null, {
    isKept: true,
  })
  const set = (part: Partial<ProposalDraft>): void => setDraft((last) => ({ ...last, ...part }))
  const takePrice = useCallback(
    (lineId: string, part: Partial<LineDraft>) =>
      setDraft((last) => ({ ...last, lines: last.lines.map((line) => (line.id === lineId ? { ...line, ...part } : line)) })),
    [],
  )
  const notes = usePriceNotes(proposal.id, draft.lines, draft.currency, isEditable ? takePrice : null)

  /** True when what is on screen is what the server has. Who parts with the proposal need not mend it: then what was saved last is enough. */
  const save = async (isParting = false): Promise<boolean> => {
    if (!isDirty || (isParting && (!isEditable || gap !== null))) return true
    if (!isEditable) {
      void toast({ text: t('sales.editor.left_draft'), tone: 'bad' })
      return false
    }
    if (gap !== null) {
      void toast({ text: t(`sales.lines.problem_${gap}`), tone: 'bad' })
      return false
    }
    try {
      const saved = (await saving.send(input as never, { ifMatch: kept.version })) as unknown as Proposal
      const next = { version: saved.version, draft: draftOf(saved, marks) }
      setKept(next)
      setDraft(next.draft)
      return true
    } catch {
      return false
    }
  }

  const paper = preview.answer ? (
    <Paper html={preview.answer.html} css={preview.answer.css} label={t('sales.editor.preview')} />
  ) : (
    <PageBones />
  )
  const choices = [
    { value: 'items' as const, label: t('sales.editor.items'), count: proposal.lines.length },
    { value: 'texto' as const, label: t('sales.editor.text') },
    ...(isWide || !mayPreview ? [] : [{ value: 'vista' as const, label: t('sales.editor.preview') }]),
    ...(proposal.currentVersionNo === null && proposal.state === 'draft'
      ? []
      : [{ value: 'seguimiento' as const, label: t('sales.signing.title') }]),
    { value: 'historial' as const, label: t('sales.editor.history') },
  ]
  const open = choices.some(({ value }) => value === ver) ? ver : 'items'
  const issues = preview.answer?.issues ?? proposal.issues
  return (
    <Page
      title={draft.title || proposal.number}
      hint={
        <span className={s.under}>
          <span className="num">{proposal.number}</span>
          <ProposalStateChip state={proposal.state} />
          <Link to={`/contactos/${proposal.contactId}`}>{proposal.contactName}</Link>
        </span>
      }
      back="/propuestas"
      body="bare"
      actions={<ProposalActions proposal={proposal} isDirty={isDirty} isSaving={saving.sending} onSave={save} />}
    >
      <UnsavedGuard when={isDirty} outlastsTabs />
      <div className={s.sides} data-wide={isWide || undefined}>
        <div className={s.side}>
          <Tabs label={proposal.number} value={open} choices={choices} onChange={(next) => setSearch({ ver: next })}>
            <div className={s.panel}>
              {isDirty && clash && <ClashNotice problem={clash} onTake={() => setDraft(kept.draft)} />}
              {isEditable && issues.length > 0 && <IssueList issues={issues} />}
              {preview.problem && isEditable && <Notice tone="bad">{preview.problem}</Notice>}
              {open === 'items' && (
                <fieldset disabled={!isEditable} className={s.plain}>
                  <ProposalFacts contactId={proposal.contactId} draft={draft} isDisabled={!isEditable} onChange={set} />
                  <LinesEditor
                    lines={draft.lines}
                    read={counted.lines}
                    totals={counted.totals}
                    currency={draft.currency}
                    picking={isEditable ? { proposalId: proposal.id, includesTax: draft.includesTax } : undefined}
                    notes={notes}
                    onChange={(change) => setDraft((last) => ({ ...last, lines: change(last.lines) }))}
                  />
                  <TotalsPanel draft={draft} counted={counted} isDisabled={!isEditable} onChange={set} />
                </fieldset>
              )}
              {open === 'texto' && (
                <DocumentEditor
                  document={draft.document}
                  isDisabled={!isEditable}
                  includable={(templates?.items ?? []).filter(({ isArchived }) => !isArchived)}
                  onChange={(document) => set({ document })}
                />
              )}
              {open === 'vista' && paper}
              {open === 'seguimiento' && <SigningPanel proposal={proposal} />}
              {open === 'historial' && <ProposalHistory proposal={proposal} />}
            </div>
          </Tabs>
        </div>
        {isWide && mayPreview && <aside className={s.aside}>{paper}</aside>}
      </div>
    </Page>
  )
}
