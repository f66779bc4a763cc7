import { live, type Live, type Module, type Viewer } from '#kernel/module.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import { timelineMoved } from '#crm/contract/timeline.ts'

/** Of one event; a bulk change tells the lists, and whoever has a record open asks again when it is looked at. */
const mostTold = 100
const reads = (viewer: Viewer): boolean => viewer.permissions.has(canReadContacts.code)

/** Open records hear that something happened to their contact, whichever module tells it, and ask for its timeline again. */
export const timelineLiveOf = (modules: readonly Module[]): Live[] =>
  modules
    .flatMap((module) => module.timeline ?? [])
    .flatMap((source) => source.movedBy)
    .map(({ event, contactIds }) =>
      live(
        event,
        (data) => {
          const ids = new Set(contactIds(data as never).filter((id) => id !== null))
          return [...ids].slice(0, mostTold).map((id) => `crm.contact:${id}`)
        },
        (viewer) => (reads(viewer) ? {} : null),
        timelineMoved,
      ),
    )
