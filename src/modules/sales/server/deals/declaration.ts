import { live, serve, type Live, type Route, type Topic } from '#kernel/module.ts'
import * as api from '#sales/contract/deal-api.ts'
import { writeDealFile } from '#sales/contract/deal-file-api.ts'
import * as events from '#sales/contract/deal-events.ts'
import { canReadDeals } from '#sales/contract/permissions.ts'
import { write as writeFile } from '#sales/server/deals/deal-file.ts'
import * as board from '#sales/server/deals/board.ts'
import * as deals from '#sales/server/deals/deals.ts'
import * as moves from '#sales/server/deals/moves.ts'

export const dealRoutes: readonly Route[] = [
  serve(api.getBoard, board.get),
  serve(api.listDeals, deals.list),
  serve(api.getDeal, deals.get),
  serve(api.listDealHistory, deals.history),
  serve(api.createDeal, deals.create),
  serve(api.updateDeal, deals.update),
  serve(api.moveDeal, moves.move),
  serve(api.closeDeal, moves.close),
  serve(api.setDealArchival, deals.setArchival),
  serve(api.moveDeals, moves.moveMany),
  serve(writeDealFile, writeFile),
]

const pipeline = 'sales.pipeline'
const topicOf = (pipelineId: string): string => `${pipeline}:${pipelineId}`

export const dealTopics: readonly Topic[] = [{ prefix: pipeline, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadDeals)) }]

const { dealCreated, dealMoved, dealChanged, dealsReordered } = events

/** Every board that shows it, or did until now, and the record of the contact that it is about. */
const topicsOf = ({ pipelineId, contactId }: { pipelineId: string; contactId: string | null }, before: string | null): string[] => [
  ...new Set([topicOf(pipelineId), ...(before ? [topicOf(before)] : []), ...(contactId ? [`crm.contact:${contactId}`] : [])]),
]

export const dealLives: readonly Live[] = [
  ...[dealCreated, dealMoved].map((event) =>
    live(
      event,
      ({ card, fromPipelineId }) => topicsOf(card, fromPipelineId),
      (viewer, { card }) => (viewer.permissions.has(canReadDeals.code) ? { card, isArchived: false } : null),
    ),
  ),
  live(
    dealChanged,
    ({ card }) => topicsOf(card, null),
    (viewer, data) => (viewer.permissions.has(canReadDeals.code) ? data : null),
  ),
  live(
    dealsReordered,
    ({ pipelineId }) => [topicOf(pipelineId)],
    (viewer, data) => (viewer.permissions.has(canReadDeals.code) ? data : null),
  ),
]
