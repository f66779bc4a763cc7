import type { Translate } from '#kernel/i18n/translate.ts'
import type { ActivityKind } from '#crm/contract/activity.ts'
import type { Decay, FitCondition, ScoreRule, ScoreSettings } from '#crm/contract/scoring.ts'

const id = (n: number): string => `5c0e0000-0000-4000-8000-${String(n).padStart(12, '0')}`
const fit = (n: number, points: number, condition: FitCondition): ScoreRule => ({ id: id(n), kind: 'fit', points, condition })
const did = (n: number, points: number, activity: ActivityKind, most: number, cooldownHours: number): ScoreRule => ({
  id: id(n),
  kind: 'activity',
  points,
  activity,
  most,
  cooldownHours,
})
const halved = (days: number): Decay => ({ kind: 'half-life', days })

/**
 * The rules of a business that has made none: who can be reached and is no supplier, who talks, asks and buys. Talk is
 * worth little and forgotten in two weeks; a purchase is worth much and remembered for a season.
 */
export const builtIn = (t: Translate): ScoreSettings => ({
  groups: [
    {
      id: id(1),
      name: t('crm.scoring.built_in.who'),
      axis: 'fit',
      cap: 50,
      decay: { kind: 'none' },
      rules: [
        fit(11, 10, { about: 'reachable', by: 'phone' }),
        fit(12, 15, { about: 'reachable', by: 'email' }),
        fit(13, 20, { about: 'relation', is: 'customer' }),
        fit(14, 15, { about: 'kind', is: 'company' }),
        fit(15, -100, { about: 'relation', is: 'staff' }),
        fit(16, -60, { about: 'relation', is: 'supplier' }),
      ],
    },
    {
      id: id(2),
      name: t('crm.scoring.built_in.talk'),
      axis: 'engagement',
      cap: 30,
      decay: halved(14),
      rules: [did(21, 7, 'message.in', 100, 1), did(22, 6, 'link.clicked', 20, 24)],
    },
    {
      id: id(3),
      name: t('crm.scoring.built_in.intent'),
      axis: 'engagement',
      cap: 40,
      decay: halved(14),
      rules: [
        did(31, 15, 'intent.price', 20, 24),
        did(32, 12, 'intent.stock', 20, 24),
        did(33, 20, 'intent.booking', 20, 24),
        did(34, 15, 'form.submitted', 10, 24),
        did(35, 15, 'proposal.sent', 10, 24),
      ],
    },
    {
      id: id(4),
      name: t('crm.scoring.built_in.purchases'),
      axis: 'engagement',
      cap: 40,
      decay: halved(90),
      rules: [did(41, 20, 'order.placed', 100, 0), did(42, -10, 'order.cancelled', 100, 0)],
    },
  ],
  fit: { high: 35, middle: 20 },
  engagement: { high: 40, middle: 15 },
})
