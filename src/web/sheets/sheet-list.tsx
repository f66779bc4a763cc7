import { IconUpload } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { DataGrid } from '#web/ui/data-grid.tsx'
import { FileButton } from '#web/ui/file-button.tsx'
import { Chip, type Tone } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { Notice } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import type { SheetKind, SheetSummary } from '#web/sheets/sheet.ts'
import s from '#web/sheets/sheets.module.css'

const mostBytes = 50 * 1024 * 1024
const statusTones: Record<SheetSummary['status'], Tone> = {
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

/** The first page of bringing in a file: a place to drop it, and what was brought in before. `children` stand below the place. */
export function SheetListPage({ kind, children }: { kind: SheetKind; children?: ReactNode }) {
  const { api, path, words, seenAt } = kind
  const t = useT()
  const navigate = useNavigate()
  const items = useApi(api.list, {}, { staleTime: 0 }).data?.items
  const { send, sending, problem } = useSend(api.create, { invalidates: [api.list] })
  const title = t(`${words}.title`)
  useTitle(title)
  const format = useFormat()
  const [isOver, setOver] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)

  const take = (file: File | undefined) => {
    if (!file || sending) return
    setRefusal(null)
    if (file.size > mostBytes) return setRefusal(t('kernel.sheet.too_large', { megabytes: 50 }))
    if (/\.(xls|ods|numbers)$/i.test(file.name)) return setRefusal(t('kernel.sheet.is_workbook'))
    void send({}, { files: { file }, timeoutMs: 10 * 60_000 }).then(
      ({ id }) => void navigate({ to: `${path}/${id}` }),
      () => {},
    )
  }
  const columns: Column<SheetSummary>[] = [
    { name: 'file', header: t('kernel.sheet.file'), card: 'title', cell: (row) => row.fileName },
    {
      name: 'status',
      header: t('kernel.sheet.status_title'),
      width: 150,
      card: 'corner',
      cell: (row) => <Chip tone={statusTones[row.status]}>{t(`kernel.sheet.status.${row.status}`)}</Chip>,
    },
    {
      name: 'rows',
      header: t('kernel.sheet.rows'),
      width: 90,
      align: 'end',
      card: 'named',
      cell: (row) => format.number(row.counts.rows),
    },
    {
      name: 'created',
      header: t('kernel.sheet.created'),
      width: 100,
      align: 'end',
      card: 'none',
      cell: (row) => format.number(row.counts.created),
    },
    { name: 'by', header: t('kernel.sheet.by'), width: 150, card: 'none', cell: (row) => row.createdByName },
    {
      name: 'at',
      header: t('kernel.sheet.at'),
      width: 110,
      align: 'end',
      cell: (row) => <RelativeTime at={row.createdAt} />,
    },
  ]
  return (
    <Page title={title} back={seenAt} body="bare">
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
          <strong>{t('kernel.sheet.drop')}</strong>
          <p>{t('kernel.sheet.drop_hint')}</p>
          <FileButton
            variant="filled"
            label={t('kernel.sheet.choose')}
            accept=".xlsx,.csv,.txt,.tsv,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            leftSection={<IconUpload size={16} stroke={1.7} />}
            loading={sending}
            onFile={take}
          >
            {t('kernel.sheet.choose')}
          </FileButton>
        </div>
        {children}
      </div>
      {items && items.length > 0 && (
        <>
          <h2 className={s.before}>{t('kernel.sheet.before')}</h2>
          <DataGrid<SheetSummary>
            label={t('kernel.sheet.before')}
            rows={items}
            columns={columns}
            rowId={(row) => row.id}
            rowName={(row) => row.fileName}
            rowHref={(row) => `${path}/${row.id}`}
            empty={null}
          />
        </>
      )}
    </Page>
  )
}
