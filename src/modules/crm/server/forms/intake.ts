import { createHash } from 'node:crypto'
import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { addressKey, attempt } from '#kernel/auth/throttle.ts'
import { tooMany } from '#kernel/problem.ts'
import type { PublicForm, SubmitForm } from '#crm/contract/form.ts'
import { update } from '#crm/server/contacts/edit.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { homeOf } from '#crm/server/contacts/home.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { readAnswers, type Answers, type Given, type Refusal } from '#crm/server/forms/answers.ts'
import * as store from '#crm/server/forms/forms.store.ts'
import { originOf } from '#crm/server/forms/origin.ts'
import * as token from '#crm/server/forms/token.ts'
import { receive } from '#crm/server/leads/leads.ts'
import { formClosed, formNotFound, formRefused } from '#crm/server/problems.ts'

/** The field that people do not see, and programs fill in. */
export const trap = 'company_site'

const perAddress = { limit: 10, windowSeconds: 600 }
const perForm = { limit: 600, windowSeconds: 600 }
const sameForMs = 86_400_000

export type Outcome =
  | { state: 'taken' }
  /** Nothing was written; the words are `crm.form_page.notices.<state>`, of each answer `crm.form_page.errors.<refusal>`. */
  | { state: 'refused' | 'too-soon' | 'too-late' | 'forged'; refusals: Map<string, Refusal> }

/** Runs in the organization whose form it is; 404 for addresses of nobody. */
export async function inFormOf<T>(ctx: PlatformCtx, slug: string, run: (ctx: Ctx, form: store.StoredForm) => Promise<T>): Promise<T> {
  const owner = /^[\w-]{22}$/.test(slug) ? await store.ownerOf(ctx.sql, slug) : undefined
  if (!owner) throw formNotFound()
  return ctx.inOrg(owner.orgId, async (tenant) => {
    const form = await store.find(tenant, owner.id)
    if (!form) throw formNotFound()
    return run(tenant, form)
  })
}

/** Throws `kernel.too_many_requests` for an address that sends too often, or a form that is flooded. Counts before anything is read. */
export async function refuseFlood(ctx: PlatformCtx, slug: string): Promise<void> {
  const address = await attempt(ctx.sql, {
    bucket: 'crm.form.address',
    key: `${slug} ${addressKey(ctx.request.ip)}`,
    now: ctx.now,
    ...perAddress,
  })
  if (!address.allowed) throw tooMany({ retryAfterSeconds: address.retryAfterSeconds })
  const all = await attempt(ctx.sql, { bucket: 'crm.form.all', key: slug, now: ctx.now, ...perForm })
  if (!all.allowed) throw tooMany({ retryAfterSeconds: all.retryAfterSeconds })
}

/** What somebody sent, all or nothing. Whoever fell into the trap is thanked and forgotten. */
export async function take(
  ctx: Ctx,
  form: store.StoredForm,
  sent: Omit<SubmitForm, 'slug' | 'answers'> & { answers: Given },
): Promise<Outcome> {
  if (!form.isOpen) throw formClosed()
  if (sent.answers[trap]) return { state: 'taken' }
  const [definitions, home] = await Promise.all([fields.all(ctx), homeOf(ctx)])
  const { answers, refusals } = readAnswers(form, sent.answers, definitions, home)
  const reading = token.read(ctx.crypto, form.id, sent.token, ctx.now)
  if (refusals.size > 0) return { state: 'refused', refusals }
  if (reading.state !== 'good') return { state: reading.state, refusals }
  if (await store.isKnown(ctx, form.id, digestOf(answers), new Date(ctx.now.getTime() - sameForMs))) return { state: 'taken' }
  await keep(ctx, form, answers, { ...sent, nonce: reading.nonce })
  return { state: 'taken' }
}

/** An enquiry of what somebody answered, kept with the form and the place where it stood. `nonce`: sent again, it is the same one. */
export async function keep(
  ctx: Ctx,
  form: store.StoredForm,
  answers: Answers,
  sent: { page: string; referrer: string; nonce: string },
): Promise<void> {
  const textVersion = `${form.name} · ${form.textVersion}`.slice(0, 120)
  const { lead, isNew } = await receive(ctx, {
    name: answers.name,
    identities: answers.identities,
    channel: 'form',
    source: `form:${form.id}:${sent.nonce}`,
    kind: 'form.submitted',
    formId: form.id,
    message: answers.message,
    origin: originOf(sent),
    consents: answers.consents.map(({ channel, purpose, text }) => ({ channel, purpose, evidence: text, textVersion })),
    consentSource: 'form',
  })
  if (!isNew) return
  await fillEmpty(ctx, lead.contactId, answers)
  const kept = { ...answers.values, ...(answers.name && { name: answers.name }), ...(answers.message && { message: answers.message }) }
  await store.addSubmission(ctx, {
    id: ctx.newId(),
    formId: form.id,
    contactId: lead.contactId,
    leadId: lead.id,
    answers: kept,
    textVersion: form.textVersion,
    digest: digestOf(answers),
  })
}

const digestOf = (answers: Answers): string => createHash('sha256').update(JSON.stringify(answers)).digest('base64url')

/** A stranger's word fills in what is not known and changes nothing that is. */
export async function fillEmpty(ctx: Ctx, contactId: string, { values }: Pick<Answers, 'values'>): Promise<void> {
  const known = await contacts.find(ctx, contactId)
  const missing = Object.entries(values).filter(([key]) => known?.fields[key] === undefined)
  if (missing.length > 0) await update(ctx, { id: contactId, fields: Object.fromEntries(missing) })
}

export const show = (ctx: PlatformCtx, { slug }: { slug: string }): Promise<PublicForm> =>
  inFormOf(ctx, slug, async (tenant, form) => {
    if (!form.isOpen) throw formClosed()
    return {
      ...(await drawn(tenant, form)),
      consents: form.consents,
      texts: form.texts,
      redirectUrl: form.redirectUrl,
      token: token.issue(tenant.crypto, form.id, tenant.now),
    }
  })

/** The fields with what a page has to know to draw them; those that are gone are left out. */
export async function drawn(ctx: Ctx, form: store.StoredForm): Promise<Pick<PublicForm, 'fields'>> {
  const definitions = await fields.all(ctx)
  return {
    fields: form.fields.flatMap((field): PublicForm['fields'] => {
      if (!field.key.startsWith('fields.')) return [{ ...field, type: field.key, options: [] }]
      const custom = definitions.find((one) => `fields.${one.key}` === field.key)
      return custom && !custom.isArchived ? [{ ...field, type: custom.type, options: custom.options }] : []
    }),
  }
}

export async function submit(ctx: PlatformCtx, input: SubmitForm): Promise<{ thanks: string; redirectUrl: string | null }> {
  await refuseFlood(ctx, input.slug)
  return inFormOf(ctx, input.slug, async (tenant, form) => {
    const outcome = await take(tenant, form, input)
    if (outcome.state === 'taken') return { thanks: form.texts.thanks, redirectUrl: form.redirectUrl }
    const words = [...outcome.refusals].map(([path, refusal]) => ({ path, message: tenant.t(`crm.form_page.errors.${refusal}`) }))
    const whole = { path: 'token', message: tenant.t(`crm.form_page.notices.${outcome.state.replaceAll('-', '_')}`) }
    throw formRefused({ issues: words.length > 0 ? words : [whole] })
  })
}
