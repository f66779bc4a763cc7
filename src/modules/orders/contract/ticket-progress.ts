import type { TicketLine } from '#orders/contract/kitchen.ts'

type Doable = Pick<TicketLine, 'station' | 'preparedAt' | 'change'>

/**
 * The lines that somebody has to prepare: those of a station. Where none of them has one all are: a kitchen without
 * stations prepares everything, one with stations leaves to whoever packs what comes out of the fridge.
 */
export function toPrepare<L extends Doable>(lines: readonly L[]): L[] {
  const living = lines.filter(({ change }) => change !== 'removed')
  const ofStations = living.filter(({ station }) => station !== null)
  return ofStations.length > 0 ? ofStations : living
}

/** A ticket is ready when all its stations are. */
export const isPrepared = (lines: readonly Doable[]): boolean => toPrepare(lines).every(({ preparedAt }) => preparedAt !== null)
