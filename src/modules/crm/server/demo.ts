import { z } from 'zod'
import type { DemoPart } from '#kernel/module.ts'
import { several } from '#kernel/several.ts'
import { ContactKind, FieldValue, Relation } from '#crm/contract/contact.ts'
import { CreateField } from '#crm/contract/field.ts'
import { type SegmentGroup, SegmentTree } from '#crm/contract/segment.ts'
import { CreateView } from '#crm/contract/view.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as attentionSettings from '#crm/server/attention/settings.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { countSegments } from '#crm/server/segments/freezing.ts'
import { DemoLead, loadLeads } from '#crm/server/lead-model/demo-leads.ts'
import { DemoAddressBook, loadAddressBook } from '#crm/server/links/demo-links.ts'
import * as segments from '#crm/server/segments/segments.ts'
import { isGroup } from '#crm/server/segments/tree.ts'
import { DemoForm, DemoLeadPage, loadIntake } from '#crm/server/leads/demo-intake.ts'
import { DemoTask, loadTasks } from '#crm/server/tasks/demo-tasks.ts'
import * as tags from '#crm/server/tags/tags.ts'
import * as views from '#crm/server/views/views.ts'

const DemoContact = z.object({
  name: z.string(),
  kind: ContactKind.default('person'),
  phone: z.string().optional(),
  email: z.string().optional(),
  relations: z.array(Relation).default([]),
  tags: z.array(z.string()).default([]),
  createdDaysAgo: z.number().min(0),
  fields: z.record(z.string(), FieldValue).default({}),
  notes: z.string().default(''),
})

/** Conditions name tags by their words. */
const DemoSegment = z.object({ name: z.string(), description: z.string().default(''), conditions: SegmentTree })

/** What this module reads of a demo business: `contacts`, `contactFields` for the custom fields that they use, `segments`, `tasks`, `leads`, `forms`, `leadPages`, `vipTags`. */
export const CrmDemo = z.object({
  contacts: z.array(DemoContact).default([]),
  contactFields: z.array(CreateField).default([]),
  segments: z.array(DemoSegment).default([]),
  contactViews: z.array(CreateView.extend({ by: z.string() })).default([]),
  tasks: z.array(DemoTask).default([]),
  leads: z.array(DemoLead).default([]),
  forms: z.array(DemoForm).default([]),
  leadPages: z.array(DemoLeadPage).default([]),
  addressBook: DemoAddressBook.default({ contacts: [], links: [] }),
  organization: z.object({ currency: z.string() }).default({ currency: 'ARS' }),
  /** Names of tags of the contacts. */
  vipTags: z.array(z.string()).default([]),
})

const dayMs = 86_400_000

const withTagIds = (group: SegmentGroup, idOf: (name: string) => string): SegmentGroup => ({
  ...group,
  conditions: group.conditions.map((part) => {
    if (isGroup(part)) return withTagIds(part, idOf)
    return part.term === 'tags' && Array.isArray(part.value) ? { ...part, value: part.value.map(idOf) } : part
  }),
})

/**
 * Writes the contacts of a demo business through the module's own functions, each at its moment, oldest first. Leaves
 * `crm.contacts` (id by phone) in `made` for the modules that come later.
 */
export const demoContacts: DemoPart = {
  order: 20,
  async load(ctx, demo) {
    const data = CrmDemo.parse(demo.data)
    const start = new Date(ctx.now.getTime() - demo.days * dayMs)
    const tagsByName = await demo.at(start, ctx.actor, async (then) => {
      for (const field of data.contactFields) await fields.create(then, field)
      return tags.byName(then, [...new Set(data.contacts.flatMap((contact) => contact.tags))])
    })
    await demo.at(start, ctx.actor, (then) => loadAddressBook(then, data.addressBook))
    const oldestFirst = data.contacts.toSorted((a, b) => b.createdDaysAgo - a.createdDaysAgo)
    const ids = await several(oldestFirst, async (contact) => {
      const moment = new Date(ctx.now.getTime() - Math.round(contact.createdDaysAgo * dayMs))
      const made = await demo.at(moment, ctx.actor, (then) =>
        contacts.create(then, {
          kind: contact.kind,
          name: contact.name,
          identities: [
            ...(contact.phone ? [{ kind: 'phone' as const, value: contact.phone }] : []),
            ...(contact.email ? [{ kind: 'email' as const, value: contact.email }] : []),
          ],
          addresses: [],
          relations: contact.relations,
          tagIds: contact.tags.flatMap((name) => tagsByName.get(name)?.id ?? []),
          fields: contact.fields,
          notes: contact.notes,
          ownerId: null,
        }),
      )
      return made.id
    })
    const idByPhone = new Map(oldestFirst.flatMap(({ phone }, i) => (phone ? [[phone, ids[i] as string] as const] : [])))
    const vips = data.vipTags.flatMap((name) => tagsByName.get(name)?.id ?? [])
    if (vips.length > 0) await demo.at(start, ctx.actor, (then) => attentionSettings.layOut(then, vips))
    await loadLeads(ctx, demo, data.leads, data.organization.currency)
    await loadIntake(ctx, demo, data)
    await loadTasks(ctx, demo, data.tasks, ids.toReversed())
    demo.made.set('crm.contacts', idByPhone)
    const idOfTag = (name: string): string => tagsByName.get(name)?.id ?? name
    for (const { conditions, ...segment } of data.segments)
      await demo.at(ctx.now, ctx.actor, (then) =>
        segments.create(then, { kind: 'dynamic', ...segment, conditions: withTagIds(conditions, idOfTag) as typeof conditions }),
      )
    const people = demo.made.get('identity.people') as ReadonlyMap<string, { id: string; name: string }> | undefined
    for (const { by, ...view } of data.contactViews) {
      const author = people?.get(by)
      if (author)
        await demo.at(ctx.now, { kind: 'user', ...author, permissions: new Set(), teamIds: [], sessionId: '' }, (then) =>
          views.create(then, view),
        )
    }
    // What contacts did is told by jobs once all is there: their segments are counted after that.
    if (data.segments.length > 0)
      await demo.at(ctx.now, ctx.actor, (then) => Promise.resolve(then.enqueue(countSegments, {}, { at: new Date(Date.now() + 60_000) })))
  },
}
