import { rankOfStage, type LifecycleStage } from '#crm/contract/badge.ts'

/** What is known of somebody since their life cycle began, or since somebody sent them back. */
export type LifeFacts = {
  /** They wrote, filled in a form, or came as a lead. */
  hasEnquired: boolean
  /** They asked for a price, for stock or for a date, clicked or booked. */
  hasShownIntent: boolean
  score: number | null
  /** Where they had been brought before they became part of somebody else. */
  reached: readonly LifecycleStage[]
  /** A person of ours answered. */
  isAnswered: boolean
  isNegotiating: boolean
  hasOrdered: boolean
}

/** From so many points on somebody interests marketing, and counts as interested. */
export const scoreThreshold = 60

type Rule = { to: LifecycleStage; name: string; holds: (facts: LifeFacts) => boolean }

const interests = ({ hasShownIntent, score }: LifeFacts): boolean => hasShownIntent || (score ?? 0) >= scoreThreshold

/** The furthest first. Nothing leads to `sql` by itself: that is what a person confirms. */
export const rules: readonly Rule[] = [
  { to: 'customer', name: 'order', holds: ({ hasOrdered }) => hasOrdered },
  { to: 'opportunity', name: 'negotiation', holds: ({ isNegotiating }) => isNegotiating },
  { to: 'sal', name: 'answered', holds: (facts) => interests(facts) && facts.isAnswered },
  { to: 'mql', name: 'intent', holds: ({ hasShownIntent }) => hasShownIntent },
  { to: 'mql', name: 'score', holds: ({ score }) => (score ?? 0) >= scoreThreshold },
  { to: 'iql', name: 'enquiry', holds: ({ hasEnquired }) => hasEnquired },
]

/** The step that the facts make by themselves, always forward; null when there is none. Stages between are passed over. */
export function nextStage(current: LifecycleStage | null, facts: LifeFacts): { to: LifecycleStage; rule: string } | null {
  const rule = rules.find(({ holds }) => holds(facts))
  const reached = facts.reached.toSorted((a, b) => rankOfStage(b) - rankOfStage(a))[0]
  const next =
    reached && rankOfStage(reached) > rankOfStage(rule?.to ?? null)
      ? { to: reached, rule: 'merged' }
      : rule && { to: rule.to, rule: rule.name }
  return next && rankOfStage(next.to) > rankOfStage(current) ? next : null
}
