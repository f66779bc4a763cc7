import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core'
import { IconCopy, IconDownload, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { call } from '#web/api.ts'
import type { Coupon } from '#commerce/contract/coupon.ts'
import {
  createCoupons,
  getPromotion,
  listCouponCodes,
  listCoupons,
  listPromotions,
  withdrawCoupon,
} from '#commerce/contract/promotion-api.ts'
import type { Promotion } from '#commerce/contract/promotion.ts'
import { wholeOf, type Typed } from '#commerce/web/promotions/amounts.ts'
import s from '#commerce/web/promotions/promotions.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApiPages, useSend } from '#web/query.ts'
import { FieldRow } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { isFaultless, useOwnFault } from '#web/ui/own-fault.ts'
import { Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'

const ways = ['one', 'many'] as const

/** The codes that customers say: thought of, or drawn by the hundred; to be copied, taken along as a file, withdrawn. */
export function CouponSection({ promotion }: { promotion: Promotion }) {
  const t = useT()
  const format = useFormat()
  const list = useApiPages(listCoupons, { id: promotion.id, limit: 50 })
  const [isSaving, setSaving] = useState(false)
  const invalidates = [listCoupons, getPromotion, listPromotions]
  const { send: withdraw } = useSend(withdrawCoupon, { invalidates, onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })

  const copy = (code: string): void =>
    void navigator.clipboard?.writeText(code).then(
      () => void toast({ text: t('commerce.promotions.coupons.copied', { code }) }),
      () => {},
    )
  const takeAlong = async (): Promise<void> => {
    setSaving(true)
    try {
      const { items } = await call(listCouponCodes, { id: promotion.id })
      const head = ['code', 'used', 'limit'].map((column) => t(`commerce.promotions.coupons.columns.${column}`))
      saveAs(`${promotion.name}.csv`, [
        head,
        ...items.map((one) => [one.code, String(one.used), one.usesLimit === null ? '' : String(one.usesLimit)]),
      ])
    } catch {
      void toast({ text: t('commerce.promotions.coupons.no_file'), tone: 'bad' })
    } finally {
      setSaving(false)
    }
  }
  return (
    <Section
      title={t('commerce.promotions.coupons.title')}
      hint={t('commerce.promotions.coupons.hint')}
      actions={
        promotion.couponCount > 0 && (
          <Button variant="default" loading={isSaving} leftSection={<IconDownload size={15} />} onClick={() => void takeAlong()}>
            {t('commerce.promotions.coupons.download')}
          </Button>
        )
      }
    >
      {promotion.couponCount === 0 && <Notice tone="warn">{t('commerce.promotions.coupons.none')}</Notice>}
      <NewCoupons promotion={promotion} />
      {list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.items ? (
        <ListBones rows={3} face={false} />
      ) : (
        <ul className={s.coupons}>
          {list.items.map((coupon: Coupon) => (
            <li key={coupon.id}>
              <code>{coupon.code}</code>
              <span className="num">
                {coupon.usesLimit === null
                  ? t('commerce.promotions.coupons.used', { count: coupon.used })
                  : t('commerce.promotions.used_of', { used: format.number(coupon.used), total: format.number(coupon.usesLimit) })}
              </span>
              <Tooltip label={t('web.action.copy')}>
                <ActionIcon
                  size={30}
                  aria-label={t('commerce.promotions.coupons.copy', { code: coupon.code })}
                  onClick={() => copy(coupon.code)}
                >
                  <IconCopy size={15} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t('commerce.promotions.coupons.withdraw_short')}>
                <ActionIcon
                  size={30}
                  aria-label={t('commerce.promotions.coupons.withdraw', { code: coupon.code })}
                  onClick={() => void withdraw({ id: coupon.id }).catch(() => {})}
                >
                  <IconX size={15} />
                </ActionIcon>
              </Tooltip>
            </li>
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button variant="default" onClick={() => void list.fetchMore()}>
          {t('commerce.promotions.coupons.more')}
        </Button>
      )}
    </Section>
  )
}

function NewCoupons({ promotion }: { promotion: Promotion }) {
  const t = useT()
  const [way, setWay] = useState<(typeof ways)[number]>('one')
  const [code, setCode] = useState('')
  const [count, setCount] = useState<Typed>(50)
  const [prefix, setPrefix] = useState('')
  const [limit, setLimit] = useState<Typed>('')
  const { send, sending, problem } = useSend(createCoupons, {
    invalidates: [listCoupons, getPromotion, listPromotions],
    onDone: ({ items }) => {
      void toast({ text: t('commerce.promotions.coupons.made', { count: items.length }) })
      setCode('')
    },
  })
  const make = (): void => {
    const usesLimit = wholeOf(limit)
    const input = way === 'one' ? { codes: [code], usesLimit } : { generate: wholeOf(count) ?? 0, prefix, usesLimit: usesLimit ?? 1 }
    void send({ id: promotion.id, ...input }).catch(() => {})
  }
  const limitField = (
    <NumberField
      label={t('commerce.promotions.coupons.limit')}
      placeholder={way === 'one' ? t('commerce.promotions.form.no_limit') : '1'}
      min={1}
      value={limit}
      onChange={setLimit}
    />
  )
  return (
    <div className={s.newCoupons}>
      <SegmentedTabs
        label={t('commerce.promotions.coupons.way')}
        value={way}
        choices={ways.map((value) => ({ value, label: t(`commerce.promotions.coupons.ways.${value}`) }))}
        onChange={setWay}
      />
      <FieldRow>
        {way === 'one' ? (
          <CodeField code={code} onChange={setCode} />
        ) : (
          <>
            <NumberField
              label={t('commerce.promotions.coupons.count')}
              required
              withAsterisk={false}
              min={1}
              max={1000}
              value={count}
              onChange={setCount}
            />
            <TextInput
              label={t('commerce.promotions.coupons.prefix')}
              maxLength={20}
              value={prefix}
              onChange={(event) => setPrefix(event.currentTarget.value.toUpperCase())}
            />
          </>
        )}
        {limitField}
      </FieldRow>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <div>
        <Button
          variant="default"
          loading={sending}
          onClick={({ currentTarget }) => isFaultless(currentTarget.closest(`.${s.newCoupons}`)) && make()}
        >
          {t(`commerce.promotions.coupons.make_${way}`)}
        </Button>
      </div>
    </div>
  )
}

function CodeField({ code, onChange }: { code: string; onChange: (code: string) => void }) {
  const t = useT()
  const own = useOwnFault(code.trim() === '' ? t('kernel.fields.missing') : undefined)
  return (
    <TextInput
      {...own.props}
      label={t('commerce.promotions.coupons.code')}
      placeholder="BIENVENIDA"
      maxLength={40}
      value={code}
      error={own.said}
      onChange={(event) => {
        own.hush()
        onChange(event.currentTarget.value.toUpperCase())
      }}
    />
  )
}

/** Rows as a file that spreadsheets open by double click: cut by semicolons, with the mark that says which letters these are. */
function saveAs(name: string, rows: readonly (readonly string[])[]): void {
  const cell = (text: string): string => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const text = `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  link.download = name.replaceAll(/[\\/:*?"<>|]/g, ' ')
  link.click()
  URL.revokeObjectURL(link.href)
}
