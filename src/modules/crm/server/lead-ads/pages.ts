import { createHash, randomBytes } from 'node:crypto'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import type { AdForm, ConnectLeadPage, LeadDelivery, LeadPage, LeadPageFailure, UpdateLeadPage } from '#crm/contract/lead-ads.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as graph from '#crm/server/lead-ads/graph.ts'
import { fetchLead } from '#crm/server/lead-ads/fetch-lead.job.ts'
import * as store from '#crm/server/lead-ads/pages.store.ts'
import { targetOf, usable } from '#crm/server/lead-ads/questions.ts'
import * as secrets from '#crm/server/lead-ads/secrets.ts'
import { formFieldUnusable, leadPageNotFound, leadPageRefused, leadPageTaken } from '#crm/server/problems.ts'

export const hashOf = (verifyToken: string): string => createHash('sha256').update(verifyToken).digest('base64url')

async function shown(ctx: Ctx, page: store.StoredPage): Promise<LeadPage> {
  const { token: _token, appSecret: _appSecret, verifyToken, ...rest } = page
  const { protocol, hostname } = new URL(ctx.config.publicUrl)
  return {
    ...rest,
    webhookUrl: `${ctx.config.publicUrl}/api/v1/webhooks/meta-leads`,
    verifyToken: await secrets.open(ctx, 'verify_token', page.id, verifyToken),
    isReachable: protocol === 'https:' && hostname !== 'localhost' && !/^[\d.]+$|:/.test(hostname),
  }
}

export const list = async (ctx: Ctx): Promise<{ items: LeadPage[] }> => ({
  items: await Promise.all((await store.all(ctx)).map((page) => shown(ctx, page))),
})

async function found(ctx: Ctx, id: string): Promise<store.StoredPage> {
  const page = await store.find(ctx, id)
  if (!page) throw leadPageNotFound()
  return page
}

const get = async (ctx: Ctx, id: string): Promise<LeadPage> => shown(ctx, await found(ctx, id))

export async function connect(ctx: Ctx, { pageId, token, appSecret }: ConnectLeadPage): Promise<LeadPage> {
  const access = { pageId, token, isDemo: await isDemo(ctx) }
  const name = await tried(ctx, access)
  const { id, isNew } = await layOut(ctx, { pageId, name, token, appSecret })
  if (!isNew) throw leadPageTaken({ name })
  ctx.audit({ action: 'crm.lead-page.connected', subject: { kind: 'lead-page', id, name: name || pageId }, after: { pageId } })
  return get(ctx, id)
}

/** Writes the page down, its secrets sealed. Not `isNew`: it was there. */
export async function layOut(
  ctx: Ctx,
  { pageId, name, token, appSecret }: ConnectLeadPage & { name: string },
): Promise<{ id: string; isNew: boolean }> {
  const id = ctx.newId()
  const verifyToken = randomBytes(24).toString('base64url')
  const isNew = await store.insert(ctx, {
    id,
    pageId,
    name: name.slice(0, 200) || pageId,
    token: await secrets.seal(ctx, 'token', id, token),
    appSecret: await secrets.seal(ctx, 'app_secret', id, appSecret),
    verifyToken: await secrets.seal(ctx, 'verify_token', id, verifyToken),
    verifyHash: hashOf(verifyToken),
  })
  return { id, isNew }
}

/** The pages of a demo with what their stand-in has to know of them. */
export const simulated = async (ctx: Ctx): Promise<{ id: string; name: string; token: string; appSecret: string; verifyToken: string }[]> =>
  Promise.all(
    (await store.all(ctx)).map(async ({ id, pageId, name, ...sealed }) => ({
      id: pageId,
      name,
      token: await secrets.open(ctx, 'token', id, sealed.token),
      appSecret: await secrets.open(ctx, 'app_secret', id, sealed.appSecret),
      verifyToken: await secrets.open(ctx, 'verify_token', id, sealed.verifyToken),
    })),
  )

/** The name of the page, when the token is good for it and its leads are told of from now on. */
async function tried(ctx: Ctx, access: graph.PageAccess): Promise<string> {
  const page = await graph.page(ctx, access)
  if (!page.ok) throw leadPageRefused({ reason: reasonOf(page.failure) })
  const subscribed = await graph.subscribe(ctx, access)
  if (!subscribed.ok) throw leadPageRefused({ reason: reasonOf(subscribed.failure) })
  return page.value.name
}

const reasonOf = (failure: graph.Failed['failure']): LeadPageFailure =>
  failure === 'gone' ? 'unknown_page' : failure === 'busy' ? 'unreachable' : failure

const isDemo = async (ctx: Ctx): Promise<boolean> => (await identity.organization(ctx)).isDemo

export async function update(ctx: Ctx, input: UpdateLeadPage): Promise<LeadPage> {
  const before = await found(ctx, input.id)
  if (input.mapping) await check(ctx, input.mapping)
  if (input.token !== undefined) await tried(ctx, { pageId: before.pageId, token: input.token, isDemo: await isDemo(ctx) })
  const next = {
    id: before.id,
    token: input.token === undefined ? before.token : await secrets.seal(ctx, 'token', before.id, input.token),
    appSecret: input.appSecret === undefined ? before.appSecret : await secrets.seal(ctx, 'app_secret', before.id, input.appSecret),
    mapping: input.mapping ?? before.mapping,
    isActive: input.isActive ?? before.isActive,
    failure: input.token === undefined ? before.failure : null,
  }
  if (!(await store.update(ctx, next, ctx.ifMatch ?? before.version))) throw changedMeanwhile({ version: before.version })
  if (input.token !== undefined) await retry(ctx, { id: before.id })
  ctx.audit({
    action: 'crm.lead-page.updated',
    subject: { kind: 'lead-page', id: before.id, name: before.name },
    before: { isActive: before.isActive, mapping: before.mapping },
    after: { isActive: next.isActive, mapping: next.mapping },
  })
  return get(ctx, before.id)
}

async function check(ctx: Ctx, mapping: LeadPage['mapping']): Promise<void> {
  const targets = Object.values(mapping).filter((target) => target.startsWith('fields.'))
  const known = targets.length > 0 ? usable(await fields.all(ctx)) : []
  for (const key of targets) if (!known.some((field) => key === `fields.${field.key}`)) throw formFieldUnusable({ key })
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
  const { name } = await found(ctx, id)
  await store.remove(ctx, id)
  ctx.audit({ action: 'crm.lead-page.removed', subject: { kind: 'lead-page', id, name } })
  return {}
}

export async function accessTo(ctx: Ctx, page: store.StoredPage): Promise<graph.PageAccess> {
  return { pageId: page.pageId, token: await secrets.open(ctx, 'token', page.id, page.token), isDemo: await isDemo(ctx) }
}

export async function listForms(ctx: Ctx, { id }: { id: string }): Promise<{ items: AdForm[] }> {
  const page = await found(ctx, id)
  const answer = await graph.forms(ctx, await accessTo(ctx, page))
  if (!answer.ok) throw leadPageRefused({ reason: reasonOf(answer.failure) })
  const definitions = await fields.all(ctx)
  return {
    items: answer.value.data.map((form) => ({
      id: form.id,
      name: form.name,
      questions: form.questions.map(({ key, label }) => ({ key, label: label || key, target: targetOf(key, page.mapping, definitions) })),
    })),
  }
}

export async function listDeliveries(ctx: Ctx, { id }: { id: string }): Promise<{ items: LeadDelivery[] }> {
  await found(ctx, id)
  return { items: await store.deliveries(ctx, id) }
}

export async function sendTest(ctx: Ctx, { id, formId }: { id: string; formId: string }): Promise<Record<never, never>> {
  const page = await found(ctx, id)
  const answer = await graph.makeTestLead(ctx, await accessTo(ctx, page), formId)
  if (!answer.ok) throw leadPageRefused({ reason: reasonOf(answer.failure) })
  return {}
}

export async function retry(ctx: Ctx, { id }: { id: string }): Promise<{ count: number }> {
  await found(ctx, id)
  const open = await store.reopen(ctx, id)
  for (const deliveryId of open) ctx.enqueue(fetchLead, { deliveryId }, { key: `crm.fetch-lead:${deliveryId}` })
  return { count: open.length }
}
