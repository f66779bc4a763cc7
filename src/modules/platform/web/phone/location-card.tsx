import { IconMapPinFilled } from '@tabler/icons-react'
import type { PhoneMessage } from '#platform/contract/phone.ts'
import s from '#platform/web/phone/bubble.module.css'

/** A place. The map is a drawing: no tile of it comes from anywhere. */
export function LocationCard({ location }: { location: NonNullable<PhoneMessage['location']> }) {
  const { name, address, latitude, longitude } = location
  const coordinates = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
  return (
    <span className={s.location}>
      <span className={s.map} aria-hidden>
        <svg viewBox="0 0 240 96" preserveAspectRatio="xMidYMid slice" focusable="false">
          <path d="M-10 26 H250 M-10 70 H250 M44 -10 V110 M108 -10 V110 M186 -10 V110 M-10 104 L150 -10" />
        </svg>
        <IconMapPinFilled size={26} />
      </span>
      <span className={s.place}>
        <b>{name ?? coordinates}</b>
        {address && <span>{address}</span>}
        {name && <span className="num">{coordinates}</span>}
      </span>
    </span>
  )
}
