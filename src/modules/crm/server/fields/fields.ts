import type { Ctx } from '#kernel/ctx.ts'
import { searchable } from '#kernel/contract/text.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { FieldValue, FieldValues } from '#crm/contract/contact.ts'
import { definitionsChanged } from '#crm/contract/events.ts'
import { isOfAnyObject, type CreateField, type Field, type UpdateField } from '#crm/contract/field.ts'
import { indexRowsOf, readValue, type IndexRow } from '#crm/server/fields/field-value.ts'
import * as store from '#crm/server/fields/fields.store.ts'
import {
  fieldIncomplete,
  fieldInvalid,
  fieldKeyTaken,
  fieldNotFound,
  fieldUnknown,
  reasonWord,
  tooManyFields,
} from '#crm/server/problems.ts'

const mostFields = 200

export const list = async (ctx: Ctx): Promise<{ items: Field[] }> => ({ items: await store.all(ctx) })

export const all = (ctx: Ctx): Promise<Field[]> => store.all(ctx)

export async function create(ctx: Ctx, input: CreateField): Promise<Field> {
  const existing = await store.all(ctx)
  if (existing.length >= mostFields) throw tooManyFields({ limit: mostFields })
  const isChoice = input.type === 'choice' || input.type === 'multi-choice'
  if (isChoice && input.options.length === 0) throw fieldIncomplete({ missing: 'options' })
  if (input.type === 'money' && !input.currency) throw fieldIncomplete({ missing: 'currency' })
  if (new Set(input.options.map((option) => option.id)).size < input.options.length) throw fieldIncomplete({ missing: 'distinct_options' })
  const taken = new Set(existing.map((field) => field.key))
  if (input.key && taken.has(input.key)) throw fieldKeyTaken({ key: input.key })
  const field = await store.insert(ctx, {
    id: ctx.newId(),
    key: input.key ?? keyFrom(input.label, taken),
    label: input.label,
    type: input.type,
    options: isChoice ? input.options : [],
    currency: input.type === 'money' ? input.currency : null,
    position: Math.max(0, ...existing.map((one) => one.position)) + 1,
  })
  if (!field) throw fieldKeyTaken({ key: input.key ?? keyFrom(input.label, taken) })
  ctx.audit({ action: 'crm.field.created', subject: { kind: 'contact-field', id: field.id, name: field.label }, after: shown(field) })
  await ctx.emit(definitionsChanged, { kind: 'field' })
  return field
}

export async function update(ctx: Ctx, input: UpdateField): Promise<Field> {
  const before = await store.find(ctx, input.id)
  if (!before) throw fieldNotFound()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const isChoice = before.type === 'choice' || before.type === 'multi-choice'
  const options = isChoice && input.options ? input.options : before.options
  if (isChoice && options.length === 0) throw fieldIncomplete({ missing: 'options' })
  if (new Set(options.map((option) => option.id)).size < options.length) throw fieldIncomplete({ missing: 'distinct_options' })
  const field = await store.update(ctx, {
    ...before,
    label: input.label ?? before.label,
    options,
    position: input.position ?? before.position,
    isArchived: input.isArchived ?? before.isArchived,
  })
  if (!field) throw changedMeanwhile({})
  ctx.audit({
    action: 'crm.field.updated',
    subject: { kind: 'contact-field', id: field.id, name: field.label },
    before: shown(before),
    after: shown(field),
  })
  await ctx.emit(definitionsChanged, { kind: 'field' })
  return field
}

const shown = ({ key, label, type, options, currency, isArchived }: Field): Record<string, unknown> => ({
  key,
  label,
  type,
  options,
  currency,
  isArchived,
})

/** `Fecha de cumpleaños` → `fecha_de_cumpleanos`, numbered when it exists. */
export function keyFrom(label: string, taken: ReadonlySet<string>): string {
  const words = searchable(label)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 36)
  const named = words === '' ? 'campo' : words.replace(/_+$/, '')
  const base = isOfAnyObject(named) ? `${named}_1` : named
  if (!taken.has(base)) return base
  for (let number = 2; ; number++) if (!taken.has(`${base}_${number}`)) return `${base}_${number}`
}

export type Changes = Readonly<Record<string, FieldValue | null>>
export type Applied = { fields: FieldValues; changed: string[]; fieldIds: string[]; index: IndexRow[] }

/** The values after `changes`, checked against the definitions, and the index rows of the fields that changed. */
export function apply(definitions: readonly Field[], before: FieldValues, changes: Changes): Applied {
  const byKey = new Map(definitions.map((field) => [field.key, field]))
  const fields: FieldValues = { ...before }
  const applied: Applied = { fields, changed: [], fieldIds: [], index: [] }
  for (const [key, given] of Object.entries(changes)) {
    const field = byKey.get(key)
    if (!field) throw fieldUnknown({ key })
    const read = given === null ? { value: null } : readValue(field, given)
    if ('invalid' in read) throw fieldInvalid({ key, label: field.label, reason: reasonWord(read.invalid) })
    if (JSON.stringify(read.value) === JSON.stringify(before[key] ?? null)) continue
    applied.changed.push(key)
    applied.fieldIds.push(field.id)
    if (read.value === null) delete fields[key]
    else {
      fields[key] = read.value
      applied.index.push(...indexRowsOf(field, read.value))
    }
  }
  return applied
}

/** The index rows of all these values; those of fields that no longer exist have none. */
export const indexOf = (definitions: readonly Field[], values: FieldValues): IndexRow[] =>
  definitions.flatMap((field) => {
    const value = values[field.key]
    return value === undefined ? [] : indexRowsOf(field, value)
  })
