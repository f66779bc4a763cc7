import type { Listing, Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Execute } from '#kernel/db/sql.ts'
import type { Sender } from '#kernel/mail/mail.ts'
import type { OutgoingMail } from '#kernel/mail/contract.ts'

type NewMail = { id: string; orgId: string | undefined; toAddress: string; toName: string; subject: string; html: string; plain: string }
export type DueMail = {
  orgId: string
  id: string
  toAddress: string
  toName: string
  subject: string
  html: string
  plain: string
  attempts: number
}

export async function insert(sender: Sender, mail: NewMail): Promise<void> {
  const now = sender.now.toISOString()
  await (mail.orgId === undefined
    ? sender.sql`
      insert into kernel.mail_message (id, to_address, to_name, subject, html, plain, next_try_at, created_at)
      values (${mail.id}, ${mail.toAddress}, ${mail.toName}, ${mail.subject}, ${mail.html}, ${mail.plain}, ${now}, ${now})`
    : sender.sql`
      insert into kernel.mail_message (org_id, id, to_address, to_name, subject, html, plain, next_try_at, created_at)
      values (${mail.orgId}, ${mail.id}, ${mail.toAddress}, ${mail.toName}, ${mail.subject}, ${mail.html}, ${mail.plain}, ${now}, ${now})`)
}

export const states = (execute: Execute, ids: readonly string[]): Promise<{ id: string; state: OutgoingMail['state'] }[]> =>
  execute<{ id: string; state: OutgoingMail['state'] }>`select m.id, m.state from kernel.mail_message m where m.id = any(${ids})`

/** Takes what is due and pushes it back, so that a second process leaves it alone while this one tries. */
export const takeDue = (platform: Execute, now: Date, limit: number): Promise<DueMail[]> => platform<DueMail>`
  update kernel.mail_message m set attempts = m.attempts + 1, next_try_at = ${now.toISOString()}::timestamptz + interval '5 minutes'
  from (
    select org_id, id from kernel.mail_message where state = 'waiting' and next_try_at <= ${now.toISOString()}
    order by next_try_at limit ${limit} for update skip locked
  ) due
  where m.org_id = due.org_id and m.id = due.id
  returning m.org_id as "orgId", m.id, m.to_address as "toAddress", m.to_name as "toName", m.subject, m.html, m.plain, m.attempts`

export async function markSent(platform: Execute, mail: DueMail, now: Date): Promise<void> {
  await platform`
    update kernel.mail_message set state = 'sent', sent_at = ${now.toISOString()}, html = null, plain = null, last_error = null
    where org_id = ${mail.orgId} and id = ${mail.id}`
}

export async function putBack(platform: Execute, mail: DueMail, next: { at: Date; error: string; isOver: boolean }): Promise<void> {
  await platform`
    update kernel.mail_message set next_try_at = ${next.at.toISOString()}, last_error = ${next.error.slice(0, 500)},
      state = case when ${next.isOver} then 'failed' else 'waiting' end
    where org_id = ${mail.orgId} and id = ${mail.id}`
}

export const page = (ctx: Ctx, input: Listing): Promise<Page<OutgoingMail>> =>
  list<OutgoingMail>(
    ctx,
    {
      from: sql`from kernel.mail_message m`,
      columns: sql`m.id, m.to_address as "toAddress", m.to_name as "toName", m.subject, m.plain as text, m.state, m.attempts,
        m.last_error as "lastError", m.created_at as "createdAt", m.sent_at as "sentAt"`,
      fields: {
        createdAt: { column: sql`m.created_at`, type: 'instant', sortable: true, filterable: true },
        state: { column: sql`m.state`, type: 'text', filterable: true },
      },
      defaultSort: '-createdAt',
      tieBreaker: sql`m.id`,
    },
    input,
  )
