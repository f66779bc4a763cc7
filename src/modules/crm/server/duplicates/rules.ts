import type { FieldValue, FieldValues, Identity, IdentityKind, Relation } from '#crm/contract/contact.ts'
import type { MergeChoice } from '#crm/contract/duplicate.ts'
import type { Stored } from '#crm/server/contacts/contacts.store.ts'
import { inOrder } from '#crm/server/contacts/draft.ts'

/**
 * A contact as the rules of merging look at it. `isCustomer`: has bought, or somebody said so. `dealOwnerId`: who works on
 * something that is open with them.
 */
export type Side = Pick<
  Stored,
  'id' | 'kind' | 'name' | 'nameSource' | 'notes' | 'ownerId' | 'fields' | 'relations' | 'tagIds' | 'identities' | 'createdAt' | 'updatedAt'
> & { isCustomer: boolean; dealOwnerId: string | null }

/** The oldest customer stays, else the one of which most is known, else the older one. */
export function survivorOf<S extends Side>(one: S, other: S): { survivor: S; loser: S } {
  const [older, newer] =
    one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id) ? [one, other] : [other, one]
  const isNewerBetter =
    older.isCustomer !== newer.isCustomer ? newer.isCustomer : !older.isCustomer && completenessOf(newer) > completenessOf(older)
  return isNewerBetter ? { survivor: newer, loser: older } : { survivor: older, loser: newer }
}

export function completenessOf(side: Side): number {
  return (
    { person: 2, profile: 1, identity: 0 }[side.nameSource] +
    side.identities.length +
    Object.keys(side.fields).length +
    side.tagIds.length +
    Number(side.notes !== '') +
    Number(side.ownerId !== null)
  )
}

export type Choices = Readonly<Record<string, MergeChoice>>
const longestNotes = 5_000
const chosenKinds = ['phone', 'email'] as const

/** Where the two differ, and whose value the rules keep: the verified one, else the one that says something, else the newest. */
export function choicesFor(survivor: Side, loser: Side): { path: string; choice: MergeChoice }[] {
  const newest: MergeChoice = loser.updatedAt > survivor.updatedAt ? 'loser' : 'survivor'
  return pathsOf(survivor, loser).flatMap((path) => {
    const [ours, theirs] = [valueAt(survivor, path), valueAt(loser, path)]
    if (JSON.stringify(ours) === JSON.stringify(theirs)) return []
    // Both numbers stay: only which is the first one is a question, and one alone is.
    if ((path === 'phone' || path === 'email') && (isEmpty(ours) || isEmpty(theirs))) return []
    return { path, choice: ruleFor(path, survivor, loser, ours, theirs, newest) }
  })
}

function ruleFor(path: string, survivor: Side, loser: Side, ours: unknown, theirs: unknown, newest: MergeChoice): MergeChoice {
  const better = weightOf(survivor, path) - weightOf(loser, path)
  if (better !== 0) return better > 0 ? 'survivor' : 'loser'
  if (isEmpty(ours) || isEmpty(theirs)) return isEmpty(ours) ? 'loser' : 'survivor'
  if (path === 'notes') return joinedNotes(survivor, loser).length <= longestNotes ? 'both' : newest
  return path === 'ownerId' || path === 'kind' ? 'survivor' : newest
}

/**
 * How sure it is that the value is right: names by who gave them, numbers and addresses by whether they were verified, who is
 * in charge by whether something is open with them.
 */
function weightOf(side: Side, path: string): number {
  if (path === 'ownerId') return Number(side.dealOwnerId !== null)
  if (path === 'name') return { person: 2, profile: 1, identity: 0 }[side.nameSource]
  const identity = path === 'phone' || path === 'email' ? primaryOf(side, path) : undefined
  if (!identity) return 0
  // A number that wrote by WhatsApp is somebody's.
  const hasWritten = side.identities.some(({ kind, value }) => kind === 'wa_id' && `+${value}` === identity.value)
  return Number(identity.verifiedAt !== null || hasWritten)
}

export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const pathsOf = (one: Side, other: Side): string[] => [
  'name',
  'kind',
  ...chosenKinds,
  'ownerId',
  'notes',
  ...[...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])].toSorted().map((key) => `fields.${key}`),
]

export function valueAt(side: Side, path: string): unknown {
  if (path === 'phone' || path === 'email') return primaryOf(side, path)?.value ?? null
  if (path === 'ownerId') return ownerOf(side)
  if (path.startsWith('fields.')) return side.fields[path.slice(7)] ?? null
  return side[path as 'name' | 'kind' | 'notes']
}

/** Whoever works on an open deal with somebody, else whose contact it is. */
export const ownerOf = ({ dealOwnerId, ownerId }: Pick<Side, 'dealOwnerId' | 'ownerId'>): string | null => dealOwnerId ?? ownerId

export function primaryOf(side: Pick<Side, 'identities'>, wanted: IdentityKind): Identity | undefined {
  const ofKind = side.identities.filter(({ kind }) => kind === wanted)
  return ofKind.find(({ isPrimary }) => isPrimary) ?? ofKind[0]
}

const joinedNotes = (survivor: Side, loser: Side): string => [survivor.notes, loser.notes].filter(Boolean).join('\n\n')

/** What the survivor is afterwards. `primaryIds`: of each kind, the identity that is the first one. */
export type Merged = Pick<Side, 'kind' | 'name' | 'nameSource' | 'notes' | 'ownerId' | 'fields' | 'relations' | 'tagIds'> & {
  primaryIds: string[]
}

/** `asked` overrules the rules where the two differ. */
export function mergedFrom(survivor: Side, loser: Side, asked: Choices): Merged {
  const choiceByPath = new Map(choicesFor(survivor, loser).map(({ path, choice }) => [path, asked[path] ?? choice]))
  const from = (path: string): Side => (choiceByPath.get(path) === 'loser' ? loser : survivor)
  const fields: FieldValues = { ...survivor.fields }
  for (const path of choiceByPath.keys()) {
    if (!path.startsWith('fields.')) continue
    const value = valueAt(from(path), path) as FieldValue | null
    if (value === null) delete fields[path.slice(7)]
    else fields[path.slice(7)] = value
  }
  const kinds = new Set([...survivor.identities, ...loser.identities].map(({ kind }) => kind))
  const primaryIds = [...kinds].flatMap((kind) => {
    const [first, second] = from(kind) === loser ? [loser, survivor] : [survivor, loser]
    return (primaryOf(first, kind) ?? primaryOf(second, kind))?.id ?? []
  })
  const notes = choiceByPath.get('notes') === 'both' ? joinedNotes(survivor, loser) : from('notes').notes
  return {
    kind: from('kind').kind,
    name: from('name').name,
    nameSource: from('name').nameSource,
    notes: notes.slice(0, longestNotes),
    ownerId: ownerOf(from('ownerId')),
    fields,
    relations: relationsOf(survivor, loser),
    tagIds: [...new Set([...survivor.tagIds, ...loser.tagIds])],
    primaryIds,
  }
}

/** All that either was; a customer is no lead any more. */
function relationsOf(one: Side, other: Side): Relation[] {
  const both = inOrder([...one.relations, ...other.relations])
  return both.includes('customer') ? both.filter((relation) => relation !== 'lead') : both
}

/** Numbers of one country of which each has others: then they are two. Of a country in which only one has a number nothing follows. */
export function clashingTaxIds(one: Pick<Side, 'identities'>, other: Pick<Side, 'identities'>): string[] {
  const numbersOf = (side: Pick<Side, 'identities'>) => side.identities.filter(({ kind }) => kind === 'tax_id').map(({ value }) => value)
  const [ours, theirs] = [numbersOf(one), numbersOf(other)]
  const country = (value: string): string => value.slice(0, 3)
  return ours.flatMap((value) => {
    const same = theirs.filter((their) => country(their) === country(value))
    return same.length > 0 && !same.includes(value) ? [value, ...same] : []
  })
}

type State = 'granted' | 'denied' | 'unknown'
/** What holds for one when two had said something. A refusal wins; where only one was ever asked, that holds. */
export function strictest(one: State | undefined, other: State | undefined): State {
  if (one === 'denied' || other === 'denied') return 'denied'
  if (one === undefined || other === undefined) return one ?? other ?? 'unknown'
  return one === 'granted' && other === 'granted' ? 'granted' : 'unknown'
}
