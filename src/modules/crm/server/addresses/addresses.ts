import { addressLines, isSomewhere } from '#crm/contract/address-text.ts'
import type { Address, TypedAddress } from '#crm/contract/address.ts'
import { addressEmpty } from '#crm/server/problems.ts'

/**
 * The addresses of a contact after somebody wrote these: those that it had keep their ids, others get one of their own.
 * The primary one comes first. One that says nothing about where it is is refused.
 */
export function readAddresses(typed: readonly TypedAddress[], before: readonly Address[], newId: () => string): Address[] {
  const known = new Set(before.map(({ id }) => id))
  const primary = Math.max(
    0,
    typed.findIndex(({ isPrimary }) => isPrimary),
  )
  const read = typed.map((one, i) => {
    if (!isSomewhere(one)) throw addressEmpty({ number: i + 1 })
    // An id is taken once: the same one twice, or one of another contact, is a new address.
    const id = one.id !== undefined && known.delete(one.id) ? one.id : newId()
    return { ...one, id, isPrimary: i === primary }
  })
  return [...read.filter(({ isPrimary }) => isPrimary), ...read.filter(({ isPrimary }) => !isPrimary)]
}

/** One line, for the trail of what changed. */
export const addressText = (one: TypedAddress): string => [one.label, ...addressLines(one)].filter(Boolean).join(', ')

/** Whether two lists say the same, whatever the ids. */
export const sameAddresses = (a: readonly TypedAddress[], b: readonly TypedAddress[]): boolean =>
  JSON.stringify(a.map(plain)) === JSON.stringify(b.map(plain))

const plain = (one: TypedAddress): unknown[] => [
  one.label,
  one.street,
  one.number,
  one.unit,
  one.city,
  one.state,
  one.postcode,
  one.country,
  one.notes,
  one.coordinates && [one.coordinates.latitude, one.coordinates.longitude],
  one.isPrimary,
]
