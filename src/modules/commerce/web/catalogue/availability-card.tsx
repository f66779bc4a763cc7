import { Button, Switch } from '@mantine/core'
import { IconMoon } from '@tabler/icons-react'
import { canSetAvailability } from '#commerce/contract/permissions.ts'
import type { Product } from '#commerce/contract/product.ts'
import { useAvailability } from '#commerce/web/catalogue/availability-switch.tsx'
import s from '#commerce/web/catalogue/product.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'

/** What is there now, said with one tap: nothing of it waits for the form to be saved. */
export function AvailabilityCard({ product }: { product: Product }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const set = useAvailability()
  const { variants } = product
  return (
    <section className={s.card} aria-labelledby="availability">
      <h2 id="availability">{t('commerce.availability.title')}</h2>
      <ul className={s.there}>
        {variants.map((one) => (
          <li key={one.id}>
            <Switch
              color="var(--t3)"
              checked={one.isAvailable}
              disabled={!may(canSetAvailability)}
              label={one.name || t('commerce.availability.available')}
              {...(!one.isAvailable && {
                description: one.soldOutUntil
                  ? t('commerce.availability.until', { at: format.hour(one.soldOutUntil) })
                  : t('commerce.availability.none'),
              })}
              onChange={(event) => set([], event.currentTarget.checked ? 'available' : 'sold-out', [one.id])}
            />
          </li>
        ))}
      </ul>
      {may(canSetAvailability) && variants.some(({ isAvailable }) => isAvailable) && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconMoon size={15} stroke={1.7} />}
          onClick={() => set([product.id], 'sold-out-until-morning')}
        >
          {t('commerce.availability.until_morning')}
        </Button>
      )}
    </section>
  )
}
