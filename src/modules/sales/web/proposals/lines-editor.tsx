import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconHeading, IconPackage, IconPlus, IconTrash } from '@tabler/icons-react'
import { memo, type ReactNode, useCallback, useRef, useState } from 'react'
import type { Totals } from '#sales/contract/proposal.ts'
import { blankLine, type DiscountDraft, type LineDraft, type LineError, type ReadLine, usualTax } from '#sales/web/proposals/draft.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import s from '#sales/web/proposals/lines.module.css'

export const mostLines = 500

type Change = (key: string, change: Partial<LineDraft>) => void
type Props = {
  lines: readonly LineDraft[]
  read: readonly ReadLine[]
  totals: Totals | null
  currency: string
  /** Where lines of the catalogue come from; absent: nobody writes here. */
  picking?: { proposalId: string; includesTax: boolean } | undefined
  /** What is said below a line, by its id. */
  notes?: ReadonlyMap<string, ReactNode> | undefined
  onChange: (change: (lines: readonly LineDraft[]) => LineDraft[]) => void
}

// Whoever types lines by hand never needs it.
const CataloguePicker = lateDialog(() => import('#sales/web/proposals/catalogue-picker.tsx').then((file) => file.CataloguePicker))

/** The lines as they are typed. A row draws itself anew only when it changed, so that hundreds of them stay quick. */
export function LinesEditor({ lines, read, totals, currency, picking, notes, onChange }: Props) {
  const t = useT()
  const [isPicking, setPicking] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const tell = useRef(onChange)
  tell.current = onChange
  const change = useCallback<Change>(
    (key, part) => tell.current((all) => all.map((line) => (line.key === key ? { ...line, ...part } : line))),
    [],
  )
  const move = useCallback((key: string, by: number) => {
    tell.current((all) => {
      const place = all.findIndex((line) => line.key === key)
      const next = [...all]
      const [moved] = next.splice(place, 1)
      if (moved) next.splice(Math.max(0, place + by), 0, moved)
      return next
    })
  }, [])
  const remove = useCallback((key: string) => tell.current((all) => all.filter((line) => line.key !== key)), [])
  const add = (kind: LineDraft['kind']): void => {
    onChange((all) => [...all, blankLine(kind, all.findLast((line) => line.kind === 'item')?.tax ?? usualTax)])
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('[data-line]:last-of-type input')?.focus())
  }
  return (
    <div className={s.lines}>
      <div className={s.head} aria-hidden>
        <span>{t('sales.paper.description')}</span>
        <span>{t('sales.paper.quantity')}</span>
        <span>{t('sales.lines.unit')}</span>
        <span>{t('sales.paper.price')}</span>
        <span>{t('sales.paper.discount')}</span>
        <span>{t('sales.lines.tax')}</span>
        <span>{t('sales.paper.amount')}</span>
        <span />
      </div>
      <div ref={list}>
        {lines.map((line, i) => (
          <LineRow
            key={line.key}
            line={line}
            number={i + 1}
            error={read[i]?.error ?? null}
            totalMinor={totals?.lines[i]?.totalMinor ?? null}
            currency={currency}
            note={line.id === undefined ? undefined : notes?.get(line.id)}
            isFirst={i === 0}
            isLast={i === lines.length - 1}
            isWritten={picking !== undefined}
            onChange={change}
            onMove={move}
            onRemove={remove}
          />
        ))}
      </div>
      {picking && lines.length === 0 && <p className={s.none}>{t('sales.lines.none')}</p>}
      {picking && (
        <div className={s.foot}>
          <Button
            variant="default"
            leftSection={<IconPlus size={15} stroke={1.7} />}
            disabled={lines.length >= mostLines}
            onClick={() => add('item')}
          >
            {t('sales.lines.add')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPackage size={15} stroke={1.7} />}
            disabled={lines.length >= mostLines}
            onClick={() => setPicking(true)}
          >
            {t('sales.catalogue.open')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconHeading size={15} stroke={1.7} />}
            disabled={lines.length >= mostLines}
            onClick={() => add('heading')}
          >
            {t('sales.lines.add_heading')}
          </Button>
          {lines.length >= mostLines && <small>{t('sales.lines.most', { count: mostLines })}</small>}
        </div>
      )}
      {isPicking && picking && (
        <CataloguePicker
          proposalId={picking.proposalId}
          currency={currency}
          includesTax={picking.includesTax}
          onPick={(line) => onChange((all) => (all.length < mostLines ? [...all, line] : [...all]))}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  )
}

type RowProps = {
  line: LineDraft
  number: number
  error: LineError | null
  totalMinor: number | null
  currency: string
  note: ReactNode
  isFirst: boolean
  isLast: boolean
  isWritten: boolean
  onChange: Change
  onMove: (key: string, by: number) => void
  onRemove: (key: string) => void
}

const LineRow = memo(function LineRow({
  line,
  number,
  error,
  totalMinor,
  currency,
  note,
  isFirst,
  isLast,
  isWritten,
  onChange,
  onMove,
  onRemove,
}: RowProps) {
  const t = useT()
  const format = useFormat()
  const { key, kind } = line
  const field = (name: 'description' | 'quantity' | 'unit' | 'price' | 'tax', label: string, more: object = {}) => (
    <label className={s[name] ?? ''}>
      <span className={s.label}>{label}</span>
      <input
        value={line[name]}
        aria-label={t('sales.lines.field', { field: label, number })}
        aria-invalid={(error === name && (name !== 'description' || line.description !== '' || line.price !== '')) || undefined}
        onChange={(event) => onChange(key, { [name]: event.currentTarget.value })}
        {...more}
      />
    </label>
  )
  return (
    <div className={s.row} data-line data-kind={kind}>
      {field('description', kind === 'heading' ? t('sales.lines.heading') : t('sales.paper.description'), { maxLength: 500 })}
      {kind === 'item' && (
        <>
          {field('quantity', t('sales.paper.quantity'), { inputMode: 'decimal' })}
          {field('unit', t('sales.lines.unit'), { maxLength: 20, placeholder: t('sales.lines.unit_usual') })}
          {field('price', t('sales.paper.price'), { inputMode: 'decimal', placeholder: '0' })}
          <label className={s.discount}>
            <span className={s.label}>{t('sales.paper.discount')}</span>
            <DiscountInput
              value={line.discount}
              label={t('sales.lines.field', { field: t('sales.paper.discount'), number })}
              isInvalid={error === 'discount'}
              onChange={(discount) => onChange(key, { discount })}
            />
          </label>
          {field('tax', t('sales.lines.tax'), { inputMode: 'decimal' })}
        </>
      )}
      <output className={`${s.total} num`}>{totalMinor === null ? '—' : format.money(totalMinor, currency)}</output>
      {isWritten && (
        <div className={s.tools}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('sales.lines.up', { number })}
            disabled={isFirst}
            onClick={() => onMove(key, -1)}
          >
            <IconArrowUp size={15} stroke={1.7} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('sales.lines.down', { number })}
            disabled={isLast}
            onClick={() => onMove(key, 1)}
          >
            <IconArrowDown size={15} stroke={1.7} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('sales.lines.remove', { number })} onClick={() => onRemove(key)}>
            <IconTrash size={15} stroke={1.7} />
          </ActionIcon>
        </div>
      )}
      {note && <div className={s.note}>{note}</div>}
    </div>
  )
})

/** A number with what it means beside it: per cent, or an amount. */
export function DiscountInput({
  value,
  label,
  isInvalid,
  onChange,
}: {
  value: DiscountDraft
  label: string
  isInvalid: boolean
  onChange: (value: DiscountDraft) => void
}) {
  const t = useT()
  const kind = value.kind === 'none' ? 'percent' : value.kind
  return (
    <span className={s.pair}>
      <input
        value={value.text}
        inputMode="decimal"
        placeholder="0"
        aria-label={label}
        aria-invalid={isInvalid || undefined}
        onChange={(event) => onChange({ kind, text: event.currentTarget.value })}
      />
      <select
        value={kind}
        aria-label={t('sales.lines.discount_kind')}
        onChange={(event) => onChange({ kind: event.currentTarget.value as 'percent' | 'amount', text: value.text })}
      >
        <option value="percent">%</option>
        <option value="amount">$</option>
      </select>
    </span>
  )
}
