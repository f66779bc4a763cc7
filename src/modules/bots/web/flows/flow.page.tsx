import { useParams } from '@tanstack/react-router'
import { Suspense, useMemo, useState } from 'react'
import { getFlow, listActions } from '#bots/contract/flow-api.ts'
import { faultsOf, type Fault } from '#bots/contract/flow-check.ts'
import type { NodeKind } from '#bots/contract/flow.ts'
import type { Flow } from '#bots/contract/flows.ts'
import { canManageBots } from '#bots/contract/permissions.ts'
import { CheckList } from '#bots/web/flows/check-list.tsx'
import { useDraft } from '#bots/web/flows/draft.ts'
import { FlowActions } from '#bots/web/flows/flow-actions.tsx'
import { NodeForm } from '#bots/web/flows/node-form.tsx'
import { NodeList } from '#bots/web/flows/node-list.tsx'
import { wordsOfAction } from '#bots/web/flows/action-fields.tsx'
import { blankNode, nodeSize } from '#bots/web/flows/nodes.ts'
import { Palette } from '#bots/web/flows/palette.tsx'
import { SettingsForm } from '#bots/web/flows/settings-form.tsx'
import { TestPhone } from '#bots/web/flows/test-phone.tsx'
import { VersionList } from '#bots/web/flows/version-list.tsx'
import { listTeams } from '#identity/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { latePart } from '#web/late-part.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { Page } from '#web/ui/page.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#bots/web/flows/flows.module.css'
import p from '#bots/web/flows/parts.module.css'

const Canvas = latePart(() => import('#bots/web/flows/canvas.tsx').then((file) => file.Canvas))

export function FlowPage() {
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useApi(getFlow, { id })
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!data) return <PageBones kind="board" />
  return <Editor key={id} flow={data} />
}

type Part = 'node' | 'test' | 'check' | 'settings' | 'versions'
type View = 'board' | 'list'

function Editor({ flow }: { flow: Flow }) {
  const t = useT()
  const isPhone = useIsPhone()
  const isFixed = !useMay()(canManageBots) || isPhone
  const draft = useDraft(flow, isFixed)
  const { document } = draft
  const [selectedId, setSelectedId] = useState<string | null>(null)
  const [part, setPart] = useState<Part>('test')
  const [view, setView] = useState<View>(isPhone ? 'list' : 'board')
  const [liveId, setLiveId] = useState<string | null>(null)
  const faults = useFaults(document)
  const faultsById = useMemo(() => Map.groupBy(faults, ({ nodeId }) => nodeId ?? ''), [faults])
  const countById = useMemo(() => new Map([...faultsById].map(([id, list]) => [id, list.length])), [faultsById])
  const selected = document.nodes.find(({ id }) => id === selectedId)
  useTitle(flow.name)

  const select = (id: string | null) => {
    setSelectedId(id)
    if (id !== null) setPart('node')
  }
  const add = (kind: NodeKind, action?: string) => {
    const lowest = Math.max(0, ...document.nodes.map(({ y }) => y))
    const beside = selected ?? document.nodes.at(-1)
    const blank = blankNode(kind, beside ? { x: beside.x + nodeSize.width + 40, y: selected ? beside.y : lowest } : { x: 0, y: 0 })
    const node = action && blank.kind === 'action' ? { ...blank, action, name: t(`${wordsOfAction(action)}.title`) } : blank
    draft.change((before) => ({ ...before, start: before.start ?? node.id, nodes: [...before.nodes, node] }))
    select(node.id)
  }

  const parts: { value: Part; label: string; count?: number }[] = [
    ...(isPhone ? [] : [{ value: 'node' as const, label: t('bots.editor.parts.node') }]),
    { value: 'test', label: t('bots.editor.parts.test') },
    { value: 'check', label: t('bots.editor.parts.check'), ...(faults.length > 0 && { count: faults.length }) },
    { value: 'settings', label: t('bots.editor.parts.settings') },
    { value: 'versions', label: t('bots.editor.parts.versions') },
  ]
  const aside = (
    <div className={s.aside}>
      <div className={s.parts}>
        <SegmentedTabs label={t('bots.editor.parts.label')} value={part} choices={parts} onChange={setPart} fullWidth />
      </div>
      <div className={s.part}>
        {part === 'test' && <TestPhone flowId={flow.id} draft={draft} onAt={setLiveId} />}
        {part === 'node' &&
          (selected ? (
            <NodeForm
              key={selected.id}
              node={selected}
              draft={draft}
              faults={faultsById.get(selected.id) ?? []}
              onGone={() => select(null)}
            />
          ) : (
            <p className={p.allGood}>{t('bots.editor.choose_node')}</p>
          ))}
        {part === 'check' && <CheckList document={document} faults={faults} onGo={select} />}
        {part === 'settings' && <SettingsForm flow={flow} draft={draft} isFixed={isFixed} />}
        {part === 'versions' && <VersionList flow={flow} isFixed={isFixed} onTaken={(answer) => draft.take(answer, true)} />}
      </div>
    </div>
  )
  return (
    <Page
      title={flow.name}
      back="/bots"
      body="bare"
      actions={
        <FlowActions
          flow={flow}
          draft={draft}
          graveCount={faults.filter(({ isGrave }) => isGrave).length}
          isFixed={isFixed}
          onCheck={() => setPart('check')}
        />
      }
    >
      {draft.state === 'overtaken' && (
        <Notice
          tone="warn"
          action={
            <button type="button" className={s.reload} onClick={() => window.location.reload()}>
              {t('bots.editor.reload')}
            </button>
          }
        >
          {t('bots.editor.overtaken')}
        </Notice>
      )}
      <div className={s.editor} data-phone={isPhone || undefined}>
        {!isPhone && (
          <div className={s.left}>
            <SegmentedTabs
              label={t('bots.editor.view')}
              value={view}
              choices={[
                { value: 'board', label: t('bots.editor.board') },
                { value: 'list', label: t('bots.editor.list') },
              ]}
              onChange={setView}
              fullWidth
            />
            {!isFixed && <Palette onAdd={add} />}
          </div>
        )}
        <div className={s.middle}>
          {view === 'list' || isPhone ? (
            <NodeList document={document} selectedId={selectedId} faultsById={countById} onSelect={isPhone ? () => {} : select} />
          ) : (
            <Suspense fallback={<PageBones kind="board" />}>
              <Canvas draft={draft} selectedId={selectedId} onSelect={select} faultsById={countById} liveId={liveId} isFixed={isFixed} />
            </Suspense>
          )}
        </div>
        {aside}
      </div>
    </Page>
  )
}

function useFaults(document: Flow['draft']): Fault[] {
  const { data: actions } = useApi(listActions, {})
  const { data: teams } = useApi(listTeams, {})
  return useMemo(() => {
    if (!actions || !teams) return faultsOf(document)
    const required = (fields: readonly { name: string; isRequired: boolean }[]) =>
      fields.flatMap(({ name, isRequired }) => (isRequired ? [name] : []))
    return faultsOf(document, {
      actions: new Map(actions.items.map(({ code, fields }) => [code, { required: required(fields) }])),
      teamIds: new Set(teams.items.map(({ id }) => id)),
    })
  }, [document, actions, teams])
}
