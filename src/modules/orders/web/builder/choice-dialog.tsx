import { Button, Checkbox, Modal, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Menu, OfferedProduct } from '#commerce/contract/product-sale.ts'
import type { DraftLine } from '#orders/web/builder/draft.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#orders/web/builder/builder.module.css'

type Group = Menu['modifierGroups'][number]
type Props = {
  product: OfferedProduct
  groups: readonly Group[]
  currency: string
  line: DraftLine | null
  onDone: (chosen: Pick<DraftLine, 'variantId' | 'name' | 'modifierIds' | 'modifierNames' | 'note'>) => void
  onClose: () => void
}

/** Which of its variants, with what: as many of each group as it asks for, said before anything is sent. */
export function ChoiceDialog({ product, groups, currency, line, onDone, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const first = line?.variantId ?? product.variants.find(({ refusal }) => refusal === null)?.id ?? ''
  const [variantId, setVariantId] = useState(first)
  const [chosen, setChosen] = useState<readonly string[]>(line?.modifierIds ?? [])
  const [note, setNote] = useState(line?.note ?? '')
  const countOf = (group: Group): number => group.modifiers.filter(({ id }) => chosen.includes(id)).length
  const missing = groups.find((group) => countOf(group) < group.least)
  const pick = (group: Group, id: string): void =>
    setChosen((last) => {
      if (last.includes(id)) return group.most === 1 && group.least === 1 ? last : last.filter((one) => one !== id)
      const others = group.most === 1 ? last.filter((one) => !group.modifiers.some((modifier) => modifier.id === one)) : last
      return [...others, id]
    })
  const done = (): void => {
    const variant = product.variants.find(({ id }) => id === variantId)
    const all = groups.flatMap(({ modifiers }) => modifiers)
    const ordered = all.filter(({ id }) => chosen.includes(id))
    onDone({
      variantId,
      name: variant?.name ? `${product.name} ${variant.name}` : product.name,
      modifierIds: ordered.map(({ id }) => id),
      modifierNames: ordered.map(({ name }) => name),
      note: note.trim(),
    })
  }
  const price = (minor: number): string => (minor === 0 ? '' : ` ${minor > 0 ? '+' : '−'}${format.money(Math.abs(minor), currency)}`)
  return (
    <Modal opened onClose={onClose} title={product.name} size={460} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          // It may stand in a form of its own, which must not be sent with it: events climb through portals.
          event.stopPropagation()
          if (!missing) done()
        }}
      >
        <Fields>
          {product.variants.length > 1 && (
            <Radio.Group label={t('orders.builder.variant')} value={variantId} onChange={setVariantId}>
              <div className={s.choices}>
                {product.variants.map(({ id, name, refusal }) => (
                  <Radio key={id} value={id} label={name} disabled={refusal !== null && id !== line?.variantId} />
                ))}
              </div>
            </Radio.Group>
          )}
          {groups.map((group) => (
            <fieldset key={group.id} className={s.group}>
              <legend>
                {group.name} <small>{t('orders.builder.choose', { least: group.least, most: group.most })}</small>
              </legend>
              <div className={s.choices}>
                {group.modifiers.map((modifier) => {
                  const Mark = group.least === 1 && group.most === 1 ? Radio : Checkbox
                  return (
                    <Mark
                      key={modifier.id}
                      label={`${modifier.name}${price(modifier.priceMinor)}`}
                      checked={chosen.includes(modifier.id)}
                      disabled={
                        !chosen.includes(modifier.id) && (!modifier.isAvailable || (group.most > 1 && countOf(group) >= group.most))
                      }
                      onChange={() => pick(group, modifier.id)}
                    />
                  )
                })}
              </div>
            </fieldset>
          ))}
          <Textarea
            label={t('orders.builder.line_note')}
            placeholder={t('orders.builder.line_note_example')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={300}
            autosize
            minRows={1}
          />
          <div className={s.foot}>
            {missing && <small className={s.quiet}>{t('orders.builder.missing', { group: missing.name })}</small>}
            <Button type="submit" disabled={missing !== undefined || variantId === ''} data-autofocus>
              {t(line ? 'orders.builder.change' : 'orders.builder.add')}
            </Button>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
