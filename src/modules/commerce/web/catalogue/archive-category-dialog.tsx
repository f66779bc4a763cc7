import { Select } from '@mantine/core'
import { listCategories, setCategoryArchival } from '#commerce/contract/category-api.ts'
import type { Category } from '#commerce/contract/category.ts'
import { listProducts } from '#commerce/contract/product-api.ts'
import { useCategories } from '#commerce/web/catalogue/categories.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'

/** Puts a category away, and what is in it somewhere else. */
export function ArchiveCategoryDialog({ category, onClose }: { category: Category; onClose: () => void }) {
  const t = useT()
  const { options, living, isBelow } = useCategories()
  const { send } = useSend(setCategoryArchival, { invalidates: [listCategories, listProducts], onDone: onClose })
  const isFilled = category.productCount > 0 || living.some(({ parentId }) => parentId === category.id)
  const form = useContractForm({
    initialValues: { targetId: null as string | null },
    validate: { targetId: (id) => (isFilled && id === null ? t('kernel.fields.missing') : null) },
    save: ({ targetId }) => send({ id: category.id, isArchived: true, targetId }),
  })
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      onCancel={onClose}
      title={t('commerce.category.archive_title', { name: category.name })}
      size={440}
      submit={t('commerce.category.archive')}
    >
      <p>{t(isFilled ? 'commerce.category.archive_filled' : 'commerce.category.archive_empty')}</p>
      {isFilled && (
        <Select
          label={t('commerce.category.target')}
          data={options.filter(({ value }) => value !== category.id && !isBelow(value, category.id))}
          searchable
          {...form.field('targetId')}
        />
      )}
    </DialogForm>
  )
}
