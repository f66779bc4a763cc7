import { Modal } from '@mantine/core'
import { IconMapPin } from '@tabler/icons-react'
import { useState } from 'react'
import { type PlaceToBe, places } from '#platform/web/phone/places.ts'
import s from '#platform/web/phone/composer.module.css'
import { useT } from '#web/i18n/i18n.tsx'

/** A few places of the city to be at. */
export function LocationDialog({ onChosen, onClosed }: { onChosen: (place: PlaceToBe) => void; onClosed: () => void }) {
  const t = useT()
  const [isOpen, setOpen] = useState(true)
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      onExitTransitionEnd={onClosed}
      title={t('platform.phone.location_title')}
      size={400}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <p className={s.placesHint}>{t('platform.phone.location_hint')}</p>
      <ul className={s.places}>
        {places.map((place) => (
          <li key={place.name}>
            <button
              type="button"
              onClick={() => {
                onChosen(place)
                setOpen(false)
              }}
            >
              <IconMapPin size={18} stroke={1.7} aria-hidden />
              <span>
                <b>{place.name}</b>
                <small>{place.address}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
