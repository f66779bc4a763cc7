import { Button, Modal, TextInput } from '@mantine/core'
import { IconCheck, IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { findOfferedItems, type OfferedItem } from '#sales/contract/proposal-catalogue-api.ts'
import { blankLine, type LineDraft } from '#sales/web/proposals/draft.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import { type Marks, writtenUnits } from '#web/number-text.ts'
import { useApi } from '#web/query.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import s from '#sales/web/proposals/catalogue-picker.module.css'

type Offer = { proposalId: string; currency: string; includesTax: boolean }
type Props = Offer & { onPick: (line: LineDraft) => void; onClose: () => void }

/** Something of the catalogue as a line: everything but the quantity is filled in, and may be changed. */
const lineOf = (item: OfferedItem, currency: string, marks: Marks): LineDraft => ({
  ...blankLine('item', writtenUnits(item.taxBasisPoints, 2, marks)),
  description: item.name,
  unit: item.unit,
  price: item.priceMinor === null ? '' : writtenUnits(item.priceMinor, minorDigits(currency), marks),
  productId: item.productId,
  variantId: item.variantId,
  listPriceMinor: item.priceMinor,
})

/** Finds what the shop sells and puts it into the proposal, one after the other, until it is closed. */
export function CataloguePicker({ proposalId, currency, includesTax, onPick, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const [picked, setPicked] = useState<readonly string[]>([])
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 180)
    return () => clearTimeout(timer)
  }, [typed])
  const { data, error, refetch } = useApi(
    findOfferedItems,
    { id: proposalId, search: asked || '-', currency: currency as 'ARS', includesTax: includesTax ? 'true' : 'false' },
    { keepsPrevious: true, enabled: asked !== '' },
  )
  const items = asked === '' ? [] : (data?.items ?? [])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sales.catalogue.title')}
      size={560}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <TextInput
        aria-label={t('sales.catalogue.search')}
        placeholder={t('sales.catalogue.search')}
        leftSection={<IconSearch size={15} aria-hidden />}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={s.found} aria-live="polite">
        {asked === '' ? (
          <p className={s.hint}>{t('sales.catalogue.hint')}</p>
        ) : error && !data ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <ListBones rows={4} face={false} />
        ) : items.length === 0 ? (
          <p className={s.hint}>{t('sales.catalogue.none', { text: asked })}</p>
        ) : (
          <ul>
            {items.map((item) => {
              const count = picked.filter((id) => id === item.variantId).length
              return (
                <li key={item.variantId}>
                  <button
                    type="button"
                    onClick={() => {
                      onPick(lineOf(item, currency, separatorsOf(format.number)))
                      setPicked((before) => [...before, item.variantId])
                    }}
                  >
                    {item.imageUrl ? <img src={item.imageUrl} alt="" /> : <i aria-hidden />}
                    <span>
                      {item.name}
                      {item.sku && <small>{item.sku}</small>}
                    </span>
                    <b className="num">
                      {item.priceMinor === null ? t('sales.catalogue.no_price') : format.money(item.priceMinor, currency)}
                      {item.priceMinor !== null && <small> / {item.unit}</small>}
                    </b>
                    {count > 0 ? <IconCheck size={17} aria-hidden /> : <IconPlus size={17} aria-hidden />}
                    {count > 0 && <span className="sr-only">{t('sales.catalogue.added')}</span>}
                  </button>
                </li>
              )
            })}
          </ul>
        )}
      </div>
      <div className={s.foot}>
        <span role="status">{picked.length > 0 && t('sales.catalogue.picked', { count: picked.length })}</span>
        <Button variant={picked.length > 0 ? 'filled' : 'default'} onClick={onClose}>
          {t(picked.length > 0 ? 'sales.catalogue.done' : 'web.action.close')}
        </Button>
      </div>
    </Modal>
  )
}
