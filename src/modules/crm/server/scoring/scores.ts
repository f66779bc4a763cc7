import type { Ctx } from '#kernel/ctx.ts'
import { contactScored } from '#crm/contract/events.ts'
import type { ContactScore } from '#crm/contract/lead-model.ts'
import type { SavedScoreSettings, ScoreSettings } from '#crm/contract/scoring.ts'
import { restrictedContacts } from '#crm/server/contacts/restriction.store.ts'
import { contactNotFound } from '#crm/server/problems.ts'
import { holdsFor } from '#crm/server/scoring/fit.ts'
import { count, lastCounted, scoreAt, type Happened, type Tallies } from '#crm/server/scoring/rule-score.ts'
import * as store from '#crm/server/scoring/scores.store.ts'
import { active } from '#crm/server/scoring/settings.ts'

type Told = { contactId: string; kind: string; at: string }

/**
 * Adds what contacts just did to their scores, in the transaction that keeps it. What comes late, or under rules that the
 * score is not made of yet, is counted again from everything that is kept: the answer is the same, only dearer.
 */
export async function note(ctx: Ctx, told: readonly Told[]): Promise<void> {
  const current = await active(ctx)
  const kinds = kindsOf(current.settings)
  const relevant = Map.groupBy(
    told.filter(({ kind }) => kinds.has(kind)),
    ({ contactId }) => contactId,
  )
  if (relevant.size > 0) await scoreAll(ctx, current, [...relevant.keys()], relevant)
}

/** Scores contacts by everything that is kept of them; those that are gone are passed over. */
export const rescore = async (ctx: Ctx, contactIds: readonly string[]): Promise<void> => scoreAll(ctx, await active(ctx), contactIds)

async function scoreAll(
  ctx: Ctx,
  { version, settings }: SavedScoreSettings,
  contactIds: readonly string[],
  news?: ReadonlyMap<string, readonly Told[]>,
): Promise<void> {
  // A score is a judgement: nobody is judged who had the processing of their data restricted.
  const restricted = await restrictedContacts(ctx, contactIds)
  const scored = contactIds.filter((id) => !restricted.has(id))
  if (scored.length === 0) return
  const before = await store.lock(ctx, scored)
  const tallies = new Map<string, Tallies>()
  const unknown: string[] = []
  for (const row of before) {
    const happened = momentsOf(news?.get(row.contactId) ?? [])
    const isNext = news && row.version === version && (happened[0]?.at ?? 0) >= lastCounted(row.tallies)
    if (isNext) tallies.set(row.contactId, count(settings, row.tallies, happened))
    else unknown.push(row.contactId)
  }
  if (unknown.length > 0) {
    const kept = Map.groupBy(await store.history(ctx, unknown, [...kindsOf(settings)]), ({ contactId }) => contactId)
    for (const id of unknown) tallies.set(id, count(settings, {}, momentsOf(kept.get(id) ?? [])))
  }
  const facts = new Map((await store.facts(ctx, [...tallies.keys()])).map((row) => [row.contactId, row]))
  const scores: store.WrittenScore[] = []
  for (const [contactId, counted] of tallies) {
    const known = facts.get(contactId)
    if (known) scores.push({ contactId, tallies: counted, ...scoreAt(settings, counted, holdsFor(known), ctx.now.getTime()) })
  }
  if (scores.length === 0) return
  await store.write(ctx, version, scores)
  const old = new Map(before.map((row) => [row.contactId, row]))
  const changed = scores.filter(({ contactId, score, grade }) => old.get(contactId)?.score !== score || old.get(contactId)?.grade !== grade)
  if (changed.length > 0)
    await ctx.emit(contactScored, {
      scores: changed.map(({ contactId, score, grade }) => ({
        contactId,
        score,
        grade,
        winPercent: old.get(contactId)?.winPercent ?? null,
      })),
    })
}

const momentsOf = (told: readonly Told[]): Happened[] =>
  told.map(({ kind, at }) => ({ kind, at: Date.parse(at) })).toSorted((a, b) => a.at - b.at)

export const kindsOf = (settings: ScoreSettings): Set<string> =>
  new Set(settings.groups.flatMap((group) => group.rules.flatMap((rule) => (rule.kind === 'activity' ? [rule.activity] : []))))

export async function get(ctx: Ctx, { id }: { id: string }): Promise<ContactScore> {
  const found = await store.find(ctx, id)
  if (!found) throw contactNotFound()
  const { version: _version, ...score } = found
  const { settings } = await active(ctx)
  const capped = settings.groups.flatMap(({ id: groupId, name, cap }) => {
    const sum = score.reasons.filter((reason) => reason.groupId === groupId).reduce((total, { points }) => total + points, 0)
    return sum > cap ? [{ groupId, name, sum, cap }] : []
  })
  return { ...score, capped }
}
