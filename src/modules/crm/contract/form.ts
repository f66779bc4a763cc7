import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { ConsentChannel, ConsentPurpose } from '#crm/contract/consent.ts'

/** `name`, `phone`, `email`, `message`, or `fields.<key>` of a custom field. */
export const FormFieldKey = z.string().regex(/^(?:name|phone|email|message|fields\.[a-z][a-z0-9_]{0,39})$/)
export const FormField = z.object({
  key: FormFieldKey,
  label: z.string().trim().min(1).max(80),
  isRequired: z.boolean(),
})
export type FormField = z.infer<typeof FormField>

/** What somebody agrees to by ticking it; the very words are kept with the consent. */
export const FormConsent = z.object({
  channel: ConsentChannel,
  purpose: ConsentPurpose,
  text: z.string().trim().min(1).max(500),
  isRequired: z.boolean(),
})
export type FormConsent = z.infer<typeof FormConsent>

export const FormTexts = z.object({
  title: z.string().trim().min(1).max(120),
  intro: z.string().trim().max(600).default(''),
  button: z.string().trim().min(1).max(40),
  thanks: z.string().trim().min(1).max(600),
})

const redirectUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .nullable()

export const Form = z.object({
  id: Id,
  slug: z.string(),
  /** Where the form stands by itself. */
  url: z.string(),
  name: z.string(),
  brandId: Id,
  fields: z.array(FormField),
  consents: z.array(FormConsent),
  texts: FormTexts,
  redirectUrl: z.string().nullable(),
  isOpen: z.boolean(),
  textVersion: z.int(),
  submissionCount: z.int(),
  lastSubmissionAt: Instant.nullable(),
  createdAt: Instant,
  version: z.int(),
})
export type Form = z.infer<typeof Form>

export const CreateForm = z.object({
  name: z.string().trim().min(1).max(80),
  /** The main brand when left out. */
  brandId: Id.optional(),
  fields: z.array(FormField).min(1).max(30),
  consents: z.array(FormConsent).max(6).default([]),
  texts: FormTexts,
  redirectUrl: redirectUrl.default(null),
})
export type CreateForm = z.output<typeof CreateForm>

export const UpdateForm = CreateForm.partial().extend({ id: Id, isOpen: z.boolean().optional() })
export type UpdateForm = z.output<typeof UpdateForm>

/** A form as a page of others asks for it, to draw it by itself: with the token that the submission carries. */
export const PublicForm = z.object({
  fields: z.array(FormField.extend({ type: z.string(), options: z.array(z.object({ id: z.string(), label: z.string() })) })),
  consents: z.array(FormConsent),
  texts: FormTexts,
  redirectUrl: z.string().nullable(),
  token: z.string(),
})
export type PublicForm = z.infer<typeof PublicForm>

/** `answers` by key of the field (`consent:<n>` is `yes`). `page` and `referrer`: where the form stood, and from where they came. */
export const SubmitForm = z.object({
  slug: z.string().max(40),
  token: z.string().max(200),
  answers: z.record(z.string().max(60), z.union([z.string().max(5_000), z.array(z.string().max(100)).max(50)])),
  page: z.string().max(2_000).default(''),
  referrer: z.string().max(2_000).default(''),
})
export type SubmitForm = z.output<typeof SubmitForm>
