import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import type { AttentionItem, AttentionQueue, ListAttention } from '#crm/contract/attention.ts'
import { beforeOf, scoreOf } from '#crm/contract/attention-score.ts'
import { canAttend } from '#crm/contract/permissions.ts'
import { kindsFor } from '#crm/server/attention/reach.store.ts'
import * as store from '#crm/server/attention/queue.store.ts'
import * as settings from '#crm/server/attention/settings.ts'

/** Nobody reads a greater number, and counting on costs as much as the list. */
const countedUpTo = 1_000

export async function list(ctx: Ctx, { kind, brandId, mine, limit }: ListAttention): Promise<AttentionQueue> {
  const all = kindsFor(ctx)
  const kinds = kind.length === 0 ? all : all.filter((one) => kind.includes(one.kind))
  const selection = { kinds, brandId, mine: mine === 'true' }
  const scale = await scaleNow(ctx)
  const [rows, count] = await Promise.all([store.top(ctx, selection, scale, limit), store.count(ctx, selection, countedUpTo)])
  return {
    items: await explained(ctx, rows, scale),
    count,
    countedUpTo,
    kinds: all.map(({ kind: name, words, permission }) => ({
      kind: name,
      words,
      mayClaim: ctx.can(canAttend) && ctx.can(permission),
    })),
  }
}

export async function scaleNow(ctx: Ctx): Promise<store.Scale> {
  const [{ weights }, topValueMinor] = await Promise.all([settings.get(ctx), store.topValue(ctx)])
  return { weights, topValueMinor }
}

/** Rows with the reasons for their places, in the order in which they came. */
export async function explained(ctx: Ctx, rows: readonly store.ItemRow[], scale: store.Scale): Promise<AttentionItem[]> {
  if (rows.length === 0) return []
  const assignees = [...new Set(rows.flatMap(({ assigneeId }) => assigneeId ?? []))]
  const [people, { currency }] = await Promise.all([
    assignees.length > 0 ? identity.people(ctx, assignees) : [],
    identity.organization(ctx),
  ])
  const nameById = new Map(people.map(({ id, name }) => [id, name]))
  return rows.map((row) => shown(ctx, row, scale, currency, nameById))
}

function shown(ctx: Ctx, row: store.ItemRow, scale: store.Scale, currency: string, nameById: ReadonlyMap<string, string>): AttentionItem {
  const now = ctx.now.getTime()
  const minutes = (from: number, to: number): number => (to - from) / 60_000
  const promise = row.startedAt && row.dueAt ? { startedAt: row.startedAt, dueAt: row.dueAt } : null
  const [started, due] = promise ? [Date.parse(promise.startedAt), Date.parse(promise.dueAt)] : [0, 0]
  const { points, parts } = scoreOf(
    {
      chance: row.chance,
      waitMinutes: minutes(Date.parse(row.waitingSince), now),
      promise: promise && { leftMinutes: minutes(now, due), totalMinutes: minutes(started, due) },
      valueMinor: row.valueMinor,
      topValueMinor: scale.topValueMinor,
    },
    scale.weights,
  )
  const isClaimed = row.claimedBy !== null && row.claimedUntil !== null && Date.parse(row.claimedUntil) > now
  return {
    kind: row.kind,
    subjectId: row.subjectId,
    contactId: row.contactId,
    contactName: row.contactName,
    title: row.title,
    href: row.href,
    brandId: row.brandId,
    priority: row.priority,
    waitingSince: row.waitingSince,
    promise,
    value: row.valueMinor > 0 ? { amountMinor: row.valueMinor, currency } : null,
    chance: row.chance,
    chanceFrom: row.chanceFrom,
    assigneeId: row.assigneeId,
    assigneeName: row.assigneeId === null ? null : (nameById.get(row.assigneeId) ?? null),
    teamId: row.teamId,
    before: beforeOf({ isEmergency: row.priority === 'urgent', isLate: promise !== null && due <= now, isVip: row.isVip }),
    points,
    parts,
    claim: isClaimed
      ? {
          byId: row.claimedBy ?? '',
          byName: row.claimedName ?? '',
          until: row.claimedUntil ?? '',
          isMine: ctx.actor.kind !== 'system' && row.claimedBy === ctx.actor.id,
        }
      : null,
  }
}
