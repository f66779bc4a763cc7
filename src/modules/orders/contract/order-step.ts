import type { Fulfilment } from '#commerce/contract/quote.ts'
import type { OrderState } from '#orders/contract/order-state.ts'

/** `cancel` calls it off, `return` takes back what was handed over; neither is undone. */
export type StepKind = 'forward' | 'back' | 'cancel' | 'return'

/** The way of an order. Steps that a brand does not use are passed over. */
const way = ['received', 'confirmed', 'preparing', 'ready', 'on_the_way', 'delivered'] as const satisfies readonly OrderState[]

type Step = { from: OrderState; to: OrderState; kind: StepKind }

const forward = way.flatMap((from, at): Step[] => way.slice(at + 1).map((to) => ({ from, to, kind: 'forward' })))

/** Every change of state that there is. What it also takes is in `refusalOf`. */
export const steps: readonly Step[] = [
  { from: 'draft', to: 'received', kind: 'forward' },
  { from: 'draft', to: 'confirmed', kind: 'forward' },
  { from: 'draft', to: 'cancelled', kind: 'cancel' },
  ...forward,
  ...forward.map(({ from, to }): Step => ({ from: to, to: from, kind: 'back' })),
  ...way.slice(0, -1).map((from): Step => ({ from, to: 'cancelled', kind: 'cancel' })),
  { from: 'delivered', to: 'returned', kind: 'return' },
]

/** What a brand has said of its steps. */
export type BrandSteps = { isUsed: (state: OrderState) => boolean; mayGoBack: boolean }

/** What of an order decides where it can go. */
export type Standing = { state: OrderState; fulfilment: Fulfilment; hasHandedOver: boolean; hasReturned: boolean }

/** Why there is no way; the words are those of the problem `orders.step_refused`. */
export type Refusal = 'no_step' | 'unused' | 'not_delivery' | 'no_way_back' | 'handed_over' | 'taken_back'

/** Steps that every brand has: they are where an order begins and where it ends. */
const always: readonly OrderState[] = ['draft', 'received', 'delivered', 'cancelled']

export const stepKind = (from: OrderState, to: OrderState): StepKind | null =>
  steps.find((step) => step.from === from && step.to === to)?.kind ?? null

export function refusalOf(standing: Standing, to: OrderState, brand: BrandSteps): Refusal | null {
  const kind = stepKind(standing.state, to)
  if (kind === null) return 'no_step'
  if (!always.includes(to) && !brand.isUsed(to)) return 'unused'
  if (to === 'on_the_way' && standing.fulfilment !== 'delivery') return 'not_delivery'
  if (kind === 'back' && !brand.mayGoBack) return 'no_way_back'
  if (kind === 'back' && standing.hasReturned) return 'taken_back'
  if (kind === 'cancel' && standing.hasHandedOver) return 'handed_over'
  return null
}

/** Calling off and taking back are asked why; a draft is nobody's yet. */
export const needsReason = (from: OrderState, to: OrderState): boolean => from !== 'draft' && (to === 'cancelled' || to === 'returned')

/** Where it can go, in the order of the way. */
export const statesFrom = (standing: Standing, brand: BrandSteps): OrderState[] =>
  steps.filter(({ from, to }) => from === standing.state && refusalOf(standing, to, brand) === null).map(({ to }) => to)

/** The step that comes next; `null` where there is none. */
export const nextState = (standing: Standing, brand: BrandSteps): OrderState | null =>
  steps.find(({ from, to, kind }) => from === standing.state && kind === 'forward' && refusalOf(standing, to, brand) === null)?.to ?? null

/** Whether an order that stands in `state` has come as far as `mark`. */
export const hasReached = (state: OrderState, mark: (typeof way)[number]): boolean =>
  way.indexOf(state as (typeof way)[number]) >= way.indexOf(mark)
