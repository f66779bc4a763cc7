import { Button, Select, type ComboboxData } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { Section } from '#web/ui/page.tsx'
import { isFaultless } from '#web/ui/own-fault.ts'
import { Notice } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'
import type { Sending, Sheet, SheetKind } from '#web/sheets/sheet.ts'
import s from '#web/sheets/sheets.module.css'

/**
 * Says what each column of the file is and how to read it, then tries it out. `children` ask how the file is read, which is
 * the module's own.
 */
export function SheetMapping<M extends { columns: (string | null)[] }>(given: {
  kind: SheetKind
  one: Sheet
  targets: ComboboxData
  hint?: string
  children: (mapping: M, set: (change: Partial<M>) => void) => ReactNode
}) {
  const { kind, one, targets, hint, children } = given
  const t = useT()
  const suggested = one.mapping as M
  const [mapping, setMapping] = useState<M>({ ...suggested, columns: one.header.map((_title, i) => suggested.columns[i] ?? null) })
  const set = (change: Partial<M>): void => setMapping((before) => ({ ...before, ...change }))
  const { send, sending, problem } = useSend(kind.api.check, { invalidates: [kind.api.get] })
  const choosing = useSend(kind.api.chooseSheet, { invalidates: [kind.api.get] })
  return (
    <div className={s.step}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <SheetChoice
        one={one}
        choosing={{ isSending: choosing.sending, problem: choosing.problem }}
        onChoose={(sheet) => void choosing.send({ id: one.id, sheet }).catch(() => {})}
      />
      {hint && <p className={s.quiet}>{hint}</p>}
      <SheetColumns one={one} targets={targets} columns={mapping.columns} onChange={(columns) => set({ columns } as Partial<M>)} />
      <Section title={t('kernel.sheet.how')}>{children(mapping, set)}</Section>
      <div className={s.buttons}>
        <Button
          variant={one.status === 'checked' ? 'default' : 'filled'}
          loading={sending}
          onClick={({ currentTarget }) =>
            isFaultless(currentTarget.closest(`.${s.step}`)) && void send({ id: one.id, mapping }).catch(() => {})
          }
        >
          {t('kernel.sheet.check')}
        </Button>
      </div>
    </div>
  )
}

/** What each column of the file is, with what stands in it; those that are left without a choice are not brought in. */
function SheetColumns(given: {
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
function SheetChoice({ one, choosing, onChoose }: { one: Sheet; choosing: Sending; onChoose: (sheet: string) => void }) {
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
