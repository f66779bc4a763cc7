import { typedAddress } from '#crm/web/contacts/address-values.ts'
import type { ContactValues } from '#crm/web/contacts/contact-form.tsx'

export type Changed = Partial<ContactValues>

/** The same as the endpoint takes it. */
export const asInput = ({ addresses, ...rest }: Changed) => ({ ...rest, ...(addresses && { addresses: addresses.map(typedAddress) }) })

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const keys = ['kind', 'name', 'identities', 'addresses', 'relations', 'tagIds', 'ownerId', 'notes'] as const

/** Only what differs: two people who edit different parts of one contact do not undo each other. */
export function changesBetween(before: ContactValues, after: ContactValues): Changed {
  const changed: Record<string, unknown> = {}
  for (const key of keys) if (!same(before[key], after[key])) changed[key] = after[key]
  const fields: ContactValues['fields'] = {}
  for (const key of new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])) {
    const value = after.fields[key] ?? null
    if (!same(before.fields[key] ?? null, value)) fields[key] = value
  }
  if (Object.keys(fields).length > 0) changed['fields'] = fields
  return changed as Changed
}

/** One part that both changed, each in their own way. `path`: `name`, `fields.zona`. */
export type Clash = { path: string; mine: unknown; theirs: unknown }

export function clashesOf(base: ContactValues, mine: ContactValues, theirs: ContactValues): Clash[] {
  const own = changesBetween(base, mine)
  const other = changesBetween(base, theirs)
  const clashes: Clash[] = []
  for (const key of keys)
    if (key in own && key in other && !same(mine[key], theirs[key])) clashes.push({ path: key, mine: mine[key], theirs: theirs[key] })
  for (const key of Object.keys(own.fields ?? {}))
    if (key in (other.fields ?? {}) && !same(mine.fields[key] ?? null, theirs.fields[key] ?? null))
      clashes.push({ path: `fields.${key}`, mine: mine.fields[key] ?? null, theirs: theirs.fields[key] ?? null })
  return clashes
}

/** What to send after a clash: my changes, without those where theirs was chosen. */
export function resolved(changes: Changed, theirs: ReadonlySet<string>): Changed {
  const kept = Object.fromEntries(Object.entries(changes).filter(([key]) => key !== 'fields' && !theirs.has(key))) as Changed
  const fields = Object.fromEntries(Object.entries(changes.fields ?? {}).filter(([key]) => !theirs.has(`fields.${key}`)))
  return Object.keys(fields).length > 0 ? { ...kept, fields } : kept
}
