import { isSomewhere, noAddress, readCoordinates, shownCoordinates } from '#crm/contract/address-text.ts'
import type { Address, TypedAddress } from '#crm/contract/address.ts'

/** An address as the form holds it: coordinates are the text that was typed. */
export type AddressValues = Omit<TypedAddress, 'coordinates'> & { coordinates: string }

export const newAddress = (country: string, isPrimary: boolean): AddressValues => ({
  ...noAddress,
  country: country || null,
  coordinates: '',
  isPrimary,
})

export const addressValuesOf = (address: Address): AddressValues => ({
  ...address,
  coordinates: address.coordinates ? shownCoordinates(address.coordinates) : '',
})

export const typedAddress = ({ coordinates, ...rest }: AddressValues): TypedAddress => ({
  ...rest,
  coordinates: readCoordinates(coordinates),
})

const words = ['label', 'street', 'number', 'unit', 'city', 'state', 'postcode', 'notes', 'coordinates'] as const

/** A row in which nothing was typed: its country was there before. */
export const isBlankAddress = (values: AddressValues): boolean => words.every((part) => values[part].trim() === '')

export type AddressProblem = 'bad_coordinates' | 'nowhere'

export function addressProblem(values: AddressValues): { part: 'coordinates' | 'street'; problem: AddressProblem } | null {
  if (isBlankAddress(values)) return null
  if (values.coordinates.trim() !== '' && readCoordinates(values.coordinates) === null)
    return { part: 'coordinates', problem: 'bad_coordinates' }
  return isSomewhere(typedAddress(values)) ? null : { part: 'street', problem: 'nowhere' }
}
