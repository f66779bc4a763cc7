import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Execute } from '#kernel/db/sql.ts'
import type { SendChannel } from '#sales/contract/signing.ts'

export type StoredSend = {
  id: string
  proposalId: string
  versionId: string
  version: number
  channel: SendChannel
  to: string | null
  expiresAt: string
  conversationId: string | null
  messageId: string | null
  mailId: string | null
  at: string
  byId: string | null
  byName: string
}

const columns = sql`s.id, s.proposal_id as "proposalId", s.version_id as "versionId", s.version_number as version, s.channel, s.sent_to as to,
  s.expires_at as "expiresAt", s.conversation_id as "conversationId", s.message_id as "messageId", s.mail_id as "mailId", s.at, s.by_id as "byId",
  s.by_name as "byName"`

/** Whose link it is, as the platform: who holds it belongs to nobody. */
export async function ownerOf(platform: Execute, tokenHash: string): Promise<{ orgId: string; id: string } | undefined> {
  const [row] = await platform<{ orgId: string; id: string }>`
    select s.org_id as "orgId", s.id from sales.proposal_send s where s.token_hash = ${tokenHash}`
  return row
}

export async function find(ctx: Ctx, id: string): Promise<StoredSend | undefined> {
  const [row] = await ctx.sql<StoredSend>`select ${columns} from sales.proposal_send s where s.id = ${id}`
  return row
}

/** Newest first, with how often each was looked at. */
export const ofProposal = (ctx: Ctx, proposalId: string): Promise<(StoredSend & { viewCount: number })[]> =>
  ctx.sql<StoredSend & { viewCount: number }>`
    select ${columns},
      (select count(*) from sales.proposal_view v where v.org_id = s.org_id and v.send_id = s.id) as "viewCount"
    from sales.proposal_send s where s.proposal_id = ${proposalId} order by s.at desc, s.id desc limit 100`

export async function insert(ctx: Ctx, send: StoredSend & { tokenHash: string }): Promise<void> {
  await ctx.sql`
    insert into sales.proposal_send (id, proposal_id, version_id, version_number, token_hash, expires_at, channel, sent_to, conversation_id,
      message_id, mail_id, at, by_id, by_name)
    values (${send.id}, ${send.proposalId}, ${send.versionId}, ${send.version}, ${send.tokenHash}, ${send.expiresAt}, ${send.channel}, ${send.to},
      ${send.conversationId}, ${send.messageId}, ${send.mailId}, ${send.at}, ${send.byId}, ${send.byName})`
}
