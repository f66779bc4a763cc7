import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import {
  Board,
  CloseDeal,
  CreateDeal,
  Deal,
  DealCard,
  DealStageEvent,
  ListDeals,
  MoveDeal,
  MoveDeals,
  UpdateDeal,
} from '#sales/contract/deal.ts'
import { canReadDeals, canWriteDeals } from '#sales/contract/permissions.ts'

const One = z.object({ id: Id })

export const getBoard = endpoint({ method: 'GET', path: '/pipelines/:id/board', permission: canReadDeals, input: One, output: Board })
export const listDeals = endpoint({ method: 'GET', path: '/deals', permission: canReadDeals, input: ListDeals, output: pageOf(DealCard) })
export const getDeal = endpoint({ method: 'GET', path: '/deals/:id', permission: canReadDeals, input: One, output: Deal })
/** Every change of its stage, newest first. */
export const listDealHistory = endpoint({
  method: 'GET',
  path: '/deals/:id/history',
  permission: canReadDeals,
  input: One,
  output: z.object({ items: z.array(DealStageEvent) }),
})
export const createDeal = endpoint({
  method: 'POST',
  path: '/deals',
  permission: canWriteDeals,
  input: CreateDeal,
  output: Deal,
  bodyLimit: 256 * 1024,
})
export const updateDeal = endpoint({
  method: 'PATCH',
  path: '/deals/:id',
  permission: canWriteDeals,
  input: UpdateDeal,
  output: Deal,
  versioned: true,
  bodyLimit: 256 * 1024,
})
/** Of two who move one at once the last one wins, and both are in its history. */
export const moveDeal = endpoint({ method: 'PUT', path: '/deals/:id/place', permission: canWriteDeals, input: MoveDeal, output: Deal })
/** Won, lost with its reason, or open again in the stage that it was closed from. */
export const closeDeal = endpoint({ method: 'PUT', path: '/deals/:id/outcome', permission: canWriteDeals, input: CloseDeal, output: Deal })
/** Out of every list, or back on top of its stage. */
export const setDealArchival = endpoint({
  method: 'PUT',
  path: '/deals/:id/archival',
  permission: canWriteDeals,
  input: One.extend({ isArchived: z.boolean() }),
  output: Deal,
})
export const moveDeals = endpoint({
  method: 'POST',
  path: '/deal-moves',
  permission: canWriteDeals,
  input: MoveDeals,
  output: z.object({ items: z.array(DealCard) }),
})
