import { Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { createUsualPipeline } from '#sales/contract/pipeline-api.ts'
import { canManagePipelines } from '#sales/contract/permissions.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { EditDealDialog, NewDealDialog } from '#sales/web/deals/deal-dialog.tsx'
import { PipelineHeader } from '#sales/web/deals/pipeline-header.tsx'
import { pipelineSearch, type PipelineSearch } from '#sales/web/deals/board-search.ts'
import { views } from '#sales/web/deals/views.ts'
import { askPipelinesAgain } from '#sales/web/deals/deals.live.ts'
import { lastPipeline, rememberPipeline, usePipelines } from '#sales/web/pipelines/pipelines.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useSend } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import s from '#sales/web/deals/board.module.css'

/** A pipeline, looked at in one of several ways. */
export function PipelinePage() {
  const { pipelineId } = useParams({ strict: false }) as { pipelineId?: string }
  const { pipelines, error, refetch } = usePipelines()
  useTopic('sales.pipelines')
  if (!pipelines) return error ? <ErrorState error={error} onRetry={refetch} isPage /> : null
  const wanted = pipelineId ?? lastPipeline()
  const pipeline = pipelines.find(({ id }) => id === wanted) ?? pipelines[0]
  if (!pipeline) return <NoPipeline />
  return <Known key={pipeline.id} pipeline={pipeline} pipelines={pipelines} />
}

export type NewDeal = { stageId?: string }

function Known({ pipeline, pipelines }: { pipeline: Pipeline; pipelines: readonly Pipeline[] }) {
  const navigate = useNavigate()
  const [raw, setSearch] = useSearchState<PipelineSearch & Record<string, unknown>>()
  const search = pipelineSearch(raw)
  const [creating, setCreating] = useState<NewDeal | null>(null)
  const [editingId, setEditing] = useState<string | null>(null)
  useTopic(`sales.pipeline:${pipeline.id}`)
  useTitle(pipeline.name)
  useEffect(() => rememberPipeline(pipeline.id), [pipeline.id])
  const view = views.find(({ value }) => value === (search.vista ?? 'tablero')) ?? views[0]
  const open = useCallback((id: string | undefined) => setSearch({ oportunidad: id }), [setSearch])
  const add = useCallback((stageId?: string) => setCreating(stageId === undefined ? {} : { stageId }), [])
  const View = view?.view
  return (
    <section className={s.page}>
      <PipelineHeader
        pipeline={pipeline}
        pipelines={pipelines}
        search={search}
        onSearch={setSearch}
        onChoose={(id) => void navigate({ to: '/embudos/{-$pipelineId}', params: { pipelineId: id } as never, search: {} as never })}
        onNew={() => add()}
      />
      {View && (
        <Suspense fallback={<PageBones kind="board" />}>
          <View pipeline={pipeline} search={search} openId={search.oportunidad} onOpen={open} onNew={add} onEdit={setEditing} />
        </Suspense>
      )}
      {creating && (
        <NewDealDialog
          start={{ pipelineId: pipeline.id, ...creating }}
          onClose={() => setCreating(null)}
          onDone={(deal) => open(deal.id)}
        />
      )}
      {editingId !== null && <EditDealDialog id={editingId} onClose={() => setEditing(null)} />}
    </section>
  )
}

function NoPipeline() {
  const t = useT()
  const may = useMay()
  const queryClient = useQueryClient()
  const { send, sending } = useSend(createUsualPipeline, { onDone: () => askPipelinesAgain(queryClient) })
  return (
    <EmptyState
      isPage
      title={t('sales.board.none_title')}
      hint={t(may(canManagePipelines) ? 'sales.board.none_hint' : 'sales.board.none_ask')}
      actions={
        may(canManagePipelines) && (
          <Button loading={sending} onClick={() => void send({})}>
            {t('sales.board.make_usual')}
          </Button>
        )
      }
    />
  )
}
