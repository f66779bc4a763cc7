import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Basket } from '#orders/web/builder/basket.tsx'
import type { Door, DraftLine } from '#orders/web/builder/draft.ts'
import { useLineEditor } from '#orders/web/builder/line-editor.tsx'
import { ProductFinder } from '#orders/web/builder/product-finder.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSession } from '#web/session.ts'
import { Notice } from '#web/ui/states.tsx'
import s from '#orders/web/recurring/recurring.module.css'

type Props = {
  about: { brandId: string; contactId: string | null; door: Door }
  lines: readonly DraftLine[]
  problem: string | null
  onChange: (lines: DraftLine[]) => void
}

/** What comes each time, put together as any order is; what it costs is said by each of its days. */
export function RecurringLines({ about, lines, problem, onChange }: Props) {
  const t = useT()
  const format = useFormat()
  const { brands } = useSession()
  const [isAdding, setAdding] = useState(false)
  const currency = brands.find(({ id }) => id === about.brandId)?.currency ?? format.region.currency
  const { choose, scanned, edit, dialog } = useLineEditor({ brandId: about.brandId, currency, lines, onChange })
  return (
    <section className={s.lines} aria-label={t('orders.recurring.what')}>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <Basket lines={lines} quoted={null} currency={currency} onChange={onChange} onEdit={edit} />
      {isAdding ? (
        <div className={s.shelf}>
          <ProductFinder {...about} isFocused onChoose={choose} onScan={scanned} />
        </div>
      ) : (
        <Button variant="default" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setAdding(true)}>
          {t('orders.recurring.add')}
        </Button>
      )}
      {dialog}
    </section>
  )
}
