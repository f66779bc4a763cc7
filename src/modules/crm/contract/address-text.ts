import type { Address, Coordinates } from '#crm/contract/address.ts'

/** An address for people, and a way to it. Browser-safe and without schemas. */

/** The parts as the columns of a sheet carry them. */
export const addressParts = ['label', 'street', 'number', 'unit', 'city', 'state', 'postcode', 'country', 'notes', 'coordinates'] as const
export type AddressPart = (typeof addressParts)[number]

/** An address of which nothing is said yet. */
export const noAddress = {
  label: '',
  street: '',
  number: '',
  unit: '',
  city: '',
  state: '',
  postcode: '',
  country: null,
  notes: '',
} as const

export type Place = Pick<Address, 'street' | 'number' | 'unit' | 'city' | 'state' | 'postcode' | 'coordinates'>

/** Whether it says anything about where it is. */
export const isSomewhere = (place: Place): boolean =>
  place.coordinates !== null || [place.street, place.city, place.state, place.postcode].some((part) => part.trim() !== '')

/** `['Belgrano 1234, 2° B', 'X5000 Córdoba, Córdoba']`: the door, then the town. Parts that are missing leave no marks. */
export function addressLines({ street, number, unit, city, state, postcode }: Place): string[] {
  const door = [[street, number].filter(Boolean).join(' '), unit].filter(Boolean).join(', ')
  const town = [[postcode, city].filter(Boolean).join(' '), state === city ? '' : state].filter(Boolean).join(', ')
  return [door, town].filter(Boolean)
}

/** Opens a map at the place. A link that somebody follows: nothing is asked of anybody before. */
export function mapUrl(place: Place & { country?: string | null }): string {
  if (place.coordinates) {
    const { latitude, longitude } = place.coordinates
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
  }
  // Floors and flats are on no map, and a search that has them finds nothing.
  const asked = [...addressLines({ ...place, unit: '' }), place.country ?? ''].filter(Boolean).join(', ')
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(asked)}`
}

export const shownCoordinates = ({ latitude, longitude }: Coordinates): string => `${latitude}, ${longitude}`

/** `-31.4201, -64.1888`, also with decimal commas when something else parts the two; null when it is no place on Earth. */
export function readCoordinates(text: string): Coordinates | null {
  const number = String.raw`([-+]?\d{1,3}(?:[.,]\d{1,12})?)`
  const clean = text.trim().replace(/^geo:/i, '')
  const parts =
    new RegExp(`^${number}\\s*[;/ ]\\s*${number}$`).exec(clean) ??
    new RegExp(`^${number.replace('[.,]', '[.]')}\\s*,\\s*${number.replace('[.,]', '[.]')}$`).exec(clean)
  if (!parts) return null
  const [latitude, longitude] = [parts[1], parts[2]].map((part) => Number(part?.replace(',', '.')))
  if (latitude === undefined || longitude === undefined || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null
  return { latitude, longitude }
}
