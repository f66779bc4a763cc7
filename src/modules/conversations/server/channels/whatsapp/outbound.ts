import type { MediaKind } from './media-rules.ts'

/** A file uploaded before (`id`) or one that the provider fetches itself (`link`, public https). */
export type MediaSource = { id: string } | { link: string }

export type Header =
  | { type: 'text'; text: string }
  | { type: 'image' | 'video'; media: MediaSource }
  | { type: 'document'; media: MediaSource; fileName?: string }

export type OutboundContact = {
  name: { formatted: string; first?: string; last?: string }
  organization?: string
  phones?: { phone: string; label?: string; waId?: string }[]
  emails?: { email: string; label?: string }[]
}

export type ReplyButton = { id: string; title: string }

export type CarouselCard = {
  header: { type: 'image' | 'video'; media: MediaSource }
  body?: string
  buttons: { kind: 'replies'; replies: ReplyButton[] } | { kind: 'link'; text: string; url: string }
}

export type TemplateComponent =
  | { type: 'header'; parameters: TemplateParameter[] }
  | { type: 'body'; parameters: TemplateParameter[] }
  | {
      type: 'button'
      subType: 'url' | 'quick_reply' | 'flow' | 'copy_code' | 'catalog'
      index: number
      parameters: Record<string, unknown>[]
    }

/** `name` only for templates with named parameters. */
export type TemplateParameter =
  | { type: 'text'; text: string; name?: string }
  | { type: 'image' | 'video' | 'document'; media: MediaSource; fileName?: string }
  | { type: 'currency'; fallback: string; code: string; amountMinor: number; minorDigits: number }
  | { type: 'date-time'; fallback: string }
  | { type: 'location'; latitude: number; longitude: number; name: string; address: string }

/** Everything that can be sent. Limits are checked by `requests.build`. */
export type OutboundContent =
  | { type: 'text'; body: string; showPreview?: boolean }
  | { type: MediaKind; media: MediaSource; caption?: string; fileName?: string; isVoice?: boolean }
  | { type: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | { type: 'contacts'; contacts: OutboundContact[] }
  /** An empty `emoji` takes the reaction back. */
  | { type: 'reaction'; messageId: string; emoji: string }
  | { type: 'buttons'; body: string; header?: Header; footer?: string; buttons: ReplyButton[] }
  | {
      type: 'list'
      body: string
      header?: string
      footer?: string
      button: string
      sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[]
    }
  | { type: 'link-button'; body: string; header?: Header; footer?: string; text: string; url: string }
  | { type: 'product'; body?: string; footer?: string; catalogId: string; retailerId: string }
  | {
      type: 'product-list'
      body: string
      header: string
      footer?: string
      catalogId: string
      sections: { title: string; retailerIds: string[] }[]
    }
  | { type: 'catalog'; body: string; footer?: string; thumbnailRetailerId?: string }
  | {
      type: 'flow'
      body: string
      header?: Header
      footer?: string
      flow: { id: string } | { name: string }
      text: string
      token: string
      isDraft?: boolean
      start: { action: 'navigate'; screen: string; data?: Record<string, unknown> } | { action: 'data_exchange' }
    }
  | { type: 'location-request'; body: string }
  | { type: 'contact-request'; body: string }
  | { type: 'carousel'; body: string; cards: CarouselCard[] }
  | { type: 'template'; name: string; language: string; components?: TemplateComponent[] }

/** Who gets it: the phone as the provider reported it, or the business-scoped id of somebody who hides the phone. */
export type Recipient = { waId: string } | { userId: string }

export type Outbound = {
  to: Recipient
  content: OutboundContent
  /** Provider's id of the message that this one answers. */
  replyToId?: string
  /** Comes back in every status; the only way to recognise a message whose send had no answer. At most 512 characters. */
  callbackData?: string
}
