import { Button, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { listCategories, setCategoryArchival } from '#commerce/contract/category-api.ts'
import type { Category } from '#commerce/contract/category.ts'
import { listProducts } from '#commerce/contract/product-api.ts'
import { useCategories } from '#commerce/web/catalogue/categories.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'

/** Puts a category away, and what is in it somewhere else. */
export function ArchiveCategoryDialog({ category, onClose }: { category: Category; onClose: () => void }) {
  const t = useT()
  const { options, living, isBelow } = useCategories()
  const [targetId, setTargetId] = useState<string | null>(null)
  const { send, sending, problem } = useSend(setCategoryArchival, { invalidates: [listCategories, listProducts], onDone: onClose })
  const isFilled = category.productCount > 0 || living.some(({ parentId }) => parentId === category.id)
  return (
    <Modal opened onClose={onClose} title={t('commerce.category.archive_title', { name: category.name })}>
      <Fields>
        {problem && <Notice tone="bad">{problem}</Notice>}
        <p>{t(isFilled ? 'commerce.category.archive_filled' : 'commerce.category.archive_empty')}</p>
        {isFilled && (
          <Select
            label={t('commerce.category.target')}
            data={options.filter(({ value }) => value !== category.id && !isBelow(value, category.id))}
            searchable
            value={targetId}
            onChange={setTargetId}
          />
        )}
        <Button
          loading={sending}
          disabled={isFilled && targetId === null}
          onClick={() => void send({ id: category.id, isArchived: true, targetId })}
        >
          {t('commerce.category.archive')}
        </Button>
      </Fields>
    </Modal>
  )
}
