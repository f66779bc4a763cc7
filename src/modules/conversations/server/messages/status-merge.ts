import { rankOf, type SendState } from '#conversations/contract/message.ts'

/** What the provider has told about a message: the earliest moment of each state. */
export type Told = Partial<Record<'sent' | 'delivered' | 'read' | 'played' | 'failed', string>>

export const toldStates = ['sent', 'delivered', 'read', 'played', 'failed'] as const

/** Adding is a union, so the order and the number of deliveries cannot matter. */
export const add = (told: Told, state: keyof Told, at: string): Told => {
  const known = told[state]
  return known !== undefined && known <= at ? told : { ...told, [state]: at }
}

type Named = { providerId: string; messageId: string | null }

/** What these say of a message, by the provider's id or by ours, in their order: found without looking through all of them. */
export function finderIn<S extends Named>(statuses: readonly S[]): (message: { id: string; providerId: string | null }) => S[] {
  const placesOf = (nameOf: (status: S) => string | null) =>
    Map.groupBy(statuses.keys(), (place) => {
      const status = statuses[place]
      return status ? nameOf(status) : null
    })
  const placesByProviderId = placesOf((status) => status.providerId)
  const placesByMessageId = placesOf((status) => status.messageId)
  return ({ id, providerId }) => {
    const places = new Set([...(placesByProviderId.get(providerId) ?? []), ...(placesByMessageId.get(id) ?? [])])
    return [...places].toSorted((a, b) => a - b).flatMap((place) => statuses[place] ?? [])
  }
}

/** The furthest state; it never goes back. A failure outranks everything: the provider has the last word. */
export function stateAfter(before: SendState, told: Told): SendState {
  let furthest = before
  for (const state of toldStates) if (told[state] !== undefined && rankOf(state) > rankOf(furthest)) furthest = state
  return furthest
}
