import type { QueryClient } from '@tanstack/react-query'
import { listTimeline } from '#crm/contract/api.ts'
import { getBoard, getDeal, listDealHistory, listDeals } from '#sales/contract/deal-api.ts'
import type { Board, Deal, DealCard } from '#sales/contract/deal.ts'
import { listLostReasons, listPipelines } from '#sales/contract/pipeline-api.ts'
import { lastPipeline } from '#sales/web/pipelines/pipelines.queries.ts'
import { dealChanged, dealCreated, dealMoved, dealsReordered } from '#sales/contract/deal-events.ts'
import { pipelinesChanged } from '#sales/contract/pipeline-events.ts'
import { liveHandler, type WebPage } from '#web/module.ts'
import { preload } from '#web/query.ts'

type Patch = { card: DealCard; isArchived: boolean }

/** Puts a card where it is now on every board that is open, unless something newer of it is there. */
export function putCard(queryClient: QueryClient, card: DealCard, isGone = false): void {
  for (const [queryKey, board] of queryClient.getQueriesData<Board>({ queryKey: [getBoard.path] })) {
    if (!board) continue
    const at = board.cards.findIndex(({ id }) => id === card.id)
    const known = board.cards[at]
    if (known && known.version > card.version) continue
    const isHere = !isGone && board.pipelineId === card.pipelineId
    if (!known && !isHere) continue
    const cards = isHere ? (known ? board.cards.with(at, card) : [card, ...board.cards]) : board.cards.toSpliced(at, 1)
    queryClient.setQueryData<Board>(queryKey, { ...board, cards })
  }
}

/** What shows one deal, and lists of somebody's. */
export function askAgain(queryClient: QueryClient, id: string): void {
  void queryClient.invalidateQueries({ queryKey: [listDealHistory.path, { id }] })
  for (const { path } of [listDeals, listTimeline]) void queryClient.invalidateQueries({ queryKey: [path] })
}

export function heard(queryClient: QueryClient, { card, isArchived }: Patch): void {
  putCard(queryClient, card, isArchived)
  const shown = queryClient.getQueryData<Deal>([getDeal.path, { id: card.id }])
  if (shown && shown.version < card.version) void queryClient.invalidateQueries({ queryKey: [getDeal.path, { id: card.id }] })
  askAgain(queryClient, card.id)
}

type To = Parameters<NonNullable<WebPage['preload']>>[0]

/** What a board needs, while its code is on the way. */
export function preloadBoard({ queryClient, params }: To): Promise<unknown> {
  const id = params['pipelineId'] ?? lastPipeline()
  return Promise.all([preload(queryClient, listPipelines, {}), id && preload(queryClient, getBoard, { id })])
}

export const preloadPipelines = ({ queryClient }: To): Promise<unknown> =>
  Promise.all([preload(queryClient, listPipelines, {}), preload(queryClient, listLostReasons, {})])

export function askPipelinesAgain(queryClient: QueryClient): void {
  for (const { path } of [listPipelines, listLostReasons]) void queryClient.invalidateQueries({ queryKey: [path] })
}

export const dealHandlers = [
  ...[dealCreated, dealMoved, dealChanged].map(({ name }) => liveHandler(name, heard)),
  liveHandler(dealsReordered, (queryClient, { pipelineId }: { pipelineId: string }) => {
    void queryClient.invalidateQueries({ queryKey: [getBoard.path, { id: pipelineId }] })
  }),
  liveHandler(pipelinesChanged, askPipelinesAgain),
]
