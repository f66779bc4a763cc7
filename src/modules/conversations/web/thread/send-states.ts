import type { SendState } from '#conversations/contract/message.ts'

/** Lowest first, as in the contract, whose own list comes with the schemas that a browser does not need. */
const order: Record<SendState, number> = { queued: 0, sending: 1, unknown: 2, sent: 3, delivered: 4, read: 5, played: 6, failed: 7 }

export const rankOf = (state: SendState): number => order[state]

/** The one that got further. */
export const furthest = (one: SendState | null, other: SendState | null): SendState | null =>
  one === null ? other : other === null ? one : rankOf(other) > rankOf(one) ? other : one
