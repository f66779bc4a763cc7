import { z } from 'zod'
import type { PlatformCtx } from '#kernel/ctx.ts'
import { isSigned } from '#kernel/crypto/webhook-signature.ts'
import { malformed } from '#kernel/problem.ts'
import { fetchLead } from '#crm/server/lead-ads/fetch-lead.job.ts'
import { hashOf } from '#crm/server/lead-ads/pages.ts'
import * as store from '#crm/server/lead-ads/pages.store.ts'
import * as secrets from '#crm/server/lead-ads/secrets.ts'
import { leadAdsHandshakeRefused, leadAdsSignatureWrong } from '#crm/server/problems.ts'

const number = z.union([z.string().max(60), z.number()]).transform(String)
const Told = z.object({
  object: z.literal('page'),
  entry: z
    .array(
      z.object({
        changes: z
          .array(z.object({ field: z.string(), value: z.unknown() }))
          .max(1_000)
          .catch([]),
      }),
    )
    .max(1_000),
})
const Leadgen = z.object({ leadgen_id: number, page_id: number })

/** The provider asks whether this address is ours: whoever knows the token of one of our pages gets the challenge back. */
export async function handshake(ctx: PlatformCtx, query: Record<string, unknown>): Promise<string> {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query
  if (mode !== 'subscribe' || typeof token !== 'string' || token.length > 200 || typeof challenge !== 'string' || challenge.length > 1_000)
    throw leadAdsHandshakeRefused()
  // Only the hash of a long random token is looked up, so how long that takes tells nothing.
  const owner = await store.ownerOfVerifyToken(ctx.sql, hashOf(token))
  if (!owner) throw leadAdsHandshakeRefused()
  await ctx.inOrg(owner.orgId, (tenant) => store.heard(tenant, owner.id))
  ctx.reply.text(challenge)
  return challenge
}

/**
 * What the provider tells: numbers of leads, which are fetched afterwards. 200 means that all of them are written down.
 * Each page believes only what is signed with its own secret; pages that are nobody's are acknowledged, because nothing
 * will ever change about them.
 */
export async function intake(ctx: PlatformCtx): Promise<Record<never, never>> {
  const { rawBody } = ctx.request
  const told = rawBody && Told.safeParse(jsonOf(rawBody))
  if (!rawBody || !told?.success) throw malformed()
  const leads = told.data.entry.flatMap(({ changes }) =>
    changes.flatMap(({ field, value }) => {
      const lead = field === 'leadgen' ? Leadgen.safeParse(value) : undefined
      return lead?.success ? [lead.data] : []
    }),
  )
  const known = leads.length > 0 ? await store.route(ctx.sql, [...new Set(leads.map(({ page_id }) => page_id))]) : []
  const trusted = await believed(ctx, known, rawBody)
  if (known.length > 0 && trusted.length === 0) {
    ctx.log.warn({ pages: known.map(({ id }) => id) }, 'leads of an advertisement came with a bad signature')
    throw leadAdsSignatureWrong()
  }
  for (const page of trusted) {
    const ids = [...new Set(leads.filter(({ page_id }) => page_id === page.pageId).map(({ leadgen_id }) => leadgen_id))]
    await ctx.inOrg(page.orgId, async (tenant) => {
      for (const deliveryId of await store.tell(tenant, page.id, ids))
        tenant.enqueue(fetchLead, { deliveryId }, { key: `crm.fetch-lead:${deliveryId}` })
      await store.heard(tenant, page.id)
    })
  }
  return {}
}

async function believed(ctx: PlatformCtx, known: readonly store.RoutedPage[], rawBody: Buffer): Promise<store.RoutedPage[]> {
  const signature = ctx.request.header('x-hub-signature-256')
  const trusted: store.RoutedPage[] = []
  for (const page of known) {
    const appSecret = await secrets.open({ crypto: ctx.crypto, sql: ctx.sql, org: page.orgId }, 'app_secret', page.id, page.appSecret)
    if (isSigned(rawBody, signature, [appSecret])) trusted.push(page)
  }
  return trusted
}

function jsonOf(rawBody: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody))
  } catch {
    return undefined
  }
}
