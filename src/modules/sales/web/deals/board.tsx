import { Button } from '@mantine/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { getBoard } from '#sales/contract/deal-api.ts'
import type { Deal, DealCard } from '#sales/contract/deal.ts'
import { canWriteDeals } from '#sales/contract/permissions.ts'
import { BoardColumn } from '#sales/web/deals/board-column.tsx'
import { columnsOf, isNarrowed, keepSame } from '#sales/web/deals/board-columns.ts'
import { useBoardKeys } from '#sales/web/deals/board-keys.ts'
import { filterOf, noFilters } from '#sales/web/deals/board-search.ts'
import { DealAside } from '#sales/web/deals/deal-aside.tsx'
import { cardOf, type Target, useMoves } from '#sales/web/deals/deal-moves.ts'
import { LostDialog } from '#sales/web/deals/lost-dialog.tsx'
import { MoveBar } from '#sales/web/deals/move-bar.tsx'
import { StageTabs } from '#sales/web/deals/stage-tabs.tsx'
import type { ViewProps } from '#sales/web/deals/views.ts'
import { PipelineFigures } from '#sales/web/figures/pipeline-figures.tsx'
import { useColleagues } from '#sales/web/pipelines/pipelines.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useDragBoard, type Drop } from '#web/ui/drag.ts'
import { Sheet } from '#web/ui/panes.tsx'
import { useSelection } from '#web/ui/selection.tsx'
import { useIsPhone, useIsWide } from '#web/ui/screen.ts'
import { Bone, ErrorState, NoResults, Notice } from '#web/ui/states.tsx'
import s from '#sales/web/deals/board.module.css'

const noCards: readonly DealCard[] = []

/** A column for each stage. Everything of a pipeline is here, so that filters, totals and moves need nobody else. */
export function Board({ pipeline, search, openId, onOpen, onNew, onEdit }: ViewProps) {
  const t = useT()
  const may = useMay()
  const isWide = useIsWide()
  const isPhone = useIsPhone()
  const format = useFormat()
  const now = useMinute()
  const { nameOf } = useNames()
  const [, setSearch] = useSearchState<Record<string, unknown>>()
  // A card that moves is the only one that is other: comparing thousands of them field by field would be felt at every move.
  const { data: board, error, refetch } = useApi(getBoard, { id: pipeline.id }, { staleTime: 5 * 60_000, structuralSharing: false })
  const filterKey = JSON.stringify(filterOf(search))
  const filter = useMemo(() => JSON.parse(filterKey) as ReturnType<typeof filterOf>, [filterKey])
  const cards = board?.cards ?? noCards
  const today = format.dayOf(new Date(now).toISOString())
  const stages = useMemo(
    () => (filter.stages.length === 0 ? pipeline.stages : pipeline.stages.filter(({ id }) => filter.stages.includes(id))),
    [pipeline.stages, filter.stages],
  )
  const selection = useSelection(`${pipeline.id}${filterKey}`)
  const before = useRef<ReadonlyMap<string, readonly DealCard[]>>(new Map())
  const columns = useMemo(
    () => (before.current = keepSame(before.current, columnsOf(cards, pipeline.stages, filter, { now, today }))),
    [cards, pipeline.stages, filter, now, today],
  )
  const mayMove = may(canWriteDeals)
  const moves = useMoves(pipeline, columns, onEdit)
  const byId = useRef(new Map<string, DealCard>())
  byId.current = useMemo(() => new Map(cards.map((card) => [card.id, card])), [cards])
  const latestMove = useRef(moves.move)
  latestMove.current = moves.move

  const boardRef = useDragBoard(({ id, column, afterId, beforeId }: Drop) => {
    const card = byId.current.get(id)
    if (card && mayMove) moves.move(card, { stageId: column, afterId, beforeId })
  })
  const ground = useRef<HTMLElement | null>(null)
  const attach = useCallback(
    (element: HTMLElement | null) => {
      ground.current = element
      return boardRef(element)
    },
    [boardRef],
  )
  const moveTo = useCallback((card: DealCard, stageId: string) => latestMove.current(card, { stageId, afterId: null, beforeId: null }), [])
  const pick = useRef((_id: string, _isRange: boolean) => {})
  pick.current = (id, isRange) =>
    selection.toggle(
      id,
      [...columns.values()].flat().map((card) => card.id),
      isRange,
    )
  const onPick = useCallback((id: string, isRange: boolean) => pick.current(id, isRange), [])
  const wantedId = useBoardKeys(stages, columns, mayMove, moves.move, onPick)

  const shown = useMemo(() => new Set([...columns.values()].flat().map(({ id }) => id)), [columns])

  if (!board) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <BoardBones count={pipeline.stages.length} />
  const isEmpty = [...columns.values()].every((column) => column.length === 0)
  const stepless = pipeline.asksNextStep ? cards.filter((card) => card.closedAt === null && card.nextStep === null).length : 0
  const aside = openId !== undefined && (
    <DealAside
      key={openId}
      id={openId}
      isSheet={!isWide}
      onClose={() => onOpen(undefined)}
      onMove={(deal: Deal, target: Target) => moves.move(cardOf(deal), target)}
    />
  )
  return (
    <>
      <PipelineFigures pipelineId={pipeline.id} search={search} />
      {stepless > 0 && !filter.states.includes('stepless') && (
        <Notice
          tone="warn"
          action={
            <Button size="xs" variant="default" onClick={() => setSearch({ estado: ['stepless'] })}>
              {t('sales.board.show_stepless')}
            </Button>
          }
        >
          {t('sales.board.stepless', { count: stepless })}
        </Notice>
      )}
      {isPhone && <StageTabs stages={stages} columns={columns} board={ground} />}
      {board.isCut && <Notice tone="info">{t('sales.board.cut', { count: board.cards.length })}</Notice>}
      <div className={s.main}>
        {isEmpty && isNarrowed(filter) ? (
          <NoResults onClear={() => setSearch(noFilters)} />
        ) : (
          <div
            className={s.board}
            ref={attach}
            data-picking={selection.ids.length > 0 || undefined}
            role="group"
            aria-label={t('sales.board.label', { name: pipeline.name })}
          >
            {stages.map((stage) => (
              <BoardColumn
                key={stage.id}
                stage={stage}
                stages={pipeline.stages}
                asksStep={pipeline.asksNextStep}
                cards={columns.get(stage.id) ?? noCards}
                nameOf={nameOf}
                now={now}
                openId={openId}
                wantedId={wantedId}
                mayMove={mayMove}
                picked={selection}
                onPick={onPick}
                onOpen={onOpen}
                onMove={moveTo}
                onAdd={onNew}
              />
            ))}
          </div>
        )}
        {aside && isWide && (
          <aside className={s.side} aria-label={t('sales.deal.one')}>
            {aside}
          </aside>
        )}
      </div>
      {!isWide && (
        <Sheet title={t('sales.deal.one')} isOpen={openId !== undefined} onClose={() => onOpen(undefined)} width={460}>
          {aside}
        </Sheet>
      )}
      <p className="sr-only" role="status">
        {moves.said}
      </p>
      {mayMove && <MoveBar pipeline={pipeline} selection={selection} shown={shown} />}
      {moves.asked && <LostDialog title={moves.asked.card.title} onClose={() => moves.answer(null)} onSave={moves.answer} />}
    </>
  )
}

/** Days and lateness need no more than that. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** The same function as long as the names are the same, so that columns are not drawn anew. */
function useNames() {
  const { colleagues } = useColleagues()
  return useMemo(() => {
    const byId = new Map(colleagues.map(({ id, name }) => [id, name]))
    return { nameOf: (id: string | null) => (id === null ? undefined : byId.get(id)) }
  }, [colleagues])
}

const BoardBones = ({ count }: { count: number }) => (
  <div className={s.board} aria-hidden>
    {Array.from({ length: count }, (_, at) => (
      <div key={at} className={s.column}>
        <Bone width={140} height={14} />
        {Array.from({ length: Math.max(1, 4 - at) }, (_card, i) => (
          <Bone key={i} width="100%" height={112} />
        ))}
      </div>
    ))}
  </div>
)
