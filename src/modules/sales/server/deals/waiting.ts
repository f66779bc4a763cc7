const dayMs = 86_400_000
/** What has a moment begins to press this long before it, as tasks do. */
const pressesMs = dayMs

type Facts = {
  closedAt: string | null
  archivedAt: string | null
  nextStepAt: string | null
  createdAt: string
  stageEnteredAt: string
  rottingDays: number | null
}

/** From when on it is too long in its stage; `null`: never. */
export const rottenAt = ({ stageEnteredAt, rottingDays }: Pick<Facts, 'stageEnteredAt' | 'rottingDays'>): string | null =>
  rottingDays === null ? null : new Date(Date.parse(stageEnteredAt) + rottingDays * dayMs).toISOString()

/**
 * Since when (or from when on) somebody has to look at a deal: from a day before its next step is due, or from the moment on
 * at which it is too long in its stage, whichever comes first. `null`: it waits for nobody.
 */
export function waiting(deal: Facts): { waitingSince: string; promise: { startedAt: string; dueAt: string } | null } | null {
  if (deal.closedAt !== null || deal.archivedAt !== null) return null
  const rots = rottenAt(deal)
  if (deal.nextStepAt === null) return rots === null ? null : { waitingSince: rots, promise: null }
  const due = Date.parse(deal.nextStepAt)
  const startedAt = new Date(Math.min(due, Math.max(Date.parse(deal.createdAt), due - pressesMs))).toISOString()
  const promise = { startedAt, dueAt: deal.nextStepAt }
  return { waitingSince: rots !== null && rots < startedAt ? rots : startedAt, promise }
}
