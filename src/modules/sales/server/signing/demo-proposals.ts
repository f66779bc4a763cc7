import { z } from 'zod'
import { addDays, dayIn, startOfDay } from '#kernel/contract/calendar-day.ts'
import { Money } from '#kernel/contract/money.ts'
import type { Actor, Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { ProposalDocument } from '#sales/contract/proposal-document.ts'
import { CreateProposalTemplate } from '#sales/contract/proposal-template.ts'
import { sendProposal } from '#sales/contract/signing-api.ts'
import { ApprovalLimit } from '#sales/contract/proposal-settings.ts'
import * as proposals from '#sales/server/proposals/proposals.ts'
import * as settings from '#sales/server/proposals/settings.ts'
import { revise, submit } from '#sales/server/proposals/states.ts'
import * as comments from '#sales/server/signing/comments.ts'
import { accept, reject } from '#sales/server/signing/decision.ts'
import { visitorOf, type Visitor } from '#sales/server/signing/door.ts'
import { enqueueExpiry, expire } from '#sales/server/signing/expiry.job.ts'
import { setCost } from '#sales/server/signing/reports.ts'
import { send } from '#sales/server/signing/sends.ts'
import { versionOf } from '#sales/server/signing/subject.ts'
import * as views from '#sales/server/signing/views.ts'
import * as templates from '#sales/server/templates/templates.ts'

const Line = z.object({ description: z.string(), unitPriceMinor: z.int(), quantity: z.int(), discountPercent: z.number() })
const DemoProposal = z.object({
  by: z.string(),
  /** Counted from the contact that is known for longest. */
  contact: z.int(),
  title: z.string(),
  lines: z.array(Line),
  days: z.number(),
  fate: z.enum(['draft', 'waiting', 'approved', 'sent', 'viewed', 'accepted', 'rejected', 'expired', 'superseded']),
  /** After how many the customer answered. */
  hours: z.number().default(4),
  signer: z.string().default(''),
  reason: z.string().default(''),
  comment: z.string().nullable().default(null),
  answer: z.string().default(''),
})
type DemoProposal = z.infer<typeof DemoProposal>

/** What this module reads of a demo business. */
export const ProposalsDemo = z.object({
  proposals: z.array(DemoProposal).default([]),
  /** What preparing one costs. */
  proposalCost: Money.nullable().default(null),
  /** Above it somebody has to say yes. */
  approvalLimit: ApprovalLimit.nullable().default(null),
  proposalTemplate: z
    .object({
      name: z.string(),
      validityDays: z.int(),
      cover: ProposalDocument.shape.cover,
      sections: z.array(ProposalDocument.shape.sections.element.pick({ title: true, body: true })),
      terms: ProposalDocument.shape.terms,
    })
    .nullable()
    .default(null),
})

type Person = { id: string; name: string; teamIds: string[] }
type Moment = <T>(hours: number, run: (then: Ctx) => Promise<T>) => Promise<T>
const hourMs = 3_600_000
/** An address that is kept for examples, and a telephone. */
const visitor = { ip: '203.0.113.24', userAgent: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36' }
/** A name as somebody writes it with a finger. */
const signature =
  'M40 130L52 96L70 58L84 48L90 66L86 104L92 128L110 112L124 92L132 96L130 120L142 122L158 98L170 92L172 112L180 124L200 108L214 88L226 84L228 106L236 120L262 104L300 92L352 88L420 96M96 84L150 74L206 66'

/** Proposals in every state, through the same functions as real ones; nothing of it leaves the house. */
export async function loadProposals(
  ctx: Ctx,
  demo: DemoBusiness,
  { proposals: all, proposalTemplate, proposalCost, approvalLimit }: z.infer<typeof ProposalsDemo>,
): Promise<void> {
  const people = (demo.made.get('identity.people') ?? new Map()) as Map<string, Person>
  const contacts = [...((demo.made.get('crm.contacts') ?? new Map()) as Map<string, string>).values()]
  if (all.length === 0 || contacts.length === 0) return
  const actorOf = (key: string): Actor => {
    const person = people.get(key)
    if (!person) throw new Error(`a demo proposal names a person who is not there: ${key}`)
    return { kind: 'user', permissions: new Set(), sessionId: person.id, ...person }
  }
  const at = (days: number, actor: Actor): Moment => {
    // Ten in the morning there, or as late as it is by now.
    const midnight = startOfDay(ctx.zone, addDays(dayIn(ctx.zone, ctx.now), -days))
    const begin = Math.min(Date.parse(midnight) + 10 * hourMs, ctx.now.getTime() - (days + 1) * hourMs)
    return (hours, run) => demo.at(new Date(begin + hours * hourMs), actor, run)
  }
  const template =
    proposalTemplate &&
    (await at(50, actorOf(all[0]?.by ?? ''))(0, (then) => {
      const { name, validityDays, cover, sections, terms } = proposalTemplate
      const document = { cover, terms, sections: sections.map((one) => ({ ...one, id: then.newId(), startsPage: false })) }
      return templates.create(then, CreateProposalTemplate.parse({ name, validityDays, document }))
    }))
  if (proposalCost) await at(49, actorOf(all[0]?.by ?? ''))(0, (then) => setCost(then, proposalCost))
  if (approvalLimit)
    await at(49, actorOf(all[0]?.by ?? ''))(0, async (then) => {
      const { version, prefixes } = await settings.get(then)
      await settings.update({ ...then, ifMatch: version }, { limits: [approvalLimit], prefixes })
    })
  for (const one of all) {
    const contactId = contacts[one.contact % contacts.length] ?? ''
    await tell(one, { contactId, templateId: template?.id ?? null }, at(one.days, actorOf(one.by)), at(one.days, ctx.actor))
  }
}

type About = { contactId: string; templateId: string | null }

async function tell(one: DemoProposal, about: About, house: Moment, outside: Moment): Promise<void> {
  const { id } = await house(0, (then) => proposals.create(then, { ...about, title: one.title, dealId: null, conversationId: null }))
  await house(0.2, (then) => offer(then, id, one, 0))
  if (one.fate === 'draft') return
  await house(0.5, (then) => submit(then, { id }))
  if (one.fate === 'approved' || one.fate === 'waiting') return
  let link = await house(1, (then) => leave(then, id))
  if (one.fate === 'superseded') {
    await house(8, (then) => revise(then, { id }))
    await house(8.2, (then) => offer(then, id, one, 5))
    await house(8.4, (then) => submit(then, { id }))
    link = await house(9, (then) => leave(then, id))
  }
  const visit = (hours: number, run: (then: Ctx, who: Visitor) => Promise<unknown>): Promise<unknown> =>
    outside(hours, async (then) =>
      run(then, { ...(await visitorOf(then, link, visitor, { holds: true, wanted: undefined })), isHistory: true }),
    )
  if (one.fate === 'sent' || one.fate === 'viewed') await outside(0, (then) => watch(then, id))
  if (one.fate === 'sent') return
  const since = one.fate === 'superseded' ? 10 : 3
  if (one.fate !== 'expired') await visit(since, (then, who) => views.look(then, who, then.newId(), 95))
  const { comment, answer } = one
  if (comment !== null) {
    await visit(since + 0.2, (then, who) => comments.say(then, who, { id: then.newId(), name: '', text: comment }))
    await house(since + 0.6, (then) => comments.answer(then, { id, text: answer }))
  }
  if (one.fate === 'accepted' || one.fate === 'superseded')
    await visit(one.hours, (then, who) => accept(then, who, { name: one.signer, how: 'drawn', drawn: signature, typed: '', agrees: true }))
  if (one.fate === 'rejected') await visit(one.hours, (then, who) => reject(then, who, { name: '', reason: one.reason }))
  if (one.fate === 'expired') await outside(16 * 24, (then) => expire(then, id, { isHistory: true }))
}

/** `more`: percent of discount on top, as a second version has it. */
async function offer(ctx: Ctx, id: string, { lines }: DemoProposal, more: number): Promise<void> {
  const { version } = await proposals.get(ctx, { id })
  const changed = lines.map(({ description, unitPriceMinor, quantity, discountPercent }) => {
    const percent = discountPercent + more
    return {
      kind: 'item' as const,
      description,
      quantityMilli: quantity * 1000,
      unit: '',
      unitPriceMinor,
      discount: percent === 0 ? null : { kind: 'percent' as const, basisPoints: Math.round(percent * 100) },
      taxBasisPoints: 2100,
      productId: null,
      variantId: null,
      listPriceMinor: null,
    }
  })
  await proposals.update({ ...ctx, ifMatch: version }, { id, lines: changed })
}

/** What is still open runs out by itself. */
async function watch(ctx: Ctx, proposalId: string): Promise<void> {
  const version = await versionOf(ctx, proposalId, 1)
  if (version) enqueueExpiry(ctx, { proposalId, version: 1, endsAt: version.endsAt })
}

async function leave(ctx: Ctx, id: string): Promise<string> {
  const input = sendProposal.input.parse({ id, channel: 'email', to: 'cliente@correo.example' })
  return (await send(ctx, input, { isHistory: true })).send.id
}
