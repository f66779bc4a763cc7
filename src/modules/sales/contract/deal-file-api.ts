import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { ListDeals } from '#sales/contract/deal.ts'
import { canReadDeals } from '#sales/contract/permissions.ts'

/** What a list of deals shows, all of it, as a file of a spreadsheet. The link works for an hour. */
export const writeDealFile = endpoint({
  method: 'POST',
  path: '/deal-files',
  permission: canReadDeals,
  input: ListDeals.omit({ cursor: true, limit: true }).extend({ format: z.enum(['csv', 'xlsx']) }),
  output: z.object({ fileUrl: z.string(), rows: z.int() }),
})
