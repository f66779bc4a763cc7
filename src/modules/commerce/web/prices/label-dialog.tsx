import '#web/ui/mantine-forms-css.ts'
import { Button, Modal, Select, Switch } from '@mantine/core'
import { useState } from 'react'
import { printPriceLabels } from '#commerce/contract/price-api.ts'
import type { PriceList } from '#commerce/contract/price-list.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Notice } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#commerce/web/prices/dialog.module.css'

type Props = {
  /** Empty: all that the table shows. */
  variantIds: readonly string[]
  lists: readonly PriceList[]
  filter: { search: string; categoryId: string }
  onClose: () => void
}

/** Labels for the shelf: of what was picked, or of what the table shows. */
export function LabelDialog({ variantIds, lists, filter, onClose }: Props) {
  const t = useT()
  const [listId, setListId] = useState(lists.find(({ isMain }) => isMain)?.id ?? lists[0]?.id ?? '')
  const [layout, setLayout] = useState<'a4' | 'roll'>('a4')
  const [copies, setCopies] = useState<number | string>(1)
  const [hasBarcode, setBarcode] = useState(true)
  const { send, sending, problem } = useSend(printPriceLabels)
  const print = async () => {
    // Opened now, while the press is fresh: browsers keep back what opens by itself a moment later.
    const sheet = window.open('', '_blank')
    try {
      const { url, count, withoutPrice } = await send({
        listId,
        variantIds: [...variantIds],
        ...(filter.search && { search: filter.search }),
        ...(filter.categoryId && { categoryId: filter.categoryId }),
        layout,
        copies: Number(copies) || 1,
        hasBarcode,
      })
      if (sheet) sheet.location.href = url
      else window.location.assign(url)
      void toast({ text: t('commerce.prices.labels.done', { count, without: withoutPrice }) })
      onClose()
    } catch {
      sheet?.close()
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('commerce.prices.labels.print')} size={420}>
      <CheckedForm
        className={s.form}
        onSubmit={(event) => {
          event.preventDefault()
          void print()
        }}
      >
        <p className={s.hint}>
          {variantIds.length > 0
            ? t('commerce.prices.labels.picked', { count: variantIds.length })
            : t(filter.search || filter.categoryId ? 'commerce.prices.labels.shown' : 'commerce.prices.labels.all')}
        </p>
        <Select
          label={t('commerce.prices.list')}
          data={lists.map(({ id, name }) => ({ value: id, label: name }))}
          value={listId}
          allowDeselect={false}
          onChange={(value) => value && setListId(value)}
        />
        <SegmentedTabs
          label={t('commerce.prices.labels.paper')}
          value={layout}
          fullWidth
          choices={[
            { value: 'a4', label: t('commerce.prices.labels.a4') },
            { value: 'roll', label: t('commerce.prices.labels.roll') },
          ]}
          onChange={setLayout}
        />
        <NumberField
          label={t('commerce.prices.labels.copies')}
          min={1}
          max={50}
          required
          withAsterisk={false}
          value={copies}
          onChange={setCopies}
        />
        <Switch
          label={t('commerce.prices.labels.barcode')}
          checked={hasBarcode}
          onChange={(event) => setBarcode(event.currentTarget.checked)}
        />
        {problem && <Notice tone="bad">{problem}</Notice>}
        <div className={s.buttons}>
          <Button type="submit" loading={sending}>
            {t('commerce.prices.labels.make')}
          </Button>
        </div>
      </CheckedForm>
    </Modal>
  )
}
