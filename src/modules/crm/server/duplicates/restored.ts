import type { Stored } from '#crm/server/contacts/contacts.store.ts'
import type { Snapshot } from '#crm/server/duplicates/merge.store.ts'

export type Restored = Pick<Stored, 'kind' | 'name' | 'nameSource' | 'notes' | 'ownerId' | 'fields' | 'relations' | 'tagIds' | 'archivedAt'>

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The survivor without what the merge brought. What somebody has changed since is theirs and stays. */
export function restored({ survivor: before, loser, merged }: Snapshot, now: Stored): Restored {
  const isAsMerged = (key: 'kind' | 'name' | 'notes' | 'ownerId' | 'relations'): boolean => same(now[key], merged[key])
  const fields = { ...now.fields }
  for (const key of new Set([...Object.keys(before.fields), ...Object.keys(merged.fields)])) {
    if (!same(now.fields[key], merged.fields[key])) continue
    const value = before.fields[key]
    if (value === undefined) delete fields[key]
    else fields[key] = value
  }
  const hasSameName = isAsMerged('name')
  return {
    kind: isAsMerged('kind') ? before.kind : now.kind,
    name: hasSameName ? before.name : now.name,
    nameSource: hasSameName ? before.nameSource : now.nameSource,
    notes: isAsMerged('notes') ? before.notes : now.notes,
    ownerId: isAsMerged('ownerId') ? before.ownerId : now.ownerId,
    fields,
    relations: isAsMerged('relations') ? before.relations : now.relations,
    tagIds: now.tagIds.filter((id) => before.tagIds.includes(id) || !loser.tagIds.includes(id)),
    archivedAt: now.archivedAt === null ? before.archivedAt : now.archivedAt,
  }
}
