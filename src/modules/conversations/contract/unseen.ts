import type { Availability } from '#conversations/contract/availability.ts'

/** Somebody who never opened the inbox. */
export const unseen = (personId: string): Availability => ({
  personId,
  status: 'offline',
  isAutomatic: true,
  reason: null,
  backAt: null,
  since: '1970-01-01T00:00:00.000Z',
})
