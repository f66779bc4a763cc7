import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { ActionIcon, TagsInput, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { canManagePrices, canReadCosts } from '#commerce/contract/permissions.ts'
import type { VariantDraft } from '#commerce/web/catalogue/product-draft.ts'
import s from '#commerce/web/catalogue/product.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { useMay } from '#web/session.ts'

type Props = {
  variants: readonly VariantDraft[]
  isDisabled: boolean
  /** Of something new: whoever may is asked what it costs. */
  asksForPrice: boolean
  onChange: (variants: VariantDraft[]) => void
}

/** Codes, weight and cost of each variant; one without options has one row without a name. */
export function VariantFields({ variants, isDisabled, asksForPrice, onChange }: Props) {
  const t = useT()
  const may = useMay()
  const set = (key: string, change: Partial<VariantDraft>) =>
    onChange(variants.map((one) => (one.key === key ? { ...one, ...change } : one)))
  const isMany = variants.length > 1 || (variants[0]?.optionValues.length ?? 0) > 0
  return (
    <div className={s.variants}>
      {variants.map((one) => {
        const name = one.optionValues.join(' / ')
        return (
          <div key={one.key} className={s.variant} role="group" aria-label={name || t('commerce.product.codes')}>
            {isMany && (
              <header>
                <strong>{name}</strong>
                {variants.length > 1 && !isDisabled && (
                  <ActionIcon
                    size={28}
                    aria-label={t('web.action.remove_named', { name })}
                    onClick={() => onChange(variants.filter(({ key }) => key !== one.key))}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                )}
              </header>
            )}
            <div className={s.codes}>
              <TextInput
                label={t('commerce.product.sku')}
                maxLength={60}
                value={one.sku}
                disabled={isDisabled}
                onChange={(event) => set(one.key, { sku: event.currentTarget.value })}
              />
              <TagsInput
                label={t('commerce.product.barcodes')}
                placeholder={one.barcodes.length === 0 ? t('commerce.product.barcodes_placeholder') : ''}
                maxTags={20}
                acceptValueOnBlur
                value={one.barcodes}
                disabled={isDisabled}
                onChange={(barcodes) => set(one.key, { barcodes })}
              />
              <NumberField
                label={t('commerce.product.weight')}
                suffix=" g"
                min={0}
                max={100_000_000}
                value={one.weightGrams}
                disabled={isDisabled}
                onChange={(weightGrams) => set(one.key, { weightGrams })}
              />
              {asksForPrice && may(canManagePrices) && (
                <NumberField
                  label={t('commerce.product.price')}
                  min={0}
                  max={1e10}
                  decimals={minorDigits(one.costCurrency)}
                  leftSection={<small>{one.costCurrency}</small>}
                  leftSectionWidth={44}
                  value={one.price}
                  onChange={(price) => set(one.key, { price })}
                />
              )}
              {may(canReadCosts) && (
                <NumberField
                  label={t('commerce.product.cost')}
                  min={0}
                  max={1e10}
                  decimals={minorDigits(one.costCurrency)}
                  leftSection={<small>{one.costCurrency}</small>}
                  leftSectionWidth={44}
                  value={one.cost}
                  disabled={isDisabled}
                  onChange={(cost) => set(one.key, { cost })}
                />
              )}
            </div>
          </div>
        )
      })}
    </div>
  )
}
