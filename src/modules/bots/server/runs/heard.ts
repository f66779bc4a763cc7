import type { Understood } from '#bots/contract/run.ts'
import type { DialogueSaid, DialogueTurn } from '#kernel/dialogue.ts'

/** A message of the customer as the engine takes it: whatever it is, without anything of the channel. */
export type Said =
  | { kind: 'text'; text: string }
  /** A button or a row that was pressed; `id` is what it was sent with. */
  | { kind: 'choice'; id: string; title: string }
  | { kind: 'voice' }
  | { kind: 'sticker' }
  | { kind: 'file'; fileId: string | null; name: string; caption: string }
  | { kind: 'place'; latitude: number; longitude: number; name: string }
  | { kind: 'other' }

export type Heard = {
  id: string
  at: string
  said: Said
  understood: Understood | null
  /** An answer to this very question that the shop has written down. */
  known: { text: string; file: { fileId: string; name: string } | null } | null
}

/** What the engine may know of the moment. Everything that differs from one moment to the next comes in here. */
export type Facts = {
  now: string
  /** The day of the shop. */
  today: string
  isOpen: boolean
  /** `de 11 a 23`, for the customer to read. Empty: none are known. */
  openingHours: string
  companyName: string
  /** ISO 3166, of the business: what customers leave out when they write a telephone number. */
  country: string
  locale: string
  contact: { name: string; isReturning: boolean; tags: readonly string[] }
}

export type Incoming =
  | { kind: 'begin'; heard: Heard | null }
  | { kind: 'heard'; heard: Heard }
  /** An action came to its end, or a dialogue to its turn's. */
  | { kind: 'acted'; n: number; ok: boolean; values: Record<string, string | number>; talk?: DialogueTurn }

/** What is to be done about it, each exactly once: `n` counts within the run. */
export type Effect =
  | {
      kind: 'say'
      n: number
      nodeId: string | null
      text: string
      file: { fileId: string; name: string } | null
      link: { text: string; url: string } | null
    }
  | { kind: 'ask'; n: number; nodeId: string; text: string; options: readonly Offered[]; listButton: string }
  | { kind: 'ask-place'; n: number; nodeId: string; text: string }
  /** `said` is for whoever talks; `goesOn`: they were at it already. */
  | { kind: 'act'; n: number; nodeId: string; action: string; input: Record<string, string>; said: DialogueSaid | null; goesOn: boolean }
  | {
      kind: 'hand-off'
      n: number
      nodeId: string | null
      reason: string
      teamId: string | null
      text: string
      awayText: string
      note: string
    }
  | { kind: 'end'; n: number; nodeId: string; resolves: boolean }

/** `id` leads back to node and option, whenever it is pressed. */
export type Offered = { id: string; title: string; description: string }

export const offerId = (nodeId: string, optionId: string): string => `${nodeId}:${optionId}`

/** The words of a message, whatever it was. */
export function wordsOf(said: Said): string {
  if (said.kind === 'text') return said.text
  if (said.kind === 'choice') return said.title
  if (said.kind === 'file') return said.caption
  return ''
}
