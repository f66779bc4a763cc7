import { Button, Switch, TextInput, Textarea } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { countContacts, listContacts } from '#crm/contract/api.ts'
import { createSegment, getSegment, listSegments, updateSegment } from '#crm/contract/segment-api.ts'
import type { Segment } from '#crm/contract/segment.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { ConditionTree } from '#crm/web/segments/condition-tree.tsx'
import { draftOf, type DraftGroup, emptyGroup, isFull, isWhole, treeOf } from '#crm/web/segments/segment-draft.ts'
import { SegmentMenu } from '#crm/web/segments/segment-menu.tsx'
import { LiveSize, useSizeText } from '#crm/web/segments/segment-size.tsx'
import { useTerms } from '#crm/web/segments/terms.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { focusFirst } from '#web/ui/first-fault.ts'
import { FormButtons, UnsavedGuard } from '#web/ui/form.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'
import s from '#crm/web/segments/segments.module.css'

const overview = '/contactos/segmentos'

export function NewSegmentPage() {
  const t = useT()
  useTitle(t('crm.segment.new'))
  return <Editor segment={null} />
}

export function SegmentPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const t = useT()
  const { data, error, refetch } = useApi(getSegment, { id })
  useTitle(data?.name ?? t('crm.segment.title'))
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!data) return <PageBones />
  return <Editor key={data.id} segment={data} />
}

type Written = { name: string; description: string; draft: DraftGroup | null }

/** Name and conditions of a segment, or name and size of a list. What others save meanwhile does not move what is being written. */
function Editor({ segment }: { segment: Segment | null }) {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const sizeText = useSizeText()
  const problemText = useProblemText()
  const { terms, error: termsError, refetch } = useTerms()
  const [base, setBase] = useState(segment)
  const first = (): Written => ({
    name: segment?.name ?? '',
    description: segment?.description ?? '',
    draft: segment?.kind === 'static' ? null : segment?.conditions ? draftOf(segment.conditions) : emptyGroup(),
  })
  const [written, setWritten] = useState(first)
  const [isTouched, setTouched] = useState(false)
  const [wantsRest, setWantsRest] = useState(false)
  const invalidates = [listSegments, getSegment, listContacts, countContacts]
  const creating = useSend(createSegment, { invalidates })
  const updating = useSend(updateSegment, { invalidates })
  const isSaving = creating.sending || updating.sending
  const problem = creating.error ?? updating.error
  const change = (next: Partial<Written>) => {
    setTouched(true)
    setWritten({ ...written, ...next })
  }
  if (termsError && !terms) return <ErrorState error={termsError} onRetry={refetch} isPage />
  if (!terms) return <PageBones />

  const { name, description, draft } = written
  const tree = draft && treeOf(draft, terms)
  const isReady = !draft || (tree !== null && isWhole(draft, terms))
  const mayWrite = may(canWriteContacts)
  const save = async (page: HTMLElement) => {
    if (name.trim() === '' || !isReady) {
      setWantsRest(true)
      return focusFirst(page)
    }
    const words = { name: name.trim(), description: description.trim() }
    const saved = base
      ? await updating.send({ id: base.id, ...words, ...(tree && { conditions: tree }) }, { ifMatch: base.version })
      : await creating.send({ kind: 'dynamic', ...words, conditions: tree as NonNullable<typeof tree> })
    setTouched(false)
    setWantsRest(false)
    setBase(saved)
    void toast({ text: t('crm.segment.saved', { name: saved.name }) })
    if (!base) setTimeout(() => void navigate({ to: `${overview}/${saved.id}`, replace: true }))
  }
  return (
    <Page
      title={base?.name ?? t('crm.segment.new')}
      hint={base?.kind === 'static' ? t('crm.segment.kind_static') : t('crm.segment.dynamic_hint')}
      back={overview}
      actions={base && <SegmentMenu segment={base} />}
    >
      <CheckedForm
        className={s.editor}
        refusal={problem}
        onSubmit={(event) => {
          event.preventDefault()
          void save(event.currentTarget).catch(() => {})
        }}
      >
        {problem && problem.issues.length === 0 && <Notice tone="bad">{problemText(problem)}</Notice>}
        <fieldset className={s.words} disabled={!mayWrite}>
          <TextInput
            name="name"
            label={t('crm.segment.name')}
            withAsterisk
            aria-required
            maxLength={80}
            value={name}
            error={wantsRest && name.trim() === '' && t('crm.segment.name_missing')}
            autoFocus={!base}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Textarea
            label={t('crm.segment.description')}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={500}
            value={description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
        </fieldset>
        {draft ? (
          <fieldset className={s.conditions} disabled={!mayWrite}>
            <legend>{t('crm.segment.who')}</legend>
            <ConditionTree
              group={draft}
              terms={terms}
              segmentId={base?.id}
              isFull={isFull(draft)}
              wantsRest={wantsRest}
              onChange={(next) => change({ draft: next })}
            />
          </fieldset>
        ) : (
          <Notice tone="plain">{t(base?.isFilling ? 'crm.segment.filling' : 'crm.segment.static_hint')}</Notice>
        )}
        {base && mayWrite && (
          <Switch
            label={t('crm.segment.watch')}
            description={t('crm.segment.watch_hint')}
            checked={base.isWatched}
            disabled={isSaving}
            onChange={(event) =>
              void updating.send({ id: base.id, isWatched: event.currentTarget.checked }, { ifMatch: base.version }).then(setBase, () => {})
            }
          />
        )}
        <div className={s.foot}>
          {draft ? <LiveSize tree={tree} id={base?.id} /> : base && <p className={s.size}>{sizeText(base.size)}</p>}
          {base && (
            <Button variant="default" onClick={() => void navigate({ to: '/contactos', search: { segmento: [base.id] } as never })}>
              {t('crm.segment.see_contacts')}
            </Button>
          )}
        </div>
        {mayWrite && (
          <FormButtons
            submit={t(base ? 'web.action.save' : 'crm.segment.create')}
            isSaving={isSaving}
            isDisabled={base !== null && !isTouched}
            onCancel={() => void navigate({ to: overview })}
          />
        )}
      </CheckedForm>
      <UnsavedGuard when={isTouched && !isSaving} />
    </Page>
  )
}
