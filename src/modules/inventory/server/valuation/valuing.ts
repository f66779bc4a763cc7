import { scaled } from '#kernel/contract/shares.ts'
import type { ValuationMethod } from '#inventory/contract/valuation.ts'

/** What is left of a receipt. */
export type Layer = { position: number; at: string; receivedMilli: number; quantityMilli: number; valueMinor: number }
export type Paid = { minor: number; milli: number }
/** Of one variant: how much, what it is worth, what was paid last. Layers, the oldest first, are kept by `fifo` alone. */
export type Worth = { method: ValuationMethod; quantityMilli: number; valueMinor: number; lastPaid: Paid | null; layers: readonly Layer[] }

/** `landed`: more was paid for the receipt at that position; of `receivedMilli` of it. */
export type Happening = { position: number; at: string } & (
  | { kind: 'receipt'; quantityMilli: number; paidMinor: number | null }
  | { kind: 'issue'; quantityMilli: number }
  | { kind: 'landed'; receipt: number; receivedMilli: number; amountMinor: number }
  | { kind: 'method'; method: ValuationMethod }
)
/** What it did to how much there is and what that is worth, and what of what was paid belongs to what had gone before. */
export type Effect = { position: number; quantityMilli: number; valueMinor: number; adjustmentMinor: number }

export const nothing = (method: ValuationMethod): Worth => ({ method, quantityMilli: 0, valueMinor: 0, lastPaid: null, layers: [] })

/** Everything from the beginning, in the order in which it was. */
export function replay(method: ValuationMethod, happenings: readonly Happening[]): { worth: Worth; effects: Effect[] } {
  let worth = nothing(method)
  const effects: Effect[] = []
  for (const [i, one] of happenings.entries()) {
    const done = one.kind === 'method' ? switched(worth, one.method, happenings.slice(0, i)) : valued(worth, one)
    worth = done.worth
    effects.push({ ...done.effect, position: one.position })
  }
  return { worth, effects }
}

type Done = { worth: Worth; effect: Omit<Effect, 'position'> }

export function valued(worth: Worth, one: Exclude<Happening, { kind: 'method' }>): Done {
  if (one.kind === 'receipt') return received(worth, one)
  if (one.kind === 'issue') return issued(worth, one.quantityMilli)
  return landed(worth, one)
}

/** As if it had always been counted so; the difference is the effect of the change. */
function switched(before: Worth, method: ValuationMethod, past: readonly Happening[]): Done {
  const worth = replay(
    method,
    past.filter(({ kind }) => kind !== 'method'),
  ).worth
  return { worth, effect: { quantityMilli: 0, valueMinor: worth.valueMinor - before.valueMinor, adjustmentMinor: 0 } }
}

/**
 * What had gone before it was there is settled first: it was counted with what was paid last, and what it really cost more
 * or less is no value of what is there now.
 */
function received(worth: Worth, one: { position: number; at: string; quantityMilli: number; paidMinor: number | null }): Done {
  const { quantityMilli: came } = one
  const paid = one.paidMinor ?? costOf(worth, came)
  const owed = Math.max(0, Math.min(came, -worth.quantityMilli))
  const settled = scaled(paid, owed, came)
  const booked = owed === 0 ? 0 : scaled(-worth.valueMinor, owed, -worth.quantityMilli)
  const adjustmentMinor = settled - booked
  const valueMinor = paid - adjustmentMinor
  const rest = came - owed
  const layer = { position: one.position, at: one.at, receivedMilli: came, quantityMilli: rest, valueMinor: paid - settled }
  return {
    worth: {
      ...worth,
      quantityMilli: worth.quantityMilli + came,
      valueMinor: worth.valueMinor + valueMinor,
      lastPaid: one.paidMinor === null ? worth.lastPaid : { minor: paid, milli: came },
      layers: worth.method === 'fifo' && rest > 0 ? [...worth.layers, layer] : worth.layers,
    },
    effect: { quantityMilli: came, valueMinor, adjustmentMinor },
  }
}

function issued(worth: Worth, went: number): Done {
  const there = Math.max(0, Math.min(went, worth.quantityMilli))
  const beyond = went - there
  const taken = worth.method === 'fifo' ? fromLayers(worth.layers, there) : { layers: worth.layers, valueMinor: fromPool(worth, there) }
  const valueMinor = taken.valueMinor + (beyond > 0 ? lastCost(worth, beyond) : 0)
  return {
    worth: { ...worth, quantityMilli: worth.quantityMilli - went, valueMinor: worth.valueMinor - valueMinor, layers: taken.layers },
    effect: { quantityMilli: -went, valueMinor: 0 - valueMinor, adjustmentMinor: 0 },
  }
}

/** The last of it takes all that is left, so that nothing is worth nothing. */
const fromPool = ({ quantityMilli, valueMinor }: Worth, taken: number): number =>
  taken === 0 ? 0 : taken === quantityMilli ? valueMinor : scaled(valueMinor, taken, quantityMilli)

function fromLayers(layers: readonly Layer[], wanted: number): { layers: Layer[]; valueMinor: number } {
  let left = wanted
  let valueMinor = 0
  const kept: Layer[] = []
  for (const layer of layers) {
    const taken = Math.min(left, layer.quantityMilli)
    const share = taken === layer.quantityMilli ? layer.valueMinor : scaled(layer.valueMinor, taken, layer.quantityMilli)
    left -= taken
    valueMinor += share
    if (taken < layer.quantityMilli)
      kept.push({ ...layer, quantityMilli: layer.quantityMilli - taken, valueMinor: layer.valueMinor - share })
  }
  return { layers: kept, valueMinor }
}

/** Of what came with that receipt some may be gone: its share of the cost is nobody's value any more. */
function landed(
  worth: Worth,
  { receipt, receivedMilli, amountMinor }: { receipt: number; receivedMilli: number; amountMinor: number },
): Done {
  const layer = worth.layers.find(({ position }) => position === receipt)
  const there = worth.method === 'fifo' ? (layer?.quantityMilli ?? 0) : Math.max(0, Math.min(receivedMilli, worth.quantityMilli))
  const valueMinor = scaled(amountMinor, there, receivedMilli)
  return {
    worth: {
      ...worth,
      valueMinor: worth.valueMinor + valueMinor,
      layers: worth.layers.map((one) => (one === layer ? { ...one, valueMinor: one.valueMinor + valueMinor } : one)),
    },
    effect: { quantityMilli: 0, valueMinor, adjustmentMinor: amountMinor - valueMinor },
  }
}

/** What so much of it costs by what is there, or by what was paid last where nothing is. */
export const costOf = (worth: Worth, quantityMilli: number): number =>
  worth.quantityMilli > 0 ? scaled(worth.valueMinor, quantityMilli, worth.quantityMilli) : lastCost(worth, quantityMilli)

const lastCost = ({ lastPaid }: Worth, quantityMilli: number): number =>
  lastPaid === null ? 0 : scaled(lastPaid.minor, quantityMilli, lastPaid.milli)
