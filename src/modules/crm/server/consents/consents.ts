import type { Ctx } from '#kernel/ctx.ts'
import type { Consent, ConsentChannel, ConsentHistory, ConsentPurpose, ConsentState, SetConsent } from '#crm/contract/consent.ts'
import { consentChanged } from '#crm/contract/events.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { restrictedContacts } from '#crm/server/contacts/restriction.store.ts'
import * as store from '#crm/server/consents/consents.store.ts'
import type { z } from 'zod'

type Known = z.output<typeof ConsentHistory>

export async function list(ctx: Ctx, { id }: { id: string }): Promise<Known> {
  await contacts.get(ctx, { id })
  return { current: await store.current(ctx, id), history: await store.history(ctx, id) }
}

/** A teammate or a program writes down what the contact said. */
export async function set(ctx: Ctx, input: SetConsent): Promise<Consent> {
  const contact = await contacts.get(ctx, input)
  const before = (await store.current(ctx, input.id)).find((one) => one.channel === input.channel && one.purpose === input.purpose)
  const source = ctx.actor.kind === 'api-key' ? 'api' : 'person'
  const [written] = await record(ctx, [{ ...input, contactId: input.id, source }])
  if (!written) return before as Consent
  ctx.audit({
    action: 'crm.consent.changed',
    subject: { kind: 'contact', id: contact.id, name: contact.name },
    before: { [`${input.channel}.${input.purpose}`]: before?.state ?? 'unknown' },
    after: {
      [`${input.channel}.${input.purpose}`]: input.state,
      ...(input.evidence && { evidence: input.evidence }),
      ...(input.textVersion && { textVersion: input.textVersion }),
    },
  })
  return written
}

export type Said = {
  contactId: string
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState
  source: string
  evidence: string
  /** Which text they said it to: its name and version. */
  textVersion?: string | undefined
}

/** Writes down consents from wherever they come (a keyword, a form, an import) and tells those that changed. */
export async function record(ctx: Ctx, said: readonly Said[]): Promise<Consent[]> {
  if (said.length === 0) return []
  const actorName = ctx.actor.kind === 'system' ? null : ctx.actor.name
  // What is said twice about one matter is what was said last.
  const last = new Map(said.map((one) => [`${one.contactId} ${one.channel} ${one.purpose}`, one]))
  const changes = [...last.values()].map(({ contactId, channel, purpose, state, source, evidence, textVersion = '' }) => ({
    id: ctx.newId(),
    contactId,
    channel,
    purpose,
    state,
    source,
    evidence,
    textVersion,
  }))
  const written = await store.write(ctx, changes, actorName)
  await contacts.tellConsents(ctx, written)
  for (const { contactId, channel, purpose, state } of written) await ctx.emit(consentChanged, { contactId, channel, purpose, state })
  return written.map(({ contactId: _contact, ...consent }) => consent)
}

/**
 * `unknown` when nobody ever asked. Marketing needs `granted`; service only needs that it was not `denied`. Whoever had the
 * processing of their data restricted counts as having denied marketing, whatever they said before.
 */
export async function stateOf(
  ctx: Ctx,
  asked: { contactIds: readonly string[]; channel: ConsentChannel; purpose: ConsentPurpose },
): Promise<Map<string, ConsentState>> {
  const known = new Map((await store.states(ctx, asked)).map((row) => [row.contactId, row.state]))
  const restricted = asked.purpose === 'marketing' ? await restrictedContacts(ctx, asked.contactIds) : new Set<string>()
  return new Map(asked.contactIds.map((id) => [id, restricted.has(id) ? 'denied' : (known.get(id) ?? 'unknown')]))
}

export type Overruled = { contactId: string; channel: ConsentChannel; purpose: ConsentPurpose; state: ConsentState }

/**
 * Consents of a file; answers what was known before of those that it changed. A file never overrules a refusal: what
 * somebody denied stays denied until a person or they themselves say otherwise. With `onlyUnknown` it overrules nothing.
 */
export async function recordImported(ctx: Ctx, said: readonly Said[], { onlyUnknown }: { onlyUnknown: boolean }): Promise<Overruled[]> {
  if (said.length === 0) return []
  const known = await store.currentOf(ctx, [...new Set(said.map(({ contactId }) => contactId))])
  const stateByKey = new Map(known.map(({ contactId, channel, purpose, state }) => [`${contactId} ${channel} ${purpose}`, state]))
  const before = (one: Said): ConsentState => stateByKey.get(`${one.contactId} ${one.channel} ${one.purpose}`) ?? 'unknown'
  const changing = said.filter(
    (one) => before(one) !== one.state && (before(one) === 'unknown' || (before(one) === 'granted' && !onlyUnknown)),
  )
  await record(ctx, changing)
  return changing.map((one) => ({ contactId: one.contactId, channel: one.channel, purpose: one.purpose, state: before(one) }))
}

/** Takes back what an import had said, where nobody has said anything since. */
export async function takeBackImported(ctx: Ctx, overruled: readonly Overruled[]): Promise<void> {
  if (overruled.length === 0) return
  const known = await store.currentOf(ctx, [...new Set(overruled.map(({ contactId }) => contactId))])
  const isImported = (one: Overruled): boolean =>
    known.some(
      (now) => now.contactId === one.contactId && now.channel === one.channel && now.purpose === one.purpose && now.source === 'import',
    )
  await record(
    ctx,
    overruled.filter(isImported).map((one) => ({ ...one, source: 'import', evidence: '' })),
  )
}
