import type { Capabilities, ChannelKind } from '#conversations/contract/capabilities.ts'
import type { Content } from '#conversations/contract/content.ts'
import type { Failure, Referral, SendState } from '#conversations/contract/message.ts'
import type { StagedFile } from '#kernel/files/files.ts'
import type { Resources } from '#kernel/resources.ts'

/**
 * What a kind of channel must be able to do, and the normal form in which everything comes in. The module around it knows
 * no provider.
 */

/** A channel with its secrets opened, for the moment of a call. */
export type OpenChannel = {
  id: string
  kind: ChannelKind
  /** What the provider calls the number, unique in the installation, and the account above it (empty where there is none). */
  phoneNumberId: string
  wabaId: string
  token: string
  isSimulator: boolean
  /** Of the organization: its channels may only talk to the simulator. */
  isDemo: boolean
}

/** Where a message goes. At least one of the two; `sendTo` is the spelling of the number that proved to work. */
export type Recipient = { waId: string | null; userId: string | null; sendTo: string | null }

export type OutgoingMessage = {
  /** Ours; comes back in the statuses, so that a lost answer can be settled. */
  messageId: string
  to: Recipient
  content: Content | { kind: 'reaction'; emoji: string | null; providerId: string }
  /** Of the file in it: where its bytes are. */
  sha256: string | null
  replyToProviderId: string | null
  attempt: number
}

export type SendResult =
  | { outcome: 'accepted'; providerId: string; sentTo: string | null }
  /** Nothing was sent; again not before so many seconds. */
  | { outcome: 'later'; afterSeconds: number; failure: Failure }
  | { outcome: 'refused'; failure: Failure }
  /** It may have been sent. */
  | { outcome: 'unknown' }
  /** Nothing goes through on this channel until somebody acts. */
  | { outcome: 'channel-stopped'; failure: Failure }

export type MediaResult =
  | { outcome: 'fetched'; file: StagedFile }
  | { outcome: 'failed'; failure: 'gone' | 'too-large' | 'unreadable' | 'refused' }
  | { outcome: 'later'; afterSeconds: number }

export type TellResult = { outcome: 'told' } | { outcome: 'later'; afterSeconds: number } | { outcome: 'refused' }

export type CheckResult = {
  failure: { reason: string; code: number | null } | null
  displayPhone: string | null
  verifiedName: string | null
  quality: 'green' | 'yellow' | 'red' | 'unknown'
  tier: string | null
}

export type MediaReference = { id: string; mimeType: string | null; sha256: string | null; url: string | null }

export type Surroundings = Resources & { org: string; signal?: AbortSignal | undefined }

export type ChannelAdapter = {
  capabilities: Capabilities
  /** Between two messages of one number, where the provider sets no pace of its own and haste is dangerous. Milliseconds. */
  pauseBetweenMs?: { readonly least: number; readonly most: number }
  /** Never throws for anything the provider does. */
  send(around: Surroundings, channel: OpenChannel, message: OutgoingMessage): Promise<SendResult>
  /** Absent where files come with their message. */
  fetchMedia?(around: Surroundings, channel: OpenChannel, reference: MediaReference, name: string | null): Promise<MediaResult>
  /**
   * The customer sees that everything up to this message was read, and with `isTyping` that an answer is being written.
   * Never throws. Absent without the capability `typing`.
   */
  tellRead?(around: Surroundings, channel: OpenChannel, reading: { providerId: string; isTyping: boolean }): Promise<TellResult>
  check(around: Surroundings, channel: Omit<OpenChannel, 'id'>): Promise<CheckResult>
  /** Whether the channel takes such a file, and as which kind. */
  kindOfFile(file: {
    mimeType: string
    sizeBytes: number
    isVoice: boolean
  }): { kind: 'image' | 'audio' | 'video' | 'document' } | { refused: string; kind: string; limitBytes: number }
}

/** The customer's side of a chat; at least one of the two ids. */
export type Party = { waId: string | null; userId: string | null; name: string | null; username: string | null }

export type IncomingMessage = {
  kind: 'message'
  providerId: string
  at: string
  from: Party
  content: Content
  media: MediaReference | null
  replyToProviderId: string | null
  isForwarded: boolean
  referral: Referral | null
  /** Written by the shop itself in the provider's telephone app. */
  isEcho: boolean
  raw: unknown
}
export type IncomingChange = {
  providerId: string
  at: string
  from: Party
  isEcho: boolean
  targetProviderId: string
  raw: unknown
} & ({ kind: 'reaction'; emoji: string | null } | { kind: 'edit'; content: Content } | { kind: 'revoke' })

export type IncomingStatus = {
  kind: 'status'
  providerId: string
  /** Ours, when the provider returned it. */
  messageId: string | null
  state: Extract<SendState, 'sent' | 'delivered' | 'read' | 'played' | 'failed'>
  at: string
  failure: Failure | null
  /** What the provider charges for it, when it says so. */
  price?: { category: string; type: string | null; model: string | null; isBillable: boolean | null }
}

export type IncomingMove = {
  kind: 'moved'
  at: string
  from: { waId: string | null; userId: string | null }
  to: { waId: string | null; userId: string | null }
}

export type Incoming = IncomingMessage | IncomingChange | IncomingStatus | IncomingMove
