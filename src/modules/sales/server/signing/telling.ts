import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import type { SentVersion, Subject } from '#sales/server/signing/subject.ts'

export const hrefOf = (proposalId: string): `/${string}` => `/propuestas/${proposalId}`

/** What every event about a proposal carries. */
export const aboutOf = (ctx: Pick<Ctx, 'now'>, subject: Subject, version: Pick<SentVersion, 'number'>) => ({
  proposalId: subject.id,
  number: subject.number,
  version: version.number,
  contactId: subject.contactId,
  dealId: subject.dealId,
  at: ctx.now.toISOString(),
})

/** Those whose proposal it is see it on the bell, once per `key`. Words: `sales.notices.proposal_<what>`. */
export const tellOwners = (
  ctx: Ctx,
  subject: Subject,
  what: 'viewed' | 'commented' | 'accepted' | 'rejected' | 'expired' | 'deal_left' | 'followup_left',
  values: Record<string, string | number>,
  key: string,
): Promise<void> =>
  identity.notify(ctx, {
    personIds: subject.ownerIds,
    words: `sales.notices.proposal_${what}`,
    values: { number: subject.number, contact: subject.contactName, ...values },
    href: hrefOf(subject.id),
    key: `proposal-${what}:${subject.id}:${key}`,
  })
