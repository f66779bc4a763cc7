import type { ActivityKind } from '#crm/contract/activity.ts'
import type { FitCondition, ScoreAxis, ScoreGroup, ScoreRule, ScoreSettings } from '#crm/contract/scoring.ts'
import { newKey } from '#web/keys.ts'

/** What can give points, most useful first. */
export const activityOrder = [
  'message.in',
  'intent.price',
  'intent.stock',
  'intent.booking',
  'form.submitted',
  'lead.received',
  'link.clicked',
  'order.placed',
  'order.cancelled',
  'booking.made',
  'proposal.sent',
  'proposal.accepted',
  'proposal.closed',
  'message.out',
  'conversation.resolved',
  'note.written',
] as const satisfies readonly ActivityKind[]

export const conditionKinds = [
  'reachable',
  'relation',
  'kind',
  'city',
  'source',
  'tag',
  'field',
] as const satisfies readonly FitCondition['about'][]

export const mostGroups = 12
export const mostRules = 20

/** Ids of rules are made here, so that what has been counted stays theirs when the rest is edited. */
const newId = (): string => {
  const key = newKey()
  return `${key.slice(0, 8)}-${key.slice(8, 12)}-4${key.slice(13, 16)}-8${key.slice(17, 20)}-${key.slice(20)}`
}

export const emptyCondition = (about: FitCondition['about']): FitCondition => {
  switch (about) {
    case 'kind':
      return { about, is: 'company' }
    case 'relation':
      return { about, is: 'customer' }
    case 'reachable':
      return { about, by: 'email' }
    case 'city':
    case 'source':
      return { about, oneOf: [] }
    case 'tag':
      return { about, tagId: '' }
    case 'field':
      return { about, key: '', is: 'filled', value: '' }
  }
}

export const newRule = (axis: ScoreAxis): ScoreRule =>
  axis === 'fit'
    ? { id: newId(), kind: 'fit', points: 10, condition: emptyCondition('reachable') }
    : { id: newId(), kind: 'activity', points: 10, activity: 'message.in', most: 100, cooldownHours: 24 }

export const newGroup = (axis: ScoreAxis, name: string): ScoreGroup => ({
  id: newId(),
  name,
  axis,
  cap: 40,
  decay: axis === 'fit' ? { kind: 'none' } : { kind: 'half-life', days: 14 },
  rules: [newRule(axis)],
})

/** Whether the rules can be tried and saved as they stand. */
export function isComplete({ groups, fit, engagement }: ScoreSettings): boolean {
  return (
    fit.high > fit.middle &&
    engagement.high > engagement.middle &&
    groups.every(
      ({ name, rules }) =>
        name.trim() !== '' && rules.every((rule) => rule.points !== 0 && (rule.kind === 'activity' || isSaid(rule.condition))),
    )
  )
}

function isSaid(condition: FitCondition): boolean {
  if (condition.about === 'city' || condition.about === 'source') return condition.oneOf.length > 0
  if (condition.about === 'tag') return condition.tagId !== ''
  if (condition.about === 'field') return condition.key !== '' && (condition.is === 'filled' || condition.value.trim() !== '')
  return true
}

export const textsOf = (written: string): string[] =>
  [
    ...new Set(
      written
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ].slice(0, 30)
