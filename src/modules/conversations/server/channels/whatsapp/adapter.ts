import { Problem } from '#kernel/problem.ts'
import type { Failure } from '#conversations/contract/message.ts'
import { windowHours } from '#conversations/contract/window.ts'
import type {
  ChannelAdapter,
  CheckResult,
  MediaReference,
  MediaResult,
  OpenChannel,
  OutgoingMessage,
  SendResult,
  Surroundings,
} from '#conversations/server/channels/channel-adapter.ts'
import { client, type Client, type Failed } from './client.ts'
import type { Verdict } from './errors.ts'
import { interactiveOut } from './content-interactive.ts'
import { bareMime, kindFor, MEDIA_RULES, problemOf } from './media-rules.ts'
import { alternateOf } from './numbers.ts'
import type { Outbound, OutboundContent, Recipient } from './outbound.ts'
import { templateOutbound } from './template-outbound.ts'
import { placeOf, transportTo } from './transport-by-egress.ts'

const timeoutMs = 10_000
/** The largest file that customers can send, and a little for what the provider's table does not say. */
const largestFile = 105 * 1024 * 1024

function clientFor(around: Surroundings, channel: Omit<OpenChannel, 'id'>): Client {
  const place = placeOf(around, channel)
  const { baseUrl, version } = place
  return client({ baseUrl, version, phoneNumberId: channel.phoneNumberId, token: channel.token, timeoutMs }, transportTo(around, place))
}

export const whatsapp: ChannelAdapter = {
  capabilities: {
    isOfficial: true,
    receipts: true,
    reactions: true,
    quotes: true,
    templates: true,
    typing: true,
    locations: true,
    interactive: true,
    mediaKinds: ['image', 'audio', 'video', 'document', 'sticker'],
    windowHours,
  },

  async send(around, channel, message) {
    const api = clientFor(around, channel)
    const content = await contentOf(around, api, message)
    if ('outcome' in content) return content
    const first = recipientOf(message)
    const answer = await api.sendMessage(outbound(message, first, content), { attempt: message.attempt, spread: Math.random() })
    if (answer.ok) return { outcome: 'accepted', providerId: answer.wamid, sentTo: 'waId' in first ? first.waId : null }
    const other = answer.verdict.outcome === 'alternate-number' && 'waId' in first ? alternateOf(first.waId) : null
    if (!other) return resultOf(answer)
    const again = await api.sendMessage(outbound(message, { waId: other }, content), {
      attempt: message.attempt,
      isAlternate: true,
      spread: Math.random(),
    })
    return again.ok ? { outcome: 'accepted', providerId: again.wamid, sentTo: other } : resultOf(again)
  },

  async fetchMedia(around, channel, reference, name) {
    const api = clientFor(around, channel)
    const info = await api.mediaInfo(reference.id)
    if (!info.ok) return mediaFailure(info)
    if (info.sizeBytes !== null && info.sizeBytes > largestFile) return { outcome: 'failed', failure: 'too-large' }
    const file = await api.downloadMedia(info, largestFile)
    if (!file.ok) return mediaFailure(file)
    return keep(around, reference, name, file)
  },

  async tellRead(around, channel, { providerId, isTyping }) {
    const answer = await clientFor(around, channel).markRead(providerId, isTyping)
    if (answer.ok) return { outcome: 'told' }
    const { outcome, retryAfterSeconds } = answer.verdict
    return outcome === 'retry' ? { outcome: 'later', afterSeconds: retryAfterSeconds ?? 60 } : { outcome: 'refused' }
  },

  async check(around, channel): Promise<CheckResult> {
    const answer = await clientFor(around, channel).phoneNumber()
    if (!answer.ok) {
      const { reason, code } = answer.verdict
      return { failure: { reason, code }, displayPhone: null, verifiedName: null, quality: 'unknown', tier: null }
    }
    const { displayPhone, verifiedName, quality, tier } = answer
    return { failure: null, displayPhone, verifiedName, quality, tier }
  },

  kindOfFile({ mimeType, sizeBytes, isVoice }) {
    const bare = bareMime(mimeType)
    const kind = isVoice ? 'audio' : kindFor(bare, sizeBytes)
    const refused = problemOf(kind, bare, sizeBytes)
    if (refused) return { refused, kind, limitBytes: MEDIA_RULES[kind].maxBytes }
    return { kind: kind === 'sticker' ? 'document' : kind }
  },
}

/** The number as it proved to work, else as the provider reported it; the id of the person only when there is no number. */
function recipientOf({ to }: OutgoingMessage): Recipient {
  const waId = to.sendTo ?? to.waId
  return waId ? { waId } : { userId: to.userId ?? '' }
}

const outbound = (message: OutgoingMessage, to: Recipient, content: OutboundContent): Outbound => ({
  to,
  content,
  // Only of messages: the status of a reaction must not be taken for one of the message it is put on.
  ...(content.type !== 'reaction' && { callbackData: message.messageId }),
  ...(message.replyToProviderId && { replyToId: message.replyToProviderId }),
})

/** What is sent, with files uploaded first: uploading twice harms nobody, sending twice would. */
async function contentOf(
  around: Surroundings,
  api: Client,
  { content, sha256, attempt, messageId }: OutgoingMessage,
): Promise<OutboundContent | SendResult> {
  switch (content.kind) {
    case 'text':
      return { type: 'text', body: content.text, showPreview: /https?:\/\//i.test(content.text) }
    case 'reaction':
      return { type: 'reaction', messageId: content.providerId, emoji: content.emoji ?? '' }
    case 'location':
      return {
        type: 'location',
        latitude: content.latitude,
        longitude: content.longitude,
        ...(content.name && { name: content.name }),
        ...(content.address && { address: content.address }),
      }
    case 'interactive':
      return interactiveOut(content.interactive, messageId)
    case 'image':
    case 'video':
    case 'audio':
    case 'document': {
      const { media, caption } = content
      const bytes = sha256 && (await read(around, sha256))
      if (!bytes) return { outcome: 'refused', failure: { reason: 'media-refused', code: null, canRetry: false } }
      const uploaded = await api.uploadMedia({ bytes, mimeType: bareMime(media.mimeType), name: media.filename ?? 'file' }, { attempt })
      if (!uploaded.ok) return resultOf(uploaded)
      return {
        type: content.kind,
        media: { id: uploaded.id },
        ...(caption && content.kind !== 'audio' && { caption }),
        ...(content.kind === 'document' && { fileName: media.filename ?? 'file' }),
        // Other sound is shown as an audio file by the provider, and refused as a voice note.
        ...(media.isVoice && bareMime(media.mimeType) === 'audio/ogg' && { isVoice: true }),
      }
    }
    case 'template':
      return templateOutbound(content, async ({ media }) => {
        const bytes = sha256 && (await read(around, sha256))
        if (!bytes) return { outcome: 'refused', failure: { reason: 'media-refused', code: null, canRetry: false } }
        const uploaded = await api.uploadMedia({ bytes, mimeType: bareMime(media.mimeType), name: media.filename ?? 'file' }, { attempt })
        return uploaded.ok ? { id: uploaded.id } : resultOf(uploaded)
      })
    default:
      throw new Error(`nobody can send a message of kind ${content.kind}`)
  }
}

const failureOf = ({ reason, code, canRetry }: Verdict): Failure => ({ reason, code, canRetry })

export function resultOf({ verdict }: Failed): SendResult {
  const failure = failureOf(verdict)
  switch (verdict.outcome) {
    case 'retry':
      return { outcome: 'later', afterSeconds: verdict.retryAfterSeconds ?? 60, failure }
    case 'unknown':
      return { outcome: 'unknown' }
    case 'stop-channel':
      return { outcome: 'channel-stopped', failure }
    case 'alternate-number':
    case 'fail':
      return { outcome: 'refused', failure }
  }
}

function mediaFailure({ verdict }: Failed): MediaResult {
  if (verdict.outcome === 'retry') return { outcome: 'later', afterSeconds: verdict.retryAfterSeconds ?? 60 }
  // The file lives for a week at the provider: somebody may put the number in order before that.
  if (verdict.outcome === 'stop-channel') return { outcome: 'later', afterSeconds: 1800 }
  const isGone = verdict.httpStatus === 404 || verdict.reason === 'media-refused' || verdict.reason === 'request-refused'
  return { outcome: 'failed', failure: isGone ? 'gone' : 'refused' }
}

/** On the disk, and recognised by its content, before anybody writes it down. */
async function keep(
  { files, org }: Surroundings,
  reference: MediaReference,
  name: string | null,
  { bytes, mimeType }: { bytes: Uint8Array; mimeType: string },
): Promise<MediaResult> {
  const declaredMime = bareMime(reference.mimeType ?? mimeType)
  try {
    return {
      outcome: 'fetched',
      file: await files.stage(org, {
        bytes,
        name: name ?? `${reference.id}.${extensionOf(declaredMime)}`,
        declaredMime,
        maxBytes: largestFile,
      }),
    }
  } catch (error) {
    if (error instanceof Problem) return { outcome: 'failed', failure: error.code === 'kernel.too_large' ? 'too-large' : 'unreadable' }
    throw error
  }
}

const extensionOf = (mimeType: string): string => mimeType.split('/')[1]?.replace(/[^a-z0-9].*$/, '') || 'bin'

/** Undefined when the file is gone. */
async function read({ files, org }: Surroundings, sha256: string): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of await files.content(org, sha256)) chunks.push(chunk as Buffer)
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw error
  }
  return Buffer.concat(chunks)
}
