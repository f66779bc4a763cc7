import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { Uploaded } from '#conversations/contract/content.ts'
import { canManageTemplates, canReadOwn } from '#conversations/contract/permissions.ts'
import { Template, TemplateAccount, TemplateDraft, VariableSources } from '#conversations/contract/template.ts'

const One = z.object({ id: Id })

/**
 * Filters: `state`, `category`, `language`, `wabaId`, `quality`. Sorted by `name`, `usedAt` or `updatedAt`. With
 * `channelId` only those of the account behind that channel.
 */
export const listTemplates = endpoint({
  method: 'GET',
  path: '/templates',
  permission: canReadOwn,
  input: Listing.extend({ channelId: Id.optional() }),
  output: pageOf(Template),
})
export const getTemplate = endpoint({ method: 'GET', path: '/templates/:id', permission: canReadOwn, input: One, output: Template })

/** Only ours so far; anything may be missing in it. 409 `conversations.template_exists` for a name and language twice. */
export const createTemplate = endpoint({
  method: 'POST',
  path: '/templates',
  permission: canManageTemplates,
  input: TemplateDraft,
  output: Template,
})
/** What it says. Name, language and category of something submitted stay as they were. Takes effect when it is submitted. */
export const updateTemplate = endpoint({
  method: 'PUT',
  path: '/templates/:id',
  permission: canManageTemplates,
  input: TemplateDraft.omit({ wabaId: true }).extend({ id: Id }),
  output: Template,
  versioned: true,
})
/** Where its values come from; ours alone, so nobody reviews it. */
export const changeTemplateSources = endpoint({
  method: 'PUT',
  path: '/templates/:id/sources',
  permission: canManageTemplates,
  input: One.extend({ sources: VariableSources }),
  output: Template,
  versioned: true,
})
/**
 * Hands it to the provider for review, just as it was looked at: 422 `conversations.template_invalid` with an issue per field, or
 * `conversations.template_refused` with what the provider said.
 */
export const submitTemplate = endpoint({
  method: 'POST',
  path: '/templates/:id/submission',
  permission: canManageTemplates,
  input: One,
  output: Template,
  versioned: true,
})
/** At the provider too, in this language. The name is then blocked for thirty days. */
export const deleteTemplate = endpoint({
  method: 'DELETE',
  path: '/templates/:id',
  permission: canManageTemplates,
  input: One,
  output: z.object({}),
  versioned: true,
})
/** The example for a header (multipart, one part). */
export const uploadTemplateFile = endpoint({
  method: 'POST',
  path: '/template-files',
  permission: canManageTemplates,
  input: z.object({}),
  output: Uploaded,
  accepts: 'file',
  bodyLimit: 110 * 1024 * 1024,
})

export const listTemplateAccounts = endpoint({
  method: 'GET',
  path: '/template-accounts',
  permission: canReadOwn,
  input: z.object({}),
  output: z.object({ items: z.array(TemplateAccount) }),
})
/** Asks the provider for all templates of all accounts, soon. */
export const syncTemplates = endpoint({
  method: 'POST',
  path: '/template-syncs',
  permission: canManageTemplates,
  input: z.object({}),
  output: z.object({}),
})
