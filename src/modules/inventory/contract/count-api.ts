import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import {
  CountEntry,
  CountLine,
  CountPlan,
  CreateCount,
  ListCountLines,
  ListCounts,
  MoveCount,
  StockCount,
} from '#inventory/contract/count.ts'
import { canApproveCounts, canCountStock } from '#inventory/contract/permissions.ts'

const One = z.object({ id: Id })

/** The newest first. */
export const listCounts = endpoint({
  method: 'GET',
  path: '/stock-counts',
  permission: canCountStock,
  input: ListCounts,
  output: pageOf(StockCount),
})
/** Nothing stands still meanwhile: things are sold and received while they are counted. */
export const createCount = endpoint({
  method: 'POST',
  path: '/stock-counts',
  permission: canCountStock,
  input: CreateCount,
  output: StockCount,
  bodyLimit: 128 * 1024,
})
export const getCount = endpoint({ method: 'GET', path: '/stock-counts/:id', permission: canCountStock, input: One, output: StockCount })
/** By name. */
export const listCountLines = endpoint({
  method: 'GET',
  path: '/stock-counts/:id/lines',
  permission: canCountStock,
  input: ListCountLines,
  output: pageOf(CountLine),
})
export const enterCount = endpoint({
  method: 'POST',
  path: '/stock-counts/:id/entries',
  permission: canCountStock,
  input: CountEntry,
  output: CountLine,
})
/** Counting is over, goes on, or was for nothing. */
export const moveCount = endpoint({
  method: 'PUT',
  path: '/stock-counts/:id/state',
  permission: canCountStock,
  input: MoveCount,
  output: StockCount,
})
/** What was counted is what there was at that moment: the differences become movements. All of them or none. */
export const approveCount = endpoint({
  method: 'POST',
  path: '/stock-counts/:id/approval',
  permission: canApproveCounts,
  input: One,
  output: StockCount,
  versioned: true,
})
/** What of a place is counted how often, and how much of it is due. */
export const getCountPlan = endpoint({
  method: 'GET',
  path: '/stock-count-plan',
  permission: canCountStock,
  input: z.object({ locationId: Id }),
  output: CountPlan,
})
