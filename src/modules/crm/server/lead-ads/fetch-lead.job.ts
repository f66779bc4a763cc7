import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { job, TryAgain } from '#kernel/jobs/job.ts'
import * as identity from '#identity/server/public.ts'
import { fillEmpty } from '#crm/server/forms/intake.ts'
import { homeOf } from '#crm/server/contacts/home.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as graph from '#crm/server/lead-ads/graph.ts'
import * as store from '#crm/server/lead-ads/pages.store.ts'
import { originOf, readLead } from '#crm/server/lead-ads/questions.ts'
import * as secrets from '#crm/server/lead-ads/secrets.ts'
import { receive } from '#crm/server/leads/leads.ts'

const busyForMs = 60_000
const silentForMs = 5 * 60_000

/**
 * Fetches what was told of and makes an enquiry of it. In whatever order and however often it was told: the moment is
 * the one at which they answered, and the enquiry is known by the provider's number of it.
 */
export const fetchLead = job({
  name: 'crm.fetch-lead',
  payload: z.object({ deliveryId: z.uuid() }),
  attempts: 40,
  async work(desk, { deliveryId }) {
    const known = await desk.transaction(async (ctx) => {
      const delivery = await store.delivery(ctx, deliveryId)
      const page = delivery?.state === 'waiting' ? await store.find(ctx, delivery.leadPageId) : undefined
      if (!delivery || !page) return undefined
      const token = await secrets.open(ctx, 'token', page.id, page.token)
      return { delivery, page, access: { pageId: page.pageId, token, isDemo: (await identity.organization(ctx)).isDemo } }
    })
    if (!known) return
    const answer = await graph.lead(desk, known.access, known.delivery.leadgenId)
    const again = await desk.transaction((ctx) =>
      answer.ok ? take(ctx, known.delivery, known.page, answer.value) : putOff(ctx, known.delivery, answer.failure, desk.lastAttempt),
    )
    if (again) throw again
  },
})

/** What somebody answered becomes an enquiry, and fills in what is not known of them. */
export async function take(ctx: Ctx, delivery: store.OpenDelivery, page: store.StoredPage, lead: graph.AdLead): Promise<undefined> {
  const definitions = await fields.all(ctx)
  const answers = readLead(lead, page.mapping, definitions, await homeOf(ctx))
  await store.setFailure(ctx, page.id, null)
  if (answers.identities.length === 0) {
    await store.settle(ctx, delivery.id, { state: 'failed', failure: 'no_identity' })
    return
  }
  const answered = Date.parse(lead.created_time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  const { lead: kept } = await receive(ctx, {
    name: answers.name,
    identities: answers.identities,
    channel: 'lead-ads',
    source: `leadgen:${delivery.leadgenId}`,
    kind: 'form.submitted',
    formId: null,
    message: answers.message,
    origin: originOf(lead),
    consents: [],
    consentSource: 'form',
    at: new Date(Number.isNaN(answered) ? ctx.now : Math.min(answered, ctx.now.getTime())),
  })
  await fillEmpty(ctx, kept.contactId, answers)
  await store.settle(ctx, delivery.id, { state: 'taken', contactId: kept.contactId, leadId: kept.id })
}

/** A token that is no good keeps the delivery waiting for a better one; what is not there any more never comes. */
async function putOff(
  ctx: Ctx,
  delivery: store.OpenDelivery,
  failure: graph.Failed['failure'],
  isLast: boolean,
): Promise<TryAgain | undefined> {
  if (failure === 'token' || failure === 'permission') await store.setFailure(ctx, delivery.leadPageId, failure)
  const isWorthWaiting = failure === 'busy' || failure === 'unreachable'
  if (isWorthWaiting && !isLast)
    return new TryAgain(new Date(ctx.now.getTime() + (failure === 'busy' ? busyForMs : silentForMs)), `the provider is ${failure}`)
  await store.settle(ctx, delivery.id, { state: 'failed', failure })
  return undefined
}
