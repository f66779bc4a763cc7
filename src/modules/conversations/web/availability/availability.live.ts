import type { QueryClient } from '@tanstack/react-query'
import { getOwnAvailability, listAvailability } from '#conversations/contract/availability-api.ts'
import type { Availability } from '#conversations/contract/availability.ts'
import { availabilityChanged, routingChanged } from '#conversations/contract/events.ts'
import { getRoutingSettings, listRoutingRules } from '#conversations/contract/routing-api.ts'
import { getSupervision } from '#conversations/contract/supervision-api.ts'
import { change } from '#web/cache.ts'
import { liveHandler } from '#web/module.ts'
import { type Session, sessionQuery } from '#web/session.ts'

function hearAvailability(queryClient: QueryClient, { availability }: { availability: Availability }): void {
  change(queryClient, listAvailability, {}, ({ items }) => ({
    items: [...items.filter(({ personId }) => personId !== availability.personId), availability],
  }))
  const own = queryClient.getQueryData<Session>(sessionQuery.queryKey)?.person.id
  if (own === availability.personId) change(queryClient, getOwnAvailability, {}, (last) => ({ ...last, ...availability }))
}

export const availabilityHandlers = [
  liveHandler(availabilityChanged, hearAvailability),
  liveHandler(routingChanged, (queryClient) => {
    for (const { path } of [getRoutingSettings, listRoutingRules, getSupervision]) void queryClient.invalidateQueries({ queryKey: [path] })
  }),
]
