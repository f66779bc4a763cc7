import { useCallback, useSyncExternalStore } from 'react'
import type { Conversation, SendingNumber } from '#conversations/contract/conversation.ts'

/**
 * The numbers through which a conversation can be answered, as they are now: the card moves while the screen is open, and
 * says to which number the customer wrote last and until when that one is open. That one comes first.
 */
export function numbersNow({ numbers, channelId, windowExpiresAt }: Conversation): SendingNumber[] {
  const own = numbers.find((one) => one.channelId === channelId)
  if (!own) return numbers
  const isOver = own.block === 'window-closed' || own.block === 'never-wrote'
  const block = isOver && windowExpiresAt !== own.windowExpiresAt ? null : own.block
  return [{ ...own, windowExpiresAt, block }, ...numbers.filter((one) => one !== own)]
}

/** A choice holds until the customer writes again: then the answer goes where they wrote. */
type Choice = { channelId: string; lastInboundAt: string | null }
const choices = new Map<string, Choice>()
const listeners = new Set<() => void>()

export function chooseNumber({ id, lastInboundAt }: Pick<Conversation, 'id' | 'lastInboundAt'>, channelId: string): void {
  choices.set(id, { channelId, lastInboundAt })
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSendingNumber(conversation: Conversation): { number: SendingNumber | undefined; numbers: readonly SendingNumber[] } {
  const { id, lastInboundAt } = conversation
  const choice = useSyncExternalStore(
    subscribe,
    useCallback(() => choices.get(id), [id]),
  )
  const numbers = numbersNow(conversation)
  const chosen = choice?.lastInboundAt === lastInboundAt ? numbers.find(({ channelId }) => channelId === choice.channelId) : undefined
  return { number: chosen ?? numbers[0], numbers }
}
