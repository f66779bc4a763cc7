export type Standing = 'open' | 'accepted' | 'rejected' | 'superseded' | 'expired' | 'withdrawn'

export type Facts = {
  /** Which version is looked at, and the last one that left the house. */
  version: number
  latestSent: number | null
  accepted: number | null
  rejected: readonly number[]
  /** The house took the whole proposal off the table. */
  isWithdrawn: boolean
  /** The first instant at which the offer does not hold any more. */
  endsAt: string | null
  linkExpiresAt: string
}

/**
 * What may be done with a version through a link, at a moment. What was decided stays decided, whatever the calendar says;
 * what the house is working on meanwhile changes nothing for whoever holds what was sent.
 */
export function standingOf({ version, latestSent, accepted, rejected, isWithdrawn, endsAt, linkExpiresAt }: Facts, now: Date): Standing {
  if (accepted !== null) return accepted === version ? 'accepted' : 'superseded'
  if (latestSent === null || isWithdrawn) return 'withdrawn'
  if (version < latestSent) return 'superseded'
  if (rejected.includes(version)) return 'rejected'
  const isOver = (at: string | null): boolean => at !== null && Date.parse(at) <= now.getTime()
  return isOver(endsAt) || isOver(linkExpiresAt) ? 'expired' : 'open'
}
