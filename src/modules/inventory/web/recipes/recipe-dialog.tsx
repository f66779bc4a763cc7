import '#web/ui/mantine-forms-css.ts'
import { ActionIcon, Modal, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { searchProducts } from '#commerce/contract/product-api.ts'
import type { OfferedProduct } from '#commerce/contract/product-sale.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'
import { getRecipe, listRecipes, writeRecipe } from '#inventory/contract/recipe-api.ts'
import type { Recipe } from '#inventory/contract/recipe.ts'
import { getStock, listStock } from '#inventory/contract/stock-api.ts'
import { readMilli, writeQuantity } from '#inventory/web/counts/quantity-text.ts'
import { Understood } from '#inventory/web/words/understood.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { FoundPicker } from '#web/ui/found-select.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/movements/transfer.module.css'

/** What something is made of: of each part so much for so many of it. */
export function RecipeDialog({ variantId, name, onClose }: { variantId: string; name: string; onClose: () => void }) {
  const t = useT()
  const { data, error, refetch } = useApi(getRecipe, { id: variantId })
  return (
    <Modal opened onClose={onClose} title={t('inventory.recipe.title', { name })} size={500}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Editor recipe={data as Recipe} onClose={onClose} />
      ) : (
        <ListBones rows={3} face={false} />
      )}
    </Modal>
  )
}

type Part = { variantId: string; name: string; unit: UnitCode; typed: string }

function Editor({ recipe, onClose }: { recipe: Recipe; onClose: () => void }) {
  const t = useT()
  const marks = separatorsOf(useFormat().number)
  const { send } = useSend(writeRecipe, {
    rereads: [getRecipe],
    invalidates: [getRecipe, listRecipes, getStock, listStock],
    onDone: () => void toast({ text: t('inventory.rules.saved') }),
  })
  const milliOf = ({ typed, unit }: Part): number => readMilli(typed, unit, marks) ?? 0
  const form = useContractForm({
    version: recipe.version,
    initialValues: {
      yield: (recipe.yieldMilli / 1000) as number | '',
      parts: recipe.parts.map(({ quantityMilli, ...part }): Part => ({ ...part, typed: writeQuantity(quantityMilli, marks) })),
    },
    validate: {
      yield: (made) => (Number(made) > 0 ? null : t('inventory.recipe.quantity_missing')),
      parts: (parts) => (parts.every((part) => milliOf(part) > 0) ? null : t('inventory.recipe.quantity_missing')),
    },
    save: async ({ yield: made, parts }, begun) => {
      const read = parts.map((part) => ({ variantId: part.variantId, quantityMilli: milliOf(part) }))
      await send({ id: recipe.variantId, yieldMilli: Math.round(Number(made) * 1000), parts: read }, begun)
      onClose()
    },
  })
  const { parts } = form.getValues()
  const put = (next: Part[]) => form.setFieldValue('parts', next as never)
  return (
    <CheckedForm form={form}>
      <Fields>
        <NumberField
          label={t('inventory.recipe.yield')}
          description={t('inventory.recipe.yield_hint')}
          maw={320}
          min={0}
          max={1_000_000}
          decimals={3}
          {...form.field('yield')}
        />
        <ul className={s.lines} aria-label={t('inventory.recipe.parts')}>
          {parts.map((part, at) => (
            <li key={part.variantId}>
              <span>
                {part.name}
                <small>{t(`inventory.units.${part.unit}`)}</small>
                <Understood typed={part.typed} unit={part.unit} />
              </span>
              <TextInput
                aria-label={t('inventory.recipe.quantity_of', { name: part.name })}
                w={92}
                inputMode="decimal"
                autoComplete="off"
                value={part.typed}
                error={form.errors['parts'] !== undefined && milliOf(part) <= 0}
                onChange={(event) => put(parts.with(at, { ...part, typed: event.currentTarget.value }))}
              />
              <ActionIcon
                size={34}
                aria-label={t('inventory.transfer.leave_out', { name: part.name })}
                onClick={() => put(parts.filter((_, i) => i !== at))}
              >
                <IconX size={15} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <FoundPicker
          label={t('inventory.recipe.add')}
          without={[recipe.variantId, ...parts.map(({ variantId }) => variantId)]}
          useFound={useGoods}
          typeToFind={t('inventory.recipe.type')}
          nothingFound={t('inventory.movements.nothing_found')}
          onPick={({ id, ...good }) => put([...parts, { variantId: id, ...good, typed: '1' }])}
        />
        {form.errors['parts'] && (
          <p role="alert" className={s.wrong}>
            {form.errors['parts']}
          </p>
        )}
        <FormProblem form={form} />
      </Fields>
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} onCancel={onClose} />
    </CheckedForm>
  )
}

/** The goods of the catalogue, counted already or from then on. */
function useGoods(text: string) {
  const { data } = useApi(searchProducts, { text, limit: 20 }, { enabled: text !== '', keepsPrevious: true })
  return (text === '' ? [] : ((data?.items ?? []) as OfferedProduct[]))
    .filter(({ kind }) => kind === 'good')
    .flatMap(({ name, unit, variants }) => variants.map((one) => ({ id: one.id, name: one.name ? `${name} (${one.name})` : name, unit })))
}
