import { Button, Menu } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconCategory, IconCircleCheck, IconCircleOff } from '@tabler/icons-react'
import type { changeProducts } from '#commerce/contract/product-api.ts'
import { canSetAvailability, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import { useAvailability } from '#commerce/web/catalogue/availability-switch.tsx'
import { useCategories } from '#commerce/web/catalogue/categories.ts'
import type { InputOf, OutputOf } from '#kernel/contract/declare.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'

type Props = {
  ids: readonly string[]
  isArchive: boolean
  change: (input: InputOf<typeof changeProducts>) => Promise<OutputOf<typeof changeProducts>>
  onDone: () => void
}

/** What can be done to many products at once. */
export function BulkActions({ ids, isArchive, change, onDone }: Props) {
  const t = useT()
  const may = useMay()
  const { options } = useCategories()
  const setAvailability = useAvailability()
  const run = (asked: InputOf<typeof changeProducts>['change']) => void change({ ids: [...ids], change: asked }).then(onDone, () => {})
  const icon = { size: 16, stroke: 1.7 }
  return (
    <>
      {!isArchive && may(canSetAvailability) && (
        <>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconCircleOff {...icon} />}
            onClick={() => {
              setAvailability(ids, 'sold-out')
              onDone()
            }}
          >
            {t('commerce.availability.sold_out')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconCircleCheck {...icon} />}
            onClick={() => {
              setAvailability(ids, 'available')
              onDone()
            }}
          >
            {t('commerce.availability.back')}
          </Button>
        </>
      )}
      {may(canWriteCatalogue) && !isArchive && (
        <Menu position="top" width={240}>
          <Menu.Target>
            <Button variant="subtle" color="gray" leftSection={<IconCategory {...icon} />}>
              {t('commerce.product.category')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {options.map(({ value, label }) => (
              <Menu.Item key={value} onClick={() => run({ do: 'categorize', categoryId: value })}>
                {label}
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => run({ do: 'categorize', categoryId: null })}>{t('commerce.category.none')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {may(canWriteCatalogue) && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={isArchive ? <IconArchiveOff {...icon} /> : <IconArchive {...icon} />}
          onClick={() => run({ do: isArchive ? 'restore' : 'archive' })}
        >
          {t(isArchive ? 'commerce.product.restore' : 'commerce.product.archive')}
        </Button>
      )}
    </>
  )
}
