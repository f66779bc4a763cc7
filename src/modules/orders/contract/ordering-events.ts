import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'

/** What everybody's screens keep of how orders are taken: steps and their names, zones, stations. */
export const orderingChanged = event('orders.ordering.changed', z.object({ kind: z.enum(['steps', 'zones', 'stations']) }))
