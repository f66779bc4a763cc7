import type { Failure } from '#conversations/contract/message.ts'
import type { ChannelAdapter, OutgoingMessage, SendResult, Surroundings } from '#conversations/server/channels/channel-adapter.ts'
import { bareMime, kindFor, problemOf } from '#conversations/server/channels/whatsapp/media-rules.ts'
import { endOf } from '#conversations/server/channels/whatsapp/transport.ts'
import { transportTo } from '#conversations/server/channels/whatsapp/transport-by-egress.ts'
import { answerOf, type Answer } from './answer.ts'

/**
 * WAToolbox: a browser extension that drives WhatsApp Web, behind an address that is its own secret. Its "yes" says that
 * the order was taken, not that anything was sent; nothing comes back afterwards. Whatever it cannot do is not pretended.
 */

const timeoutMs = 15_000
const largestAnswer = 256 * 1024
/** What WhatsApp Web takes, with room for what the extension adds. */
const largestFile = 16 * 1024 * 1024

/** Between two messages of one number, so that it does not look like a machine: milliseconds, both ends included. */
export const pauseBetweenMs = { least: 3_000, most: 6_000 } as const

export const watoolbox: ChannelAdapter = {
  capabilities: {
    isOfficial: false,
    receipts: false,
    reactions: false,
    quotes: false,
    templates: false,
    typing: false,
    locations: false,
    interactive: false,
    mediaKinds: ['image', 'audio', 'video', 'document'],
    windowHours: null,
  },
  pauseBetweenMs,

  async send(around, channel, message) {
    const order = orderOf(around, message)
    if ('outcome' in order) return order
    const isSimulator = channel.isSimulator || channel.isDemo
    const baseUrl = isSimulator ? `${around.config.simulatorUrl}/watoolbox` : around.config.watoolboxUrl
    let answer: Answer
    try {
      const { status, headers, body } = await transportTo(around, { baseUrl, version: '', isSimulator })({
        method: 'POST',
        url: `${baseUrl}/webhooks/${encodeURIComponent(channel.token)}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(order),
        timeoutMs,
        maxBytes: largestAnswer,
      })
      answer = answerOf(status, headers['retry-after'], Buffer.from(body).toString('utf8'))
    } catch (error) {
      answer = endOf(error)
    }
    return resultOf(answer, message)
  },

  /** Nothing can be asked without sending something: an address that is wrong shows with the first message. */
  check: () => Promise.resolve({ failure: null, displayPhone: null, verifiedName: null, quality: 'unknown', tier: null }),

  kindOfFile({ mimeType, sizeBytes, isVoice }) {
    const bare = bareMime(mimeType)
    const kind = isVoice ? 'audio' : kindFor(bare, sizeBytes)
    const refused = problemOf(kind, bare, sizeBytes) ?? (sizeBytes > largestFile ? 'too_large' : null)
    if (refused) return { refused, kind, limitBytes: largestFile }
    return { kind: kind === 'sticker' ? 'document' : kind }
  },
}

type Order = { action: 'send-message'; type: 'text' | 'media'; content: string; phone: string; attachments?: string[] }

const refused = (reason: string, canRetry = false, code: number | null = null): { outcome: 'refused'; failure: Failure } => ({
  outcome: 'refused',
  failure: { reason, code, canRetry },
})

function orderOf({ org, files, config }: Surroundings, { to, content }: OutgoingMessage): Order | SendResult {
  const phone = (to.sendTo ?? to.waId)?.replace(/\D/g, '')
  if (!phone) return refused('phone-needed')
  const shared = { action: 'send-message' as const, phone }
  switch (content.kind) {
    case 'text':
      return { ...shared, type: 'text', content: content.text }
    case 'image':
    case 'video':
    case 'audio':
    case 'document': {
      const { media, caption } = content
      if (media.fileId === null) return refused('media-refused')
      // Fetched by the extension from here, so the address carries its own signature and dies by itself.
      return { ...shared, type: 'media', content: caption ?? '', attachments: [`${config.publicUrl}${files.url(org, media.fileId)}`] }
    }
    default:
      return refused('kind-unsupported')
  }
}

function resultOf(answer: Answer, message: OutgoingMessage): SendResult {
  switch (answer) {
    // It names no message: this one stands for it, unique like ours.
    case 'taken':
      return { outcome: 'accepted', providerId: `watoolbox.${message.messageId}`, sentTo: null }
    case 'offline':
      return refused('connector-offline', true)
    case 'gone':
      return { outcome: 'channel-stopped', failure: { reason: 'connector-gone', code: null, canRetry: true } }
    case 'blocked':
      return refused('blocked')
    case 'refused':
      return refused('request-refused')
    case 'not-sent':
      return { outcome: 'later', afterSeconds: 60, failure: { reason: 'unreachable', code: null, canRetry: true } }
    case 'lost':
      return { outcome: 'unknown' }
    default:
      return { outcome: 'later', afterSeconds: answer.afterSeconds, failure: { reason: 'too-fast', code: 429, canRetry: true } }
  }
}
