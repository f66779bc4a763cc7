import { Button } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { OutputOf } from '#kernel/contract/declare.ts'
import { createImport, listImports } from '#crm/contract/api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { DataGrid } from '#web/ui/data-grid.tsx'
import { Chip, type Tone } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { Notice } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#crm/web/imports/imports.module.css'

type Row = OutputOf<typeof listImports>['items'][number]

const mostBytes = 50 * 1024 * 1024
export const statusTones: Record<Row['status'], Tone> = {
  reading: 'info',
  mapping: 'warn',
  checking: 'info',
  checked: 'warn',
  running: 'info',
  done: 'ok',
  undoing: 'info',
  undone: 'plain',
  failed: 'bad',
}

/** Brings contacts from a spreadsheet: the file first, and what was brought before. */
export function ImportListPage() {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { data } = useApi(listImports, {}, { staleTime: 0 })
  const { send, sending, problem } = useSend(createImport, { invalidates: [listImports] })
  useTitle(t('crm.import.title'))

  const take = (file: File | undefined) => {
    if (!file || sending) return
    setRefusal(null)
    if (file.size > mostBytes) return setRefusal(t('crm.import.too_large', { megabytes: 50 }))
    if (/\.(xls|ods|numbers)$/i.test(file.name)) return setRefusal(t('crm.import.is_workbook'))
    send({}, { files: { file }, timeoutMs: 10 * 60_000 }).then(
      (made) => void navigate({ to: `/contactos/importar/${made.id}` }),
      () => {},
    )
  }
  const columns: Column<Row>[] = [
    { name: 'file', header: t('crm.import.file'), card: 'title', cell: (row) => row.fileName },
    {
      name: 'status',
      header: t('crm.import.status_title'),
      width: 150,
      card: 'corner',
      cell: (row) => <Chip tone={statusTones[row.status]}>{t(`crm.import.status.${row.status}`)}</Chip>,
    },
    { name: 'rows', header: t('crm.import.rows'), width: 90, align: 'end', cell: (row) => format.number(row.counts.rows) },
    {
      name: 'created',
      header: t('crm.import.created'),
      width: 100,
      align: 'end',
      card: 'none',
      cell: (row) => format.number(row.counts.created),
    },
    { name: 'by', header: t('crm.import.by'), width: 150, card: 'none', cell: (row) => row.createdByName },
    {
      name: 'at',
      header: t('crm.contact.created_at'),
      width: 110,
      align: 'end',
      card: 'none',
      cell: (row) => <RelativeTime at={row.createdAt} />,
    },
  ]
  return (
    <Page title={t('crm.import.title')} back="/contactos" body="bare">
      <div className={s.top}>
        {(refusal ?? problem) && <Notice tone="bad">{refusal ?? problem}</Notice>}
        <div
          className={s.drop}
          data-over={isOver || undefined}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            take(event.dataTransfer.files[0])
          }}
        >
          <strong>{t('crm.import.drop')}</strong>
          <p>{t('crm.import.drop_hint')}</p>
          <Button leftSection={<IconUpload size={16} stroke={1.7} />} loading={sending} onClick={() => input.current?.click()}>
            {t('crm.import.choose')}
          </Button>
          <input
            ref={input}
            type="file"
            accept=".xlsx,.csv,.txt,.tsv,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            className="sr-only"
            tabIndex={-1}
            aria-label={t('crm.import.choose')}
            onChange={(event) => take(event.currentTarget.files?.[0])}
          />
        </div>
      </div>
      {data && data.items.length > 0 && (
        <>
          <h2 className={s.before}>{t('crm.import.before')}</h2>
          <DataGrid<Row>
            label={t('crm.import.before')}
            rows={data.items}
            columns={columns}
            rowId={(row) => row.id}
            rowName={(row) => row.fileName}
            rowHref={(row) => `/contactos/importar/${row.id}`}
            empty={null}
          />
        </>
      )}
    </Page>
  )
}
