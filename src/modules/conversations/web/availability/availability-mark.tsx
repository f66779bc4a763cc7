import type { ReactNode } from 'react'
import type { Availability } from '#conversations/contract/availability.ts'
import { useAvailabilityWords } from '#conversations/web/availability/availability.queries.ts'
import s from '#conversations/web/availability/availability.module.css'

/** A name with the dot of whether its person can be given work, and in words why not. */
export function AvailabilityMark({ availability, children }: { availability: Availability; children: ReactNode }) {
  const words = useAvailabilityWords()
  const text = words(availability)
  return (
    <span className={s.mark}>
      <i className={s.dot} data-status={availability.status} aria-hidden />
      <span className={s.markName}>{children}</span>
      {availability.status === 'online' ? <span className="sr-only">{text}</span> : <small>{text}</small>}
    </span>
  )
}
