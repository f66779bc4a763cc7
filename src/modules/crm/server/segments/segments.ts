import type { Ctx } from '#kernel/ctx.ts'
import type { Statement } from '#kernel/db/sql.ts'
import { searchable } from '#kernel/contract/text.ts'
import { atField, changedMeanwhile } from '#kernel/problem.ts'
import { definitionsChanged } from '#crm/contract/events.ts'
import { segmentLimits } from '#crm/contract/segment-term.ts'
import type { CreateSegment, Segment, SegmentCount, SegmentTree, UpdateSegment } from '#crm/contract/segment.ts'
import {
  segmentGone,
  segmentInCircle,
  segmentInUse,
  segmentIsStatic,
  segmentNameTaken,
  segmentNotFound,
  tooManySegments,
} from '#crm/server/problems.ts'
import { compile } from '#crm/server/segments/compile.ts'
import { anyOf, type Test } from '#crm/server/segments/conditions.store.ts'
import * as counts from '#crm/server/segments/count.store.ts'
import { freeze } from '#crm/server/segments/freezing.ts'
import * as members from '#crm/server/segments/members.store.ts'
import * as store from '#crm/server/segments/segments.store.ts'
import { terms } from '#crm/server/segments/terms.ts'
import { setWatched } from '#crm/server/segments/watching.store.ts'
import { circleFrom, referencesOf } from '#crm/server/segments/tree.ts'

export async function list(ctx: Ctx): Promise<{ items: Segment[] }> {
  const all = await store.all(ctx)
  return { items: all.map((segment) => shown(segment, all)) }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Segment> {
  const all = await store.all(ctx)
  return shown(oneOf(all, id), all)
}

export async function create(ctx: Ctx, input: CreateSegment): Promise<Segment> {
  await store.lockAll(ctx)
  const all = await store.all(ctx)
  if (all.length >= segmentLimits.segments) throw tooManySegments({ limit: segmentLimits.segments })
  const id = ctx.newId()
  const conditions = input.kind === 'dynamic' ? input.conditions : null
  const origin = input.kind === 'static' && input.frozenFrom ? oneOf(all, input.frozenFrom) : null
  const size = await sizeOf(ctx, all, id, conditions ?? (origin && only(origin.id)))
  const made = await store.insert(ctx, {
    id,
    name: input.name,
    nameKey: searchable(input.name),
    description: input.description,
    kind: input.kind,
    conditions,
    isFilling: origin !== null,
    createdByName: ctx.actor.name,
  })
  if (!made) throw atField(ctx.t, 'name', segmentNameTaken({ name: input.name }))
  if (input.kind === 'static' && input.memberIds.length > 0) await members.add(ctx, id, input.memberIds, ctx.actor.name)
  if (origin) ctx.enqueue(freeze, { segmentId: id, originId: origin.id, byName: ctx.actor.name })
  await store.keepSize(ctx, id, size ?? (await sizeOfMembers(ctx, id)))
  ctx.audit({ action: 'crm.segment.created', subject: { kind: 'segment', id, name: made.name }, after: auditable(made) })
  await ctx.emit(definitionsChanged, { kind: 'segment' })
  return get(ctx, { id })
}

export async function update(ctx: Ctx, input: UpdateSegment): Promise<Segment> {
  await store.lockAll(ctx)
  const all = await store.all(ctx)
  const before = oneOf(all, input.id)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  if (input.conditions && before.kind === 'static') throw segmentIsStatic()
  const name = input.name ?? before.name
  const nameKey = searchable(name)
  if (all.some((other) => other.nameKey === nameKey && other.id !== before.id)) throw atField(ctx.t, 'name', segmentNameTaken({ name }))
  const size = input.conditions ? await sizeOf(ctx, all, before.id, input.conditions) : null
  const after = await store.update(ctx, {
    ...before,
    name,
    nameKey,
    description: input.description ?? before.description,
    conditions: input.conditions ?? before.conditions,
  })
  if (!after) throw changedMeanwhile({})
  if (size) await store.keepSize(ctx, before.id, size)
  if (input.isWatched !== undefined && input.isWatched !== before.isWatched) await setWatched(ctx, before.id, input.isWatched)
  ctx.audit({
    action: 'crm.segment.updated',
    subject: { kind: 'segment', id: after.id, name: after.name },
    before: auditable(before),
    after: auditable(after),
  })
  await ctx.emit(definitionsChanged, { kind: 'segment' })
  return get(ctx, { id: before.id })
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  await store.lockAll(ctx)
  const all = await store.all(ctx)
  const before = oneOf(all, id)
  const users = usersOf(before.id, all)
  if (users.length > 0) throw segmentInUse({ by: users.map(({ name }) => name).join(', ') })
  await store.remove(ctx, before.id)
  ctx.audit({ action: 'crm.segment.removed', subject: { kind: 'segment', id: before.id, name: before.name }, before: auditable(before) })
  await ctx.emit(definitionsChanged, { kind: 'segment' })
  return {}
}

/** `id`: of the segment that is being edited, so that one that would refer to itself is refused before it is saved. */
export async function preview(ctx: Ctx, { conditions, id }: { conditions: SegmentTree; id: string | null }): Promise<SegmentCount> {
  const all = await store.all(ctx)
  return (await sizeOf(ctx, all, id ?? ctx.newId(), conditions)) as SegmentCount
}

/** `segment:in:<id>|<id>` of the list of contacts. */
export async function filterCondition(ctx: Ctx, ids: readonly string[], form: 'test' | 'probe'): Promise<Statement> {
  return (await testOfSegments(ctx, ids))[form]
}

export async function testOfSegments(ctx: Ctx, ids: readonly string[]): Promise<Test> {
  const byId = mapOf(await store.all(ctx))
  if (!ids.every((id) => byId.has(id.toLowerCase()))) throw segmentGone()
  const known = await terms(ctx, { withArchived: true })
  return anyOf(ids.map((id) => compile(ctx, known, byId, only(id))))
}

const only = (id: string): SegmentTree => ({ match: 'all', conditions: [{ term: 'segment', operator: 'in', value: [id] }] })

async function sizeOf(
  ctx: Ctx,
  all: readonly store.StoredSegment[],
  id: string,
  conditions: SegmentTree | null,
): Promise<SegmentCount | null> {
  if (!conditions) return null
  refuseCircle(all, id, conditions)
  const known = await terms(ctx, { withArchived: true })
  return counts.count(ctx, compile(ctx, known, mapOf(all), conditions))
}

export const sizeOfMembers = async (ctx: Ctx, id: string): Promise<SegmentCount> =>
  counts.countAll(ctx, (await testOfSegments(ctx, [id])).test)

function refuseCircle(all: readonly store.StoredSegment[], id: string, conditions: SegmentTree): void {
  const references = new Map(all.map((one) => [one.id, referencesOf(one.conditions)]))
  const way = circleFrom(id, references.set(id, referencesOf(conditions)))
  if (!way) return
  const byId = mapOf(all)
  throw segmentInCircle({ way: way.map((one) => byId.get(one)?.name ?? '…').join(' → ') })
}

const mapOf = (all: readonly store.StoredSegment[]): Map<string, store.StoredSegment> => new Map(all.map((one) => [one.id, one]))

function oneOf(all: readonly store.StoredSegment[], id: string): store.StoredSegment {
  const found = all.find((one) => one.id === id.toLowerCase())
  if (!found) throw segmentNotFound()
  return found
}

const usersOf = (id: string, all: readonly store.StoredSegment[]): { id: string; name: string }[] =>
  all
    .filter((other) => other.id !== id && referencesOf(other.conditions).includes(id))
    .map(({ id: userId, name }) => ({ id: userId, name }))

const shown = ({ nameKey: _key, count, margin, ...segment }: store.StoredSegment, all: readonly store.StoredSegment[]): Segment => ({
  ...segment,
  size: { count, margin },
  usedBy: usersOf(segment.id, all),
})

const auditable = ({ name, description, kind, conditions }: store.StoredSegment): Record<string, unknown> => ({
  name,
  kind,
  ...(description && { description }),
  ...(conditions && { conditions }),
})
