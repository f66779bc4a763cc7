import { MultiSelect, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { listModifierGroups } from '#commerce/contract/modifier-group-api.ts'
import type { ProductKind } from '#commerce/contract/product.ts'
import type { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'
import { useCategories } from '#commerce/web/catalogue/categories.ts'
import { ComponentFields } from '#commerce/web/catalogue/component-fields.tsx'
import { HoursFields } from '#commerce/web/catalogue/hours-fields.tsx'
import { ImageFields } from '#commerce/web/catalogue/image-fields.tsx'
import { OptionFields } from '#commerce/web/catalogue/option-fields.tsx'
import { emptyVariant, type ProductDraft } from '#commerce/web/catalogue/product-draft.ts'
import s from '#commerce/web/catalogue/product.module.css'
import { VariantFields } from '#commerce/web/catalogue/variant-fields.tsx'
import { follow, type OptionDraft } from '#commerce/web/catalogue/variant-matrix.ts'
import { units } from '#commerce/web/catalogue/whole-units.ts'
import type { CallOptions } from '#web/api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Section } from '#web/ui/page.tsx'
import '#web/ui/mantine-forms-css.ts'

const kinds: readonly ProductKind[] = ['good', 'combo', 'service']
const taxKinds: readonly TaxKind[] = ['taxed', 'exempt', 'untaxed']
const mostVariants = 200

type Props = {
  start: ProductDraft
  version?: number
  isNew?: boolean
  isReadOnly?: boolean
  aside?: ReactNode
  save: (draft: ProductDraft, begun: CallOptions) => Promise<unknown>
}

/** A product as one document: what it is, how it comes, what may be asked of it, when and where it is sold. */
export function ProductForm({ start, version, isNew = false, isReadOnly = false, aside, save }: Props) {
  const t = useT()
  const { region } = useFormat()
  const { brands } = useSession()
  const { options: categories } = useCategories()
  const groups = useApi(listModifierGroups, {}).data?.items.filter(({ archivedAt }) => archivedAt === null) ?? []
  const form = useContractForm<ProductDraft>({
    version,
    initialValues: start,
    validate: {
      name: (name) => (name.trim() === '' ? t('commerce.product.no_name') : null),
      options: (options) =>
        options.some(({ name, values }) => values.length > 0 && name.trim() === '') ? t('commerce.product.no_option_name') : null,
      hours: (hours) => (hours.some(({ days }) => days.length === 0) ? t('commerce.product.hours_unfinished') : null),
      variants: (variants, { kind }) =>
        variants.length > mostVariants
          ? t('commerce.product.too_many_variants', { limit: mostVariants })
          : kind === 'combo' && variants.some(({ components }) => components.length === 0)
            ? t('commerce.problems.combo_empty')
            : null,
    },
    save,
  })
  const draft = form.getValues()
  const changeOptions = (options: OptionDraft[]) =>
    form.setValues({
      options,
      variants: follow(draft.variants, draft.options, options, (optionValues) => emptyVariant(region.currency, optionValues)),
    })

  return (
    <CheckedForm form={form} className={s.editor}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving} />
      <div className={s.fields}>
        <Section title={t('commerce.product.what')}>
          <Fields>
            <TextInput
              label={t('commerce.product.name')}
              maxLength={160}
              withAsterisk
              aria-required
              disabled={isReadOnly}
              {...form.field('name')}
            />
            <Textarea
              label={t('commerce.product.description')}
              maxLength={4000}
              autosize
              minRows={2}
              disabled={isReadOnly}
              {...form.field('description')}
            />
            <FieldRow>
              <Select
                label={t('commerce.product.kind')}
                data={kinds.map((value) => ({ value, label: t(`commerce.kinds.${value}`) }))}
                value={draft.kind}
                allowDeselect={false}
                disabled={!isNew}
                onChange={(kind) =>
                  kind && form.setValues({ kind: kind as ProductKind, ...(kind === 'service' && { unit: 'hour' as UnitCode }) })
                }
              />
              <Select
                label={t('commerce.product.category')}
                placeholder={t('commerce.category.none')}
                data={categories}
                searchable
                clearable
                disabled={isReadOnly}
                {...form.field('categoryId')}
              />
            </FieldRow>
            <FieldRow>
              <Select
                label={t('commerce.product.unit')}
                data={units.map((value) => ({ value, label: t(`commerce.units.${value}`) }))}
                allowDeselect={false}
                disabled={isReadOnly}
                {...form.field('unit')}
              />
              <TagsInput
                label={t('commerce.product.labels')}
                placeholder={draft.labels.length === 0 ? t('commerce.product.labels_placeholder') : ''}
                maxTags={20}
                acceptValueOnBlur
                disabled={isReadOnly}
                {...form.field('labels')}
              />
            </FieldRow>
          </Fields>
        </Section>
        {draft.kind === 'combo' && (
          <Section title={t('commerce.product.parts')} hint={t('commerce.product.parts_hint')}>
            <ComponentFields
              variants={draft.variants}
              isDisabled={isReadOnly}
              onChange={(variants) => form.setFieldValue('variants', variants as never)}
            />
            <ErrorBelow form={form} part="variants" />
          </Section>
        )}
        <Section title={t('commerce.product.variants')} hint={t('commerce.product.variants_hint')}>
          <OptionFields options={draft.options} isDisabled={isReadOnly} onChange={changeOptions} />
          <ErrorBelow form={form} part="options" />
          <VariantFields
            variants={draft.variants}
            isDisabled={isReadOnly}
            asksForPrice={isNew}
            onChange={(variants) => form.setFieldValue('variants', variants as never)}
          />
          {draft.kind !== 'combo' && <ErrorBelow form={form} part="variants" />}
        </Section>
        <Section title={t('commerce.modifier_group.title')} hint={t('commerce.modifier_group.hint')}>
          <MultiSelect
            aria-label={t('commerce.modifier_group.title')}
            placeholder={draft.modifierGroupIds.length === 0 ? t('commerce.modifier_group.choose') : ''}
            data={groups.map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            maxValues={12}
            disabled={isReadOnly}
            {...form.field('modifierGroupIds')}
          />
        </Section>
        <Section title={t('commerce.product.where')} hint={t('commerce.product.where_hint')}>
          <Fields>
            {brands.length > 1 && (
              <MultiSelect
                label={t('commerce.product.brands')}
                placeholder={draft.brandIds.length === 0 ? t('commerce.product.all_brands') : ''}
                data={brands.map(({ id, name }) => ({ value: id, label: name }))}
                disabled={isReadOnly}
                {...form.field('brandIds')}
              />
            )}
            <HoursFields hours={draft.hours} isDisabled={isReadOnly} onChange={(hours) => form.setFieldValue('hours', hours as never)} />
            <ErrorBelow form={form} part="hours" />
            <FieldRow>
              <TextInput
                label={t('commerce.product.station')}
                placeholder={t('commerce.product.station_placeholder')}
                maxLength={40}
                disabled={isReadOnly}
                {...form.field('station')}
              />
              <NumberField
                label={t('commerce.product.preparation')}
                suffix=" min"
                min={0}
                max={10_080}
                disabled={isReadOnly}
                {...form.field('preparationMinutes')}
              />
            </FieldRow>
          </Fields>
        </Section>
        <Section title={t('commerce.product.tax')}>
          <FieldRow>
            <Select
              label={t('commerce.product.tax_kind')}
              data={taxKinds.map((value) => ({ value, label: t(`commerce.tax_kinds.${value}`) }))}
              allowDeselect={false}
              disabled={isReadOnly}
              {...form.field('taxKind')}
            />
            {draft.taxKind === 'taxed' && (
              <NumberField
                label={t('commerce.product.tax_rate')}
                suffix=" %"
                min={0}
                max={100}
                decimals={2}
                disabled={isReadOnly}
                {...form.field('taxPercent')}
              />
            )}
          </FieldRow>
        </Section>
        {/* Beside what was pressed: the form is longer than the screen. */}
        <FormProblem form={form} />
        {!isReadOnly && (
          <FormButtons
            submit={isNew ? t('commerce.product.create') : t('web.action.save')}
            isSaving={form.isSaving}
            isDisabled={!isNew && !form.isDirty()}
          />
        )}
      </div>
      <aside className={s.aside}>
        {aside}
        <ImageFields
          title={t('commerce.product.pictures')}
          images={draft.images}
          isDisabled={isReadOnly}
          onChange={(images) => form.setFieldValue('images', images as never)}
        />
      </aside>
    </CheckedForm>
  )
}

/** What was refused of a part whose rows have no words of their own, wherever in it that is. */
function ErrorBelow({ form, part }: { form: { errors: Record<string, ReactNode> }; part: string }) {
  const [, words] = Object.entries(form.errors).find(([path]) => path === part || path.startsWith(`${part}.`)) ?? []
  return words ? (
    <p className={s.error} role="alert">
      {words}
    </p>
  ) : null
}
