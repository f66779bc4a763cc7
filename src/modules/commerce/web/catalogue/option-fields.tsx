import { ActionIcon, Button, TagsInput, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { newKey } from '#commerce/web/catalogue/product-draft.ts'
import s from '#commerce/web/catalogue/product.module.css'
import type { OptionDraft } from '#commerce/web/catalogue/variant-matrix.ts'
import { useT } from '#web/i18n/i18n.tsx'

type Props = { options: readonly OptionDraft[]; isDisabled: boolean; onChange: (options: OptionDraft[]) => void }

/** What the variants of a product differ in: each option with its values. */
export function OptionFields({ options, isDisabled, onChange }: Props) {
  const t = useT()
  const set = (key: string, change: Partial<OptionDraft>) => onChange(options.map((one) => (one.key === key ? { ...one, ...change } : one)))
  return (
    <div className={s.options}>
      {options.map((one, at) => (
        <div key={one.key} className={s.option}>
          <TextInput
            aria-label={t('commerce.product.option', { number: at + 1 })}
            placeholder={t('commerce.product.option_placeholder')}
            maxLength={60}
            value={one.name}
            disabled={isDisabled}
            onChange={(event) => set(one.key, { name: event.currentTarget.value })}
          />
          <TagsInput
            aria-label={t('commerce.product.option_values', { name: one.name })}
            placeholder={one.values.length === 0 ? t('commerce.product.values_placeholder') : ''}
            maxTags={60}
            value={one.values}
            disabled={isDisabled}
            onChange={(values) => set(one.key, { values: values.map((value) => value.trim().slice(0, 60)).filter(Boolean) })}
          />
          <ActionIcon
            size={34}
            disabled={isDisabled}
            aria-label={t('web.action.remove_named', { name: one.name || t('commerce.product.option', { number: at + 1 }) })}
            onClick={() => onChange(options.filter(({ key }) => key !== one.key))}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      {!isDisabled && options.length < 3 && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...options, { key: newKey(), name: '', values: [] }])}
        >
          {t(options.length === 0 ? 'commerce.product.add_first_option' : 'commerce.product.add_option')}
        </Button>
      )}
    </div>
  )
}
