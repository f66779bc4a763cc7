import * as identity from '#identity/server/public.ts'
import type { Template, TemplateCategory, TemplateState } from '#conversations/contract/template.ts'
import type { OpenChannel } from '#conversations/server/channels/channel-adapter.ts'
import * as channels from '#conversations/server/channels/channels.ts'
import * as channelStore from '#conversations/server/channels/channels.store.ts'
import { templateRefused } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { atField, type Problem } from '#kernel/problem.ts'

/** The provider's words for templates in ours. */

const stateByStatus: Record<string, TemplateState> = {
  PENDING: 'pending',
  APPROVED: 'approved',
  REINSTATED: 'approved',
  UNPAUSED: 'approved',
  // A warning about its quality: it is still delivered.
  FLAGGED: 'approved',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  IN_APPEAL: 'in-appeal',
  LIMIT_EXCEEDED: 'limit-exceeded',
  ARCHIVED: 'archived',
  LOCKED: 'locked',
  PENDING_DELETION: 'deleting',
  DELETED: 'deleting',
}
export const stateOf = (status: unknown): TemplateState => stateByStatus[String(status).toUpperCase()] ?? 'unknown'

export const categoryOf = (category: unknown): TemplateCategory | null => {
  const lower = String(category).toLowerCase()
  return lower === 'marketing' || lower === 'utility' || lower === 'authentication' ? lower : null
}

export const qualityOf = (quality: unknown): Template['quality'] => {
  const lower = String(quality).toLowerCase()
  return lower === 'green' || lower === 'yellow' || lower === 'red' ? lower : 'unknown'
}

/** Keys of `conversations.templates.reasons`; others read as `other`. */
export const reasons = [
  'abusive-content',
  'incorrect-category',
  'invalid-format',
  'promotional',
  'scam',
  'tag-content-mismatch',
  'low-quality',
  'unconfirmed',
  'other',
] as const

export function reasonOf(reason: unknown): string | null {
  if (reason == null || reason === '' || reason === 'NONE') return null
  const key = String(reason).toLowerCase().replaceAll('_', '-')
  return (reasons as readonly string[]).includes(key) ? key : 'other'
}

/** What the numbers of its refusals mean: cases of `conversations.problems.template_refused`. */
const refusalBySubcode: Record<number, string> = {
  2388019: 'too_many',
  2388023: 'name_blocked',
  2388024: 'exists',
  2388040: 'too_long',
  2388043: 'example_missing',
  2388047: 'header_format',
  2388072: 'body_format',
  2388073: 'footer_format',
  2388078: 'edit_limit',
  2388079: 'edit_limit',
  2388085: 'in_review',
  2388293: 'too_many_variables',
  2388299: 'variable_at_edge',
}
export const refusalOf = (subcode: number | null, reason: string): string =>
  (subcode !== null && refusalBySubcode[subcode]) || (reason === 'request-refused' ? 'other' : reason.replaceAll('-', '_'))

/** The part of a template that a refusal is about; any other is about the whole of it. */
const partByRefusal: Record<string, string> = {
  name_blocked: 'name',
  exists: 'name',
  header_format: 'design.header',
  body_format: 'design.body',
  too_many_variables: 'design.body',
  variable_at_edge: 'design.body',
  footer_format: 'design.footer',
}

/** What the provider would not take, said at the part that it is about. */
export function refusedFor(ctx: Pick<Ctx, 't'>, reason: string, words = ''): Problem {
  const problem = templateRefused({ reason, words })
  const path = partByRefusal[reason]
  return path === undefined ? problem : atField(ctx.t, path, problem)
}

/** A working channel of the account, opened: any of them speaks for it. Undefined when all are stopped or gone. */
export async function speaker(ctx: Ctx, wabaId: string): Promise<OpenChannel | undefined> {
  const own = (await channelStore.list(ctx)).filter((row) => row.wabaId === wabaId && row.state === 'ok')
  const [row] = own
  if (!row) return undefined
  const { isDemo } = await identity.organization(ctx)
  return channels.openForCall(ctx, row, isDemo)
}
