import { Select, type ComboboxData } from '@mantine/core'
import { useT } from '#web/i18n/i18n.tsx'
import { Section } from '#web/ui/page.tsx'
import type { Sending, Sheet } from '#web/sheets/sheet.ts'
import s from '#web/sheets/sheets.module.css'

/** What each column of the file is, with what stands in it; those that are left without a choice are not brought in. */
export function SheetColumns(given: {
  one: Sheet
  targets: ComboboxData
  columns: readonly (string | null)[]
  onChange: (columns: (string | null)[]) => void
}) {
  const { one, targets, columns, onChange } = given
  const t = useT()
  const says = (column: number): string =>
    one.sample
      .map((row) => row[column] ?? '')
      .filter(Boolean)
      .slice(0, 3)
      .join(' · ')
  const titleOf = (column: number): string => one.header[column] || t('kernel.sheet.untitled', { number: column + 1 })
  return (
    <Section title={t('kernel.sheet.columns')} hint={t('kernel.sheet.columns_hint')}>
      <ul className={s.columns}>
        {one.header.map((_title, column) => (
          // Titles repeat; the place of a column in the file is what it is known by.
          <li key={column}>
            <span className={s.title}>
              <strong>{titleOf(column)}</strong>
              <small>{says(column) || t('kernel.sheet.nothing_in_it')}</small>
            </span>
            <Select
              aria-label={t('kernel.sheet.what_is', { title: titleOf(column) })}
              placeholder={t('kernel.sheet.leave_out')}
              clearable
              searchable
              data={targets}
              value={columns[column] ?? null}
              onChange={(target) => onChange(columns.map((before, i) => (i === column ? target : before)))}
            />
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Which table of the workbook. Choosing another one reads it, and its columns are to be looked at anew. */
export function SheetChoice({ one, choosing, onChoose }: { one: Sheet; choosing: Sending; onChoose: (sheet: string) => void }) {
  const t = useT()
  if (one.sheets.length < 2) return null
  return (
    <Select
      className={s.sheet}
      label={t('kernel.sheet.sheet')}
      allowDeselect={false}
      disabled={choosing.isSending}
      error={choosing.problem}
      data={one.sheets}
      value={one.sheet}
      onChange={(sheet) => {
        if (sheet && sheet !== one.sheet) onChoose(sheet)
      }}
    />
  )
}

export type DecimalMark = ',' | '.'

/** How numbers are written in the file. */
export function DecimalMarkField({ value, onChange }: { value: DecimalMark; onChange: (mark: DecimalMark) => void }) {
  const t = useT()
  return (
    <Select
      label={t('kernel.sheet.decimal_mark')}
      allowDeselect={false}
      data={[
        { value: ',', label: '1.234,50' },
        { value: '.', label: '1,234.50' },
      ]}
      value={value}
      onChange={(mark) => onChange((mark ?? value) as DecimalMark)}
    />
  )
}
