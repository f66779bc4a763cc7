import { IconMapPin } from '@tabler/icons-react'
import { addressLines, mapUrl, shownCoordinates } from '#crm/contract/address-text.ts'
import type { Address } from '#crm/contract/address.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#crm/web/contacts/contact-parts.module.css'

/** Where a contact is, the primary place first, each with a way to the map. */
export function AddressFacts({ addresses }: { addresses: readonly Address[] }) {
  const t = useT()
  const ordered = addresses.toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
  return (
    <ul className={s.places}>
      {ordered.map((address) => {
        const lines = addressLines(address)
        const text = lines.length > 0 ? lines : address.coordinates ? [shownCoordinates(address.coordinates)] : []
        return (
          <li key={address.id}>
            <IconMapPin size={16} stroke={1.7} aria-hidden />
            <div>
              {(address.label || (address.isPrimary && addresses.length > 1)) && (
                <small>
                  {[address.label, address.isPrimary && addresses.length > 1 && t('crm.address.is_primary')].filter(Boolean).join(' · ')}
                </small>
              )}
              {text.map((line) => (
                <span key={line}>{line}</span>
              ))}
              {address.notes && <em>{address.notes}</em>}
              <a href={mapUrl(address)} target="_blank" rel="noopener noreferrer">
                {t('crm.address.map')}
              </a>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
