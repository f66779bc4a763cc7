import type { Ctx } from '#kernel/ctx.ts'
import type { LifecycleStage } from '#crm/contract/badge.ts'
import { Relation } from '#crm/contract/contact.ts'
import { contactClassified, contactUpdated, leadStageChanged } from '#crm/contract/events.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { restrictedContacts } from '#crm/server/contacts/restriction.store.ts'
import * as lifeCycle from '#crm/server/contacts/life-cycle.store.ts'
import * as cases from '#crm/server/lead-model/cases.ts'
import { commercialState, signalDays, type Signal, type Verdict } from '#crm/server/leads/commercial-state.ts'
import { settleOf } from '#crm/server/leads/lead-queue.ts'
import * as leads from '#crm/server/leads/leads.store.ts'
import { nextStage, type LifeFacts } from '#crm/server/leads/life-cycle.ts'
import * as store from '#crm/server/leads/standing.store.ts'

/** Where no promise says when an answer is owed, whoever waits for so long counts as left alone. */
const patienceMs = 30 * 60_000
const dayMs = 86_400_000

/** What a stage makes of somebody, in the order in which relations are kept. */
export function relationsAt(stage: LifecycleStage, relations: readonly Relation[]): Relation[] {
  const wanted: Relation = stage === 'customer' ? 'customer' : 'lead'
  const kept = new Set<Relation>([...relations.filter((one) => !(stage === 'customer' && one === 'lead')), wanted])
  return Relation.options.filter((one) => kept.has(one))
}

/**
 * Looks at these contacts by the rules: how far they are, and what is going on with them. Runs in the transaction of
 * whatever happened to them. `isPast`: what is told only now is news to nobody, so no event is emitted.
 */
export async function classify(ctx: Ctx, contactIds: readonly string[], { isPast = false } = {}): Promise<void> {
  if (contactIds.length === 0) return
  const since = new Date(ctx.now.getTime() - signalDays * dayMs).toISOString()
  // Nothing is concluded about whoever had the processing of their data restricted.
  const restricted = await restrictedContacts(ctx, contactIds)
  const asked = contactIds.filter((id) => !restricted.has(id))
  if (asked.length === 0) return
  const all = await store.facts(ctx, asked, since)
  const looked = all.map((facts) => look(facts, ctx.now))
  await store.write(
    ctx,
    looked.flatMap(({ standing }) => standing ?? []),
  )
  await moveAll(
    ctx,
    looked.flatMap(({ step }) => step ?? []),
    { isPast },
  )
  const changed = looked.filter(({ standing }) => standing !== null).map(({ contactId }) => contactId)
  if (changed.length > 0 && !isPast) await ctx.emit(contactClassified, { contactIds: changed })
}

type Step = lifeCycle.StageChange & { rule: string }
type Looked = { contactId: string; standing: store.NewStanding | null; step: Step | null }

function look(facts: store.Facts, now: Date): Looked {
  const { contactId, score } = facts
  const negotiations = [
    ...facts.deals.filter(({ kind }) => kind === 'deal.negotiating').map(({ at }) => ({ kind: 'deal' as const, at })),
    ...facts.proposals.map((at) => ({ kind: 'proposal' as const, at })),
  ]
  const verdict = commercialState({ signals: facts.signals.flatMap(signalOf), replies: facts.replies, score, negotiations }, now)
  const override = facts.override && Date.parse(facts.override.until) > now.getTime() ? facts.override : null
  const standing = { contactId, ...verdict, lapsesAt: lapseOf(verdict, override), attentionAt: attentionOf(facts), override }
  const next = isOutside(facts.relations) ? null : nextStage(facts.stage, lifeFactsOf(facts, negotiations.length > 0))
  return {
    contactId,
    standing: isSame(standing, facts) ? null : standing,
    step: next && {
      contactId,
      from: facts.stage,
      to: next.to,
      rule: next.rule,
      at: now.toISOString(),
      relations: relationsAt(next.to, facts.relations),
    },
  }
}

const signalKinds: Readonly<Record<string, Signal['kind']>> = {
  'intent.price': 'price',
  'intent.stock': 'stock',
  'intent.booking': 'booking',
  'booking.made': 'booking',
  'link.clicked': 'click',
  'form.submitted': 'form',
}
const signalOf = ({ kind, at }: { kind: string; at: string }): Signal[] => {
  const known = signalKinds[kind]
  return known ? [{ kind: known, at }] : []
}

/** Who sells to us or works with us writes too, and is on no way to being a customer. */
const isOutside = (relations: readonly Relation[]): boolean =>
  relations.some((one) => one === 'supplier' || one === 'staff') && !relations.some((one) => one === 'lead' || one === 'customer')

function lifeFactsOf({ done, deals, isAnswered, score, reached }: store.Facts, isNegotiating: boolean): LifeFacts {
  const did = (...kinds: string[]): boolean => kinds.some((kind) => done.includes(kind))
  return {
    hasEnquired: did('message.in', 'form.submitted', 'lead.received'),
    hasShownIntent: did('intent.price', 'intent.stock', 'intent.booking', 'booking.made', 'link.clicked'),
    score,
    reached,
    isAnswered,
    isNegotiating,
    hasOrdered: did('order.placed') || deals.some(({ kind }) => kind === 'deal.won'),
  }
}

const lapseOf = ({ lapsesAt }: Verdict, override: store.Override | null): string | null =>
  [lapsesAt, override?.until ?? null].filter((at) => at !== null).toSorted()[0] ?? null

const attentionOf = ({ waitingSince, dueAt }: store.Facts): string | null =>
  waitingSince === null ? null : (dueAt ?? new Date(Date.parse(waitingSince) + patienceMs).toISOString())

function isSame(now: store.NewStanding, { standing, override }: store.Facts): boolean {
  return (
    standing !== null &&
    now.state === standing.state &&
    JSON.stringify(now.reasons) === JSON.stringify(standing.reasons.map(({ code, at, count }) => ({ code, at, count }))) &&
    sameMoment(now.lapsesAt, standing.lapsesAt) &&
    sameMoment(now.attentionAt, standing.attentionAt) &&
    (now.override === null) === (override === null)
  )
}

const sameMoment = (one: string | null, other: string | null): boolean =>
  one === other || (one !== null && other !== null && Date.parse(one) === Date.parse(other))

async function moveAll(ctx: Ctx, steps: readonly Step[], { isPast }: { isPast: boolean }): Promise<void> {
  const moved = new Set(await lifeCycle.move(ctx, steps))
  const taken = steps.filter(({ contactId }) => moved.has(contactId))
  if (taken.length === 0) return
  await store.addTransitions(
    ctx,
    taken.map(({ contactId, from, to, at, rule }) => ({ contactId, from, to, at, isForward: true, rule, reason: null, actorName: null })),
  )
  const bought = taken.filter(({ to }) => to === 'customer').map(({ contactId }) => contactId)
  await win(ctx, bought)
  if (isPast) return
  for (const { contactId, from, to, at, rule } of taken)
    await ctx.emit(leadStageChanged, { contactId, from, to, at, isForward: true, rule, reason: null })
  await tellRows(
    ctx,
    taken.map(({ contactId }) => contactId),
  )
}

/** Whoever bought: their open enquiries are won. */
export async function win(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  const at = ctx.now.toISOString()
  const converted = await leads.convert(ctx, contactIds)
  await settleOf(ctx, contactIds)
  await cases.close(
    ctx,
    converted.map((leadId) => ({ leadId, at, won: true })),
  )
}

/** Lists show the stage: their rows follow. */
export async function tellRows(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  for (const row of await contacts.rows(ctx, contactIds))
    await ctx.emit(contactUpdated, { contactId: row.id, changed: ['lifecycleStage', 'relations'], row })
}
