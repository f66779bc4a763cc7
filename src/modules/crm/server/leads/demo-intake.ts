import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { FieldValue } from '#crm/contract/contact.ts'
import { CreateForm } from '#crm/contract/form.ts'
import { ConnectLeadPage } from '#crm/contract/lead-ads.ts'
import * as forms from '#crm/server/forms/forms.ts'
import * as formStore from '#crm/server/forms/forms.store.ts'
import { keep } from '#crm/server/forms/intake.ts'
import { take } from '#crm/server/lead-ads/fetch-lead.job.ts'
import { AdLead } from '#crm/server/lead-ads/graph.ts'
import * as pages from '#crm/server/lead-ads/pages.ts'
import * as pageStore from '#crm/server/lead-ads/pages.store.ts'

const DemoSubmission = z.object({
  name: z.string(),
  email: z.string(),
  message: z.string(),
  fields: z.record(z.string(), FieldValue).default({}),
  page: z.string(),
  referrer: z.string().default(''),
  hoursAgo: z.number(),
})
/** A form on the page of the business, and who sent it. */
export const DemoForm = CreateForm.extend({ submissions: z.array(DemoSubmission).default([]) })
/** A page whose advertisements ask for data, and who answered them. */
export const DemoLeadPage = ConnectLeadPage.extend({
  name: z.string(),
  leads: z.array(AdLead.omit({ created_time: true }).extend({ hoursAgo: z.number() })).default([]),
})

/** What came in through forms of the business and of its advertisements, each at its moment and by the same functions as real ones. */
export async function loadIntake(
  ctx: Ctx,
  demo: DemoBusiness,
  data: { forms: readonly z.output<typeof DemoForm>[]; leadPages: readonly z.output<typeof DemoLeadPage>[] },
): Promise<void> {
  const ago = (hours: number): Date => new Date(ctx.now.getTime() - hours * 3_600_000)
  const start = ago(demo.days * 24)
  for (const { submissions, ...form } of data.forms) {
    const { id } = await demo.at(start, ctx.actor, (then) => forms.create(then, form))
    for (const { name, email, message, fields, hoursAgo, ...from } of submissions.toSorted((a, b) => b.hoursAgo - a.hoursAgo))
      await demo.at(ago(hoursAgo), ctx.actor, async (then) => {
        const stored = await formStore.find(then, id)
        const answers = { name, message, values: fields, identities: [{ kind: 'email' as const, value: email }], consents: form.consents }
        if (stored) await keep(then, stored, answers, { ...from, nonce: `demo-${email}` })
      })
  }
  for (const { leads, ...page } of data.leadPages) {
    const { id } = await demo.at(start, ctx.actor, (then) => pages.layOut(then, page))
    for (const { hoursAgo, ...lead } of leads.toSorted((a, b) => b.hoursAgo - a.hoursAgo))
      await demo.at(ago(hoursAgo), ctx.actor, async (then) => {
        const [deliveryId] = await pageStore.tell(then, id, [lead.id])
        const [delivery, stored] = [deliveryId && (await pageStore.delivery(then, deliveryId)), await pageStore.find(then, id)]
        await pageStore.heard(then, id)
        if (delivery && stored) await take(then, delivery, stored, { ...lead, created_time: ago(hoursAgo).toISOString() })
      })
  }
}
