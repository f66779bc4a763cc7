import { listAvailability } from '#conversations/contract/availability-api.ts'
import type { Availability } from '#conversations/contract/availability.ts'
import { unseen } from '#conversations/contract/unseen.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

/** Who of the colleagues can be given work, kept true by the live connection; with the words that say so. */
export function useAvailability() {
  const words = useAvailabilityWords()
  const { data } = useApi(listAvailability, {}, { staleTime: 5 * 60_000 })
  const of = (personId: string): Availability => data?.items.find((one) => one.personId === personId) ?? unseen(personId)
  return { of, words: (personId: string) => words(of(personId)) }
}

/** `Ausente · Almuerzo · vuelve 14:30` */
export function useAvailabilityWords(): (availability: Pick<Availability, 'status' | 'reason' | 'backAt'>) => string {
  const t = useT()
  const format = useFormat()
  return ({ status, reason, backAt }) =>
    [
      t(`conversations.availability.${status}`),
      reason,
      backAt !== null && Date.parse(backAt) > Date.now() && t('conversations.availability.back', { hour: format.hour(backAt) }),
    ]
      .filter(Boolean)
      .join(' · ')
}
