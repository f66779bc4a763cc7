import type { Content, Media } from '#conversations/contract/content.ts'
import type { Author, Direction, Failure, Message, Referral, SendState } from '#conversations/contract/message.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

/** A message to be written. `at` is when it was written by its author, `createdAt` when we learnt of it. */
export type NewMessage = {
  id: string
  conversationId: string
  channelId: string
  seq: number
  direction: Direction
  content: Content
  preview: string
  searchText: string
  author: Author
  at: string
  providerId: string | null
  state: SendState | null
  replyToProviderId: string | null
  isForwarded: boolean
  referral: Referral | null
  mediaRef: unknown
  retryOf: string | null
  createdAt: string
}

/** What `messageColumns` reads, under the alias `m`, with the quoted message under `q`. */
export const messageColumns = sql`
  m.id, m.conversation_id as "conversationId", m.channel_id as "channelId", m.seq, m.direction, m.kind, m.content, m.preview,
  m.author_kind as "authorKind", m.author_id as "authorId", m.author_name as "authorName", m.at, m.provider_id as "providerId", m.state,
  m.attempts, m.sent_at as "sentAt", m.delivered_at as "deliveredAt", m.read_at as "readAt", m.played_at as "playedAt",
  m.failed_at as "failedAt", m.failure, m.reply_to_provider_id as "replyToProviderId", m.is_forwarded as "isForwarded",
  m.edited_at as "editedAt", m.revoked_at as "revokedAt", m.referral, m.media_ref as "mediaRef", m.retry_of as "retryOf",
  m.retried_by as "retriedBy",
  q.id as "quotedId", q.direction as "quotedDirection", q.kind as "quotedKind", q.preview as "quotedPreview", q.author_name as "quotedAuthorName",
  (select jsonb_agg(jsonb_build_object('from', r.side, 'emoji', r.emoji, 'authorName', r.author_name, 'at', r.at) order by r.side)
   from conversations.reaction r
   where r.org_id = m.org_id and r.channel_id = m.channel_id and r.provider_id = m.provider_id and r.emoji is not null) as reactions`

export const quotedJoin = sql`
  left join conversations.message q on q.org_id = m.org_id and q.channel_id = m.channel_id and q.provider_id = m.reply_to_provider_id`

export type MessageRow = {
  id: string
  conversationId: string
  channelId: string
  seq: number
  direction: Direction
  kind: string
  content: Content
  preview: string
  authorKind: Author['kind']
  authorId: string | null
  authorName: string
  at: string
  providerId: string | null
  state: SendState | null
  attempts: number
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  playedAt: string | null
  failedAt: string | null
  failure: Failure | null
  replyToProviderId: string | null
  isForwarded: boolean
  editedAt: string | null
  revokedAt: string | null
  referral: Referral | null
  mediaRef: unknown
  retryOf: string | null
  retriedBy: string | null
  quotedId: string | null
  quotedDirection: Direction
  quotedKind: string
  quotedPreview: string
  quotedAuthorName: string
  reactions: { from: 'contact' | 'us'; emoji: string; authorName: string; at: string }[] | null
}

// What was deleted for everyone is not shown again, not even to us.
const deleted: Content = { kind: 'text', text: '' }

type House = Pick<Ctx, 'org' | 'files'>

const thumbnailSize = 480

/** The content with the addresses under which the viewer's browser reads its file. */
function shownContent({ org, files }: House, content: Content): Content {
  if (content.kind === 'template') {
    const { header } = content
    if (!header || !('media' in header)) return content
    return { ...content, header: { ...header, media: withAddresses({ org, files }, header.kind, header.media) } }
  }
  return 'media' in content ? { ...content, media: withAddresses({ org, files }, content.kind, content.media) } : content
}

function withAddresses({ org, files }: House, kind: string, media: Media): Media {
  if (media.fileId === null) return media
  const id = media.fileId
  const isPicture = kind === 'image' || kind === 'sticker'
  const urls = {
    url: files.url(org, id),
    thumbnailUrl: isPicture ? files.url(org, id, { size: thumbnailSize }) : null,
    downloadUrl: files.url(org, id, { isDownload: true }),
  }
  return { ...media, ...urls }
}

export const messageOf = (house: House, row: MessageRow): Message => ({
  id: row.id,
  conversationId: row.conversationId,
  channelId: row.channelId,
  seq: row.seq,
  direction: row.direction,
  kind: row.kind,
  content: row.revokedAt === null ? shownContent(house, row.content) : deleted,
  author: { kind: row.authorKind, id: row.authorId, name: row.authorName },
  at: row.at,
  state: row.state,
  times: { sent: row.sentAt, delivered: row.deliveredAt, read: row.readAt, played: row.playedAt, failed: row.failedAt },
  failure: row.failure,
  replyTo:
    row.quotedId === null
      ? null
      : {
          id: row.quotedId,
          direction: row.quotedDirection,
          kind: row.quotedKind,
          preview: row.quotedPreview,
          authorName: row.quotedAuthorName,
        },
  isReply: row.replyToProviderId !== null,
  isForwarded: row.isForwarded,
  editedAt: row.editedAt,
  revokedAt: row.revokedAt,
  reactions: (row.reactions ?? []).map((reaction) => ({ ...reaction, at: new Date(reaction.at).toISOString() })),
  referral: row.referral,
  retryOf: row.retryOf,
  retriedBy: row.retriedBy,
})

/** The same message as `messageOf` would read back right after it was written, when it quotes nothing. */
export const messageFrom = (house: House, one: NewMessage): Message => ({
  id: one.id,
  conversationId: one.conversationId,
  channelId: one.channelId,
  seq: one.seq,
  direction: one.direction,
  kind: one.content.kind,
  content: shownContent(house, one.content),
  author: one.author,
  at: one.at,
  state: one.state,
  times: { sent: null, delivered: null, read: null, played: null, failed: null },
  failure: null,
  replyTo: null,
  isReply: one.replyToProviderId !== null,
  isForwarded: one.isForwarded,
  editedAt: null,
  revokedAt: null,
  reactions: [],
  referral: one.referral,
  retryOf: one.retryOf,
  retriedBy: null,
})
