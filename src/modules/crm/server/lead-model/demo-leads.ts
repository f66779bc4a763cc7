import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { Instant } from '#kernel/contract/time.ts'
import type { Activity } from '#crm/contract/activity.ts'
import { ContactKind } from '#crm/contract/contact.ts'
import { Origin } from '#crm/contract/lead.ts'
import * as activities from '#crm/server/activities/activities.ts'
import * as draftRows from '#crm/server/contacts/drafts.store.ts'
import { draftOf } from '#crm/server/contacts/draft.ts'
import * as cases from '#crm/server/lead-model/cases.ts'
import { train } from '#crm/server/lead-model/models.ts'
import { tell } from '#crm/server/leads/enquiries.ts'
import * as leads from '#crm/server/leads/leads.store.ts'
import { rescore } from '#crm/server/scoring/scores.ts'

const DemoEnquiry = z.object({
  at: Instant,
  channel: z.string(),
  source: z.string().nullable(),
  messages: z.array(Instant),
  answers: z.array(Instant),
  priceAskedAt: Instant.nullable(),
  closed: z.object({ at: Instant, isWon: z.boolean(), reason: z.string().nullable(), amountMinor: z.int() }).nullable(),
})
/** Somebody who asked, once or several times. `email` they left with their first enquiry. */
export const DemoLead = z.object({
  name: z.string(),
  kind: ContactKind,
  bsuid: z.string(),
  email: z.string().nullable(),
  enquiries: z.array(DemoEnquiry),
})
export type DemoLead = z.infer<typeof DemoLead>

type Told = z.infer<typeof DemoEnquiry> & { contactId: string; leadId: string }

const monthMs = 30 * 86_400_000
const atOnce = 250

/**
 * Writes months of enquiries, one month at a time, each as of its end, so that what follows from them (stages, sums, what
 * was known at the moment of decision) is made by the module's own functions in the order in which it happened.
 */
export async function loadLeads(ctx: Ctx, demo: DemoBusiness, all: readonly DemoLead[], currency: string): Promise<void> {
  const idByAsker = new Map(all.map((lead) => [lead, ctx.newId()]))
  const told: Told[] = all.flatMap((lead) =>
    lead.enquiries.map((one) => ({ ...one, contactId: idByAsker.get(lead) as string, leadId: ctx.newId() })),
  )
  if (told.length === 0) return
  const first = told.reduce((soonest, { at }) => Math.min(soonest, Date.parse(at)), Infinity)
  for (let from = first; from < ctx.now.getTime(); from += monthMs) {
    const until = Math.min(from + monthMs, ctx.now.getTime())
    const falls = (at: string): boolean => Date.parse(at) >= from && Date.parse(at) < until
    await demo.at(new Date(until), ctx.actor, async (then) => {
      await meet(
        then,
        all.filter(({ enquiries }) => falls(enquiries[0]?.at ?? '')),
        idByAsker,
      )
      await say(
        then,
        told.flatMap((one) => saidIn(one, falls)),
      )
      await begin(
        then,
        told.filter(({ at }) => falls(at)),
      )
      await end(
        then,
        told.filter(({ closed }) => closed && falls(closed.at)),
        currency,
      )
    })
  }
  const ids = [...idByAsker.values()]
  for (let i = 0; i < ids.length; i += atOnce) await demo.at(ctx.now, ctx.actor, (then) => rescore(then, ids.slice(i, i + atOnce)))
  await demo.at(ctx.now, ctx.actor, (then) => train(then))
}

async function meet(ctx: Ctx, met: readonly DemoLead[], idOf: ReadonlyMap<DemoLead, string>): Promise<void> {
  const drafts = met.map((lead) => {
    const [enquiry] = lead.enquiries
    const identities = [
      { kind: 'bsuid' as const, value: lead.bsuid, raw: lead.bsuid },
      ...(lead.email ? [{ kind: 'email' as const, value: lead.email, raw: lead.email }] : []),
    ]
    const draft = draftOf(
      { name: lead.name, kind: lead.kind, nameSource: 'person', identities, source: enquiry?.channel ?? 'demo' },
      { newId: ctx.newId, at: new Date(enquiry?.at ?? ctx.now), actorName: null },
    )
    return { ...draft, id: idOf.get(lead) as string }
  })
  if (drafts.length > 0) await draftRows.insert(ctx, drafts)
}

const say = (ctx: Ctx, said: readonly Activity[]): Promise<void> => activities.recordAll(ctx, said, { isPast: true })

function saidIn(enquiry: Told, falls: (at: string) => boolean): Activity[] {
  const { contactId, leadId } = enquiry
  const all: Activity[] = [
    ...enquiry.messages.map((at, i) => ({ contactId, kind: 'message.in' as const, at, source: `demo:${leadId}:in:${i}` })),
    ...enquiry.answers.map((at, i) => ({
      contactId,
      kind: 'message.out' as const,
      at,
      source: `demo:${leadId}:out:${i}`,
      value: { endsWait: true },
    })),
    ...(enquiry.priceAskedAt
      ? [{ contactId, kind: 'intent.price' as const, at: enquiry.priceAskedAt, source: `demo:${leadId}:price` }]
      : []),
  ]
  return all.filter(({ at }) => falls(at))
}

async function begin(ctx: Ctx, begun: readonly Told[]): Promise<void> {
  // One of each contact at a time: only so does the first of several count as the first.
  for (let turn = begun; turn.length > 0;) {
    const next = [...new Map(turn.toReversed().map((one) => [one.contactId, one])).values()]
    const written = await leads.insert(
      ctx,
      next.map(({ leadId, contactId, channel, source, priceAskedAt, at }) => ({
        ...Origin.parse({ utmSource: source }),
        id: leadId,
        contactId,
        channel,
        source: `demo:${leadId}`,
        formId: null,
        intent: priceAskedAt ? ('price' as const) : null,
        message: '',
        at,
      })),
    )
    await tell(ctx, written, { isPast: true })
    turn = turn.filter((one) => !next.includes(one))
  }
}

async function end(ctx: Ctx, ended: readonly Told[], currency: string): Promise<void> {
  const closed = ended.flatMap(({ leadId, contactId, closed: how }) => (how ? [{ leadId, contactId, ...how }] : []))
  if (closed.length === 0) return
  await leads.closeAll(
    ctx,
    closed.map(({ leadId, at, isWon, reason }) => ({
      id: leadId,
      at,
      status: isWon ? ('converted' as const) : ('disqualified' as const),
      reason: isWon ? null : reason,
    })),
  )
  await cases.close(
    ctx,
    closed.map(({ leadId, at, isWon }) => ({ leadId, at, won: isWon })),
  )
  await say(
    ctx,
    closed.flatMap(({ leadId, contactId, at, isWon, amountMinor }): Activity[] => [
      ...(isWon
        ? [{ contactId, kind: 'order.placed' as const, at, source: `demo:${leadId}:order`, value: { amountMinor, currency } }]
        : []),
      { contactId, kind: 'conversation.resolved', at, source: `demo:${leadId}:end`, value: { endsWait: true } },
    ]),
  )
}
