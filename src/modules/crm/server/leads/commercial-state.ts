import type { CommercialState } from '#crm/contract/badge.ts'
import type { Reason } from '#crm/contract/lead.ts'
import { scoreThreshold } from '#crm/server/leads/life-cycle.ts'

/** A sign of interest counts for so long, at this very instant not any more. */
export const signalDays = 14
/** So many answers of theirs in that time are a conversation. */
export const fewestReplies = 2
const dayMs = 86_400_000

export type Signal = { kind: 'price' | 'stock' | 'booking' | 'click' | 'form'; at: string }
export type Negotiation = { kind: 'deal' | 'proposal'; at: string }
export type CommercialFacts = {
  signals: readonly Signal[]
  /** When they answered one of ours, newest first. */
  replies: readonly string[]
  score: number | null
  negotiations: readonly Negotiation[]
}
/** `lapsesAt`: when it is over if nothing happens; null: not by time alone. */
export type Verdict = { state: CommercialState; reasons: Reason[]; lapsesAt: string | null }

/** Where somebody stands by the facts alone: in negotiation before interested before new. The strongest reason comes first. */
export function commercialState(facts: CommercialFacts, now: Date): Verdict {
  if (facts.negotiations.length > 0)
    return { state: 'en_negociacion', reasons: facts.negotiations.map(({ kind, at }) => ({ code: kind, at, count: null })), lapsesAt: null }
  const reasons: Reason[] = []
  const ends: number[] = []
  for (const [kind, at] of newestByKind(facts.signals, now)) {
    reasons.push({ code: kind, at, count: null })
    ends.push(endOf(at))
  }
  const replies = facts.replies
    .filter((at) => counts(at, now))
    .toSorted()
    .toReversed()
  const decisive = replies[fewestReplies - 1]
  if (decisive !== undefined) {
    reasons.push({ code: 'replies', at: replies[0] ?? null, count: replies.length })
    ends.push(endOf(decisive))
  }
  const isScored = facts.score !== null && facts.score >= scoreThreshold
  if (isScored) reasons.push({ code: 'score', at: null, count: facts.score })
  if (reasons.length === 0) return { state: 'nuevo', reasons: [{ code: 'none', at: null, count: null }], lapsesAt: null }
  return { state: 'interesado', reasons, lapsesAt: isScored ? null : new Date(Math.max(...ends)).toISOString() }
}

const endOf = (at: string): number => Date.parse(at) + signalDays * dayMs
const counts = (at: string, now: Date): boolean => endOf(at) > now.getTime()

function newestByKind(signals: readonly Signal[], now: Date): Map<Signal['kind'], string> {
  const newest = new Map<Signal['kind'], string>()
  for (const { kind, at } of signals.filter((signal) => counts(signal.at, now)).toSorted((a, b) => (a.at < b.at ? 1 : -1)))
    if (!newest.has(kind)) newest.set(kind, at)
  return newest
}
