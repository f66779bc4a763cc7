import type { Field } from '#crm/contract/field.ts'
import type { FieldValue } from '#crm/contract/contact.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { update } from '#crm/server/contacts/edit.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { contactNotFound, fieldUnknown } from '#crm/server/problems.ts'
import * as tags from '#crm/server/tags/tags.ts'
import * as tasks from '#crm/server/tasks/tasks.ts'
import { CreateTask } from '#crm/contract/task.ts'
import * as identity from '#identity/server/public.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Action } from '#kernel/action.ts'

/** What others may have done with a contact: the flows of bots. */
const addTag: Action = {
  code: 'crm.add-tag',
  order: 10,
  fields: [{ name: 'tag', kind: 'text', isRequired: true }],
  async run(ctx, { tag = '' }, { contactId }) {
    const name = tag.trim().slice(0, 40)
    if (name === '') return {}
    const contact = await living(ctx, contactId)
    const known = (await tags.byName(ctx, [name])).get(name)
    if (known && !contact.tagIds.includes(known.id)) await update(ctx, { id: contact.id, tagIds: [...contact.tagIds, known.id] })
    return {}
  },
}

const setField: Action = {
  code: 'crm.set-field',
  order: 20,
  fields: [
    {
      name: 'field',
      kind: 'choice',
      isRequired: true,
      choices: async (ctx) => (await settable(ctx)).map(({ key, label }) => ({ value: key, label })),
    },
    { name: 'value', kind: 'text', isRequired: true },
  ],
  async run(ctx, { field = '', value = '' }, { contactId }) {
    const definition = (await settable(ctx)).find(({ key }) => key === field)
    if (!definition) throw fieldUnknown({ key: field })
    const contact = await living(ctx, contactId)
    await update(ctx, { id: contact.id, fields: { [field]: valueFor(definition, value) } })
    return {}
  },
}

const createTask: Action = {
  code: 'crm.create-task',
  order: 30,
  fields: [
    { name: 'title', kind: 'text', isRequired: true },
    { name: 'notes', kind: 'long', isRequired: false },
    { name: 'hours', kind: 'text', isRequired: false },
    {
      name: 'assignee',
      kind: 'choice',
      isRequired: false,
      choices: async (ctx) =>
        (await identity.colleagues(ctx)).filter(({ isActive }) => isActive).map(({ id, name }) => ({ value: id, label: name })),
    },
  ],
  async run(ctx, { title = '', notes = '', hours = '', assignee = '' }, { contactId, conversationId }) {
    const contact = await living(ctx, contactId)
    const inHours = Number(hours.replace(',', '.'))
    const dueAt = hours.trim() !== '' && Number.isFinite(inHours) ? new Date(ctx.now.getTime() + inHours * 3_600_000).toISOString() : null
    const reference = conversationId === null ? null : { href: `/bandeja/${conversationId}`, words: contact.name.slice(0, 120) }
    const task = await tasks.create(
      ctx,
      CreateTask.parse({
        title: (title.trim() || contact.name).slice(0, 200),
        notes: notes.slice(0, 2000),
        dueAt,
        contactId: contact.id,
        assigneeId: assignee || null,
        reference,
      }),
    )
    return { task: task.id }
  },
}

export const actions: readonly Action[] = [addTag, setField, createTask]

async function living(ctx: Ctx, id: string): Promise<contacts.Stored> {
  const contact = await contacts.findForUpdate(ctx, id)
  if (!contact) throw contactNotFound()
  return contact.mergedInto === null ? contact : living(ctx, contact.mergedInto)
}

/** Those that a text can say. */
const settable = async (ctx: Ctx): Promise<Field[]> =>
  (await fields.all(ctx)).filter(
    ({ type, isArchived }) => !isArchived && ['text', 'number', 'date', 'link', 'choice', 'boolean'].includes(type),
  )

/** Whatever does not fit stays text, and is refused as any other value that does not. */
function valueFor({ type, options }: Field, value: string): FieldValue {
  if (type === 'number') return Number.isFinite(Number(value.replace(',', '.'))) ? Number(value.replace(',', '.')) : value
  if (type === 'choice') return options.find(({ label }) => searchable(label) === searchable(value))?.id ?? value.trim()
  if (type === 'boolean') return /^(s[ií]|true|1|yes)$/i.test(value.trim())
  return value.trim()
}
