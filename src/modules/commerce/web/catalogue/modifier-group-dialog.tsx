import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { ActionIcon, Button, Modal, TextInput } from '@mantine/core'
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { createModifierGroup, listModifierGroups, updateModifierGroup } from '#commerce/contract/modifier-group-api.ts'
import type { ModifierGroup } from '#commerce/contract/modifier-group.ts'
import { newKey } from '#commerce/web/catalogue/product-draft.ts'
import s from '#commerce/web/catalogue/modifiers.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { minorOf } from '#web/money-input.ts'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'

type Draft = { key: string; id?: string; name: string; price: number | string; variantId: string | null; isAvailable: boolean }

const emptyDraft = (): Draft => ({ key: newKey(), name: '', price: '', variantId: null, isAvailable: true })

/** A group with its choices, in the order in which they are offered. */
export function ModifierGroupDialog({ group, onClose }: { group: ModifierGroup | null; onClose: () => void }) {
  const t = useT()
  const { region } = useFormat()
  const { currency } = region
  const options = { invalidates: [listModifierGroups], onDone: onClose }
  const creating = useSend(createModifierGroup, options)
  const updating = useSend(updateModifierGroup, options)
  const form = useContractForm({
    initialValues: {
      name: group?.name ?? '',
      least: (group?.least ?? 0) as number | string,
      most: (group?.most ?? 1) as number | string,
      modifiers: (group?.modifiers ?? []).map((one): Draft => ({
        ...one,
        key: one.id,
        price: one.priceMinor === 0 ? '' : one.priceMinor / 10 ** minorDigits(currency),
      })),
      ...(group === null && { modifiers: [emptyDraft(), emptyDraft()] }),
    },
    validate: {
      name: (name) => (name.trim() === '' ? t('commerce.product.no_name') : null),
      most: (most, { least }) => (Number(most || 1) < Number(least || 0) ? t('commerce.problems.least_above_most') : null),
      modifiers: (all) => (all.every(({ name }) => name.trim() === '') ? t('commerce.modifier_group.no_modifier') : null),
    },
    save: ({ name, least, most, modifiers }) => {
      const input = {
        name,
        least: Number(least || 0),
        most: Number(most || 1),
        modifiers: modifiers
          .filter((one) => one.name.trim() !== '')
          .map(({ id, name: word, price, variantId, isAvailable }) => ({
            ...(id !== undefined && { id }),
            name: word,
            priceMinor: minorOf(price, currency) ?? 0,
            variantId,
            isAvailable,
          })),
      }
      return group ? updating.send({ id: group.id, ...input }, { ifMatch: group.version }) : creating.send(input)
    },
  })
  const { modifiers } = form.getValues()
  const put = (next: Draft[]) => form.setFieldValue('modifiers', next as never)
  const set = (key: string, change: Partial<Draft>) => put(modifiers.map((one) => (one.key === key ? { ...one, ...change } : one)))
  const raise = (at: number) => {
    const next = [...modifiers]
    const [moved] = next.splice(at, 1)
    if (moved) next.splice(at - 1, 0, moved)
    put(next)
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={t(group ? 'commerce.modifier_group.edit_title' : 'commerce.modifier_group.new_title')}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <TextInput
            label={t('commerce.product.name')}
            placeholder={t('commerce.modifier_group.name_placeholder')}
            maxLength={80}
            withAsterisk
            aria-required
            data-autofocus
            {...form.field('name')}
          />
          <FieldRow>
            <NumberField label={t('commerce.modifier_group.least')} min={0} max={30} {...form.field('least')} />
            <NumberField label={t('commerce.modifier_group.most')} min={1} max={30} {...form.field('most')} />
          </FieldRow>
          <fieldset className={s.choices}>
            <legend>{t('commerce.modifier_group.choices')}</legend>
            {modifiers.map((one, at) => (
              <div key={one.key} className={s.choice}>
                <TextInput
                  aria-label={t('commerce.modifier_group.choice', { number: at + 1 })}
                  placeholder={t('commerce.modifier_group.choice_placeholder')}
                  maxLength={80}
                  value={one.name}
                  onChange={(event) => set(one.key, { name: event.currentTarget.value })}
                />
                <NumberField
                  aria-label={t('commerce.modifier_group.choice_price', { number: at + 1 })}
                  placeholder={t('commerce.modifier_group.free')}
                  decimals={minorDigits(currency)}
                  value={one.price}
                  onChange={(price) => set(one.key, { price })}
                />
                <ActionIcon
                  size={32}
                  disabled={at === 0}
                  aria-label={t('commerce.category.up', { name: one.name })}
                  onClick={() => raise(at)}
                >
                  <IconArrowUp size={15} />
                </ActionIcon>
                <ActionIcon
                  size={32}
                  disabled={modifiers.length === 1}
                  aria-label={t('web.action.remove_named', { name: one.name })}
                  onClick={() => put(modifiers.filter(({ key }) => key !== one.key))}
                >
                  <IconX size={15} />
                </ActionIcon>
              </div>
            ))}
            {form.errors['modifiers'] && <p className={s.error}>{form.errors['modifiers']}</p>}
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconPlus size={15} />}
              disabled={modifiers.length >= 60}
              onClick={() => put([...modifiers, emptyDraft()])}
            >
              {t('commerce.modifier_group.add')}
            </Button>
          </fieldset>
          <FormButtons
            submit={t(group ? 'web.action.save' : 'commerce.modifier_group.create')}
            isSaving={form.isSaving}
            onCancel={onClose}
          />
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
