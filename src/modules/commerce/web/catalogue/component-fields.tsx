import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { isWhole } from '#commerce/web/catalogue/whole-units.ts'
import type { ComponentDraft, VariantDraft } from '#commerce/web/catalogue/product-draft.ts'
import s from '#commerce/web/catalogue/product.module.css'
import { VariantPicker } from '#commerce/web/catalogue/variant-picker.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { NumberField } from '#web/ui/number-field.tsx'

type Props = { variants: readonly VariantDraft[]; isDisabled: boolean; onChange: (variants: VariantDraft[]) => void }

/** What each variant of a combo is made of. */
export function ComponentFields({ variants, isDisabled, onChange }: Props) {
  const t = useT()
  const put = (key: string, components: ComponentDraft[]) =>
    onChange(variants.map((one) => (one.key === key ? { ...one, components } : one)))
  return (
    <div className={s.variants}>
      {variants.map(({ key, optionValues, components }) => (
        <div key={key} className={s.variant}>
          {optionValues.length > 0 && <strong>{optionValues.join(' / ')}</strong>}
          {components.map((part) => (
            <div key={part.variantId} className={s.part}>
              <NumberField
                aria-label={t('commerce.product.part_quantity', { name: part.name })}
                min={isWhole(part.unit) ? 1 : 0.001}
                decimals={isWhole(part.unit) ? 0 : 3}
                suffix={isWhole(part.unit) ? '' : ` ${t(`commerce.units.${part.unit}_short`)}`}
                value={part.quantity}
                disabled={isDisabled}
                onChange={(quantity) =>
                  put(
                    key,
                    components.map((one) => (one.variantId === part.variantId ? { ...one, quantity } : one)),
                  )
                }
              />
              <span>{part.name}</span>
              {!isDisabled && (
                <ActionIcon
                  size={30}
                  aria-label={t('web.action.remove_named', { name: part.name })}
                  onClick={() =>
                    put(
                      key,
                      components.filter((one) => one.variantId !== part.variantId),
                    )
                  }
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </div>
          ))}
          {!isDisabled && (
            <VariantPicker
              label={t('commerce.product.add_part')}
              without={components.map(({ variantId }) => variantId)}
              onPick={({ id, name, unit }) => put(key, [...components, { variantId: id, name, unit, quantity: 1 }])}
            />
          )}
        </div>
      ))}
    </div>
  )
}
