import { searchable } from '#kernel/contract/text.ts'
import { readCoordinates, type AddressPart } from '#crm/contract/address-text.ts'
import type { TypedAddress } from '#crm/contract/address.ts'

export type AddressRefusal = 'address-too-long' | 'not-a-country' | 'not-a-place'

const most: Record<Exclude<AddressPart, 'country' | 'coordinates'>, number> = {
  label: 40,
  street: 120,
  number: 20,
  unit: 40,
  city: 80,
  state: 80,
  postcode: 20,
  notes: 300,
}

/** Writes a cell into its part of the address, or says what is wrong with it. */
export function readAddressCell(address: TypedAddress, part: AddressPart, cell: string): AddressRefusal | null {
  if (part === 'country') {
    address.country = countryOf(cell)
    return address.country === null ? 'not-a-country' : null
  }
  if (part === 'coordinates') {
    address.coordinates = readCoordinates(cell)
    return address.coordinates === null ? 'not-a-place' : null
  }
  // Streets of two columns stand one behind the other.
  address[part] = [address[part], cell].filter(Boolean).join(' ')
  return address[part].length > most[part] ? 'address-too-long' : null
}

/** `AR`, `Argentina`, `brasil`, `Spain`: the code of a country written in any of the three languages. */
export function countryOf(text: string): string | null {
  return (codeByName ??= countryNames()).get(searchable(text)) ?? null
}

let codeByName: Map<string, string> | undefined

function countryNames(): Map<string, string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  const names = new Map<string, string>([
    ['eeuu', 'US'],
    ['ee.uu.', 'US'],
    ['usa', 'US'],
    ['uk', 'GB'],
  ])
  for (const locale of ['pt', 'en', 'es']) {
    const known = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })
    // What no country has any more, and what is no country, has no name or a name that says so.
    for (const code of codes.filter((one) => !['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO'].includes(one))) {
      const name = known.of(code)
      if (name === undefined) continue
      names.set(searchable(name), code)
      names.set(code.toLowerCase(), code)
    }
  }
  return names
}
