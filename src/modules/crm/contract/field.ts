import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'

export const FieldType = z.enum(['text', 'number', 'money', 'date', 'choice', 'multi-choice', 'boolean', 'user', 'link'])
export type FieldType = z.infer<typeof FieldType>

/** Whoever has no value of a field would have what every object has of that name. */
export const isOfAnyObject = (key: string): boolean => key in Object.prototype

/** The name of a field for programs: in the API, in filters (`fields.birthday:eq:2001-02-03`) and in CSV headers. Never changes. */
export const FieldKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .refine((key) => !isOfAnyObject(key), { error: 'kernel.fields.shape' })

export const FieldOption = z.object({ id: z.string().regex(/^[a-z0-9_-]{1,40}$/), label: z.string().trim().min(1).max(60) })
export type FieldOption = z.infer<typeof FieldOption>

/** A custom field of contacts, defined by an administrator. */
export const Field = z.object({
  id: Id,
  key: FieldKey,
  label: z.string(),
  type: FieldType,
  /** For choices. An option that is removed stays in the values that have it until they are edited. */
  options: z.array(FieldOption),
  /** For money: the one currency of its values. */
  currency: z.string().nullable(),
  position: z.number(),
  isArchived: z.boolean(),
  version: z.number(),
})
export type Field = z.infer<typeof Field>

const label = z.string().trim().min(1).max(60)
const options = z.array(FieldOption).max(100)

export const CreateField = z.object({
  /** Made from the label when absent. */
  key: FieldKey.optional(),
  label,
  type: FieldType,
  options: options.default([]),
  currency: Currency.nullable().default(null),
})
export type CreateField = z.output<typeof CreateField>

/** The type and the key never change: values already written would lose their meaning. */
export const UpdateField = z.object({
  id: Id,
  label: label.optional(),
  options: options.optional(),
  position: z.int().min(0).max(10_000).optional(),
  isArchived: z.boolean().optional(),
})
export type UpdateField = z.output<typeof UpdateField>
