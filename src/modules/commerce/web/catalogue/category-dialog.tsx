import { Modal, MultiSelect, TextInput } from '@mantine/core'
import { createCategory, listCategories, updateCategory } from '#commerce/contract/category-api.ts'
import type { Category } from '#commerce/contract/category.ts'
import { ImageFields } from '#commerce/web/catalogue/image-fields.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = { category: Category | null; parentId: string | null; onClose: () => void }

/** What a category is called, whose it is, and how it looks. */
export function CategoryDialog({ category, parentId, onClose }: Props) {
  const t = useT()
  const { brands } = useSession()
  const options = { invalidates: [listCategories], onDone: onClose }
  const creating = useSend(createCategory, options)
  const updating = useSend(updateCategory, options)
  const form = useContractForm({
    initialValues: {
      name: category?.name ?? '',
      brandIds: category?.brandIds ?? [],
      images:
        category?.imageFileId && category.imageUrl
          ? [{ fileId: category.imageFileId, url: category.imageUrl, thumbnailUrl: category.imageUrl }]
          : [],
    },
    validate: { name: (name) => (name.trim() === '' ? t('commerce.product.no_name') : null) },
    save: ({ name, brandIds, images }) => {
      const input = { name, brandIds: brandIds.length > 0 ? brandIds : null, imageFileId: images[0]?.fileId ?? null }
      return category ? updating.send({ id: category.id, ...input }, { ifMatch: category.version }) : creating.send({ ...input, parentId })
    },
  })
  const { images } = form.getValues()
  return (
    <Modal opened onClose={onClose} title={t(category ? 'commerce.category.edit_title' : 'commerce.category.new_title')}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <TextInput label={t('commerce.product.name')} maxLength={80} withAsterisk aria-required data-autofocus {...form.field('name')} />
          {brands.length > 1 && (
            <MultiSelect
              label={t('commerce.product.brands')}
              placeholder={form.getValues().brandIds.length === 0 ? t('commerce.product.all_brands') : ''}
              data={brands.map(({ id, name }) => ({ value: id, label: name }))}
              {...form.field('brandIds')}
            />
          )}
          <ImageFields
            title={t('commerce.category.picture')}
            most={1}
            images={images}
            isDisabled={false}
            onChange={(next) => form.setFieldValue('images', next as never)}
          />
          <FormButtons submit={t(category ? 'web.action.save' : 'commerce.category.create')} isSaving={form.isSaving} onCancel={onClose} />
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
