import { listLocations } from '#inventory/contract/location-api.ts'
import type { Location } from '#inventory/contract/location.ts'
import { usePlaceName } from '#inventory/web/words/place-name.ts'
import { useApi } from '#web/query.ts'

/** Where things are, as lists and forms name it. */
export function usePlaces() {
  const nameOf = usePlaceName()
  const { data } = useApi(listLocations, {}, { staleTime: 60_000 })
  const all = (data?.items ?? []) as Location[]
  const own = all.filter(({ kind }) => kind === 'shop' || kind === 'warehouse')
  return {
    all,
    /** Where people work: shops and warehouses. */
    own,
    /** Where things stand still long enough to be counted. */
    countable: all.filter(({ kind }) => kind === 'shop' || kind === 'warehouse' || kind === 'quality'),
    nameOf: (id: string): string => {
      const place = all.find((one) => one.id === id)
      return place ? nameOf(place) : ''
    },
  }
}
