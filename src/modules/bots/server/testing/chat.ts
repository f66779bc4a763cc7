import type { Understood } from '#bots/contract/run.ts'
import type { Effect, Facts } from '#bots/server/runs/heard.ts'

export const noon = Date.parse('2026-11-21T15:00:00.000Z')

export const factsAt = (now: string, more: Partial<Facts> = {}): Facts => ({
  now,
  today: '2026-11-21',
  isOpen: true,
  openingHours: 'todos los días de 11 a 23',
  companyName: 'El Gallo',
  country: 'AR',
  locale: 'es',
  contact: { name: 'Marta', isReturning: false, tags: [] },
  ...more,
})

/** An effect in a line. */
export const shown = (effect: Effect): string => {
  if (effect.kind === 'hand-off') return `hand-off ${effect.reason}`
  if (effect.kind === 'act') return `act ${effect.action} ${JSON.stringify(effect.input)}`
  if (effect.kind === 'end') return 'end'
  return effect.text
}

export const words = (text: string, ids: readonly string[] = []) => ({
  text,
  options: ids.map((id) => ({ id, title: id, description: '' })),
  listButton: 'Ver',
  asksPlace: false,
})

export const what = (intent: string | null, sentiment = 0): Understood => ({
  language: 'es',
  sentiment,
  intent,
  confidence: intent === null ? 0 : 0.9,
})
