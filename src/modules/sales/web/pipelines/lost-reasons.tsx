import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { listLostReasons, writeLostReasons } from '#sales/contract/pipeline-api.ts'
import { askPipelinesAgain } from '#sales/web/deals/deals.live.ts'
import { useLostReasons } from '#sales/web/pipelines/pipelines.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { isClash } from '#web/api.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { ClashNotice } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/pipelines/pipelines.module.css'

type Draft = { id?: string; name: string }

/** What may be chosen when a deal is lost. What is taken away stays on the deals that were lost for it. */
export function LostReasons() {
  const t = useT()
  const queryClient = useQueryClient()
  const { reasons, version } = useLostReasons()
  const [begun, begin] = useState<{ version: number; rows: Draft[] } | null>(null)
  const { send, sending, problem, error, reset } = useSend(writeLostReasons, {
    rereads: [listLostReasons],
    onDone: () => {
      askPipelinesAgain(queryClient)
      begin(null)
      void toast({ text: t('sales.lost.saved'), name: 'pipeline' })
    },
  })
  const rows: Draft[] = begun?.rows ?? reasons.filter(({ isArchived }) => !isArchived).map(({ id, name }) => ({ id, name }))
  const setRows = (next: Draft[]) => begin({ version: begun?.version ?? version, rows: next })
  const takeTheirs = () => {
    begin(null)
    reset()
  }
  const set = (at: number, name: string) => setRows(rows.map((row, i) => (i === at ? { ...row, name } : row)))
  return (
    <CheckedForm
      className={s.reasons}
      onSubmit={(event) => {
        event.preventDefault()
        void send({ items: rows.filter(({ name }) => name.trim() !== '') }, { ifMatch: begun?.version ?? version })
      }}
    >
      {problem && (error && isClash(error) ? <ClashNotice problem={problem} onTake={takeTheirs} /> : <Notice tone="bad">{problem}</Notice>)}
      {rows.map((row, at) => (
        <div key={row.id ?? `new-${at}`} className={s.reason}>
          <TextInput
            aria-label={t('sales.lost.reason_number', { number: at + 1 })}
            maxLength={80}
            value={row.name}
            autoFocus={row.id === undefined && row.name === ''}
            onChange={(event) => set(at, event.currentTarget.value)}
          />
          <ActionIcon
            size={32}
            aria-label={t('sales.lost.remove', { name: row.name })}
            onClick={() => setRows(rows.filter((_row, i) => i !== at))}
          >
            <IconX size={16} stroke={1.7} />
          </ActionIcon>
        </div>
      ))}
      <div className={s.foot}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} stroke={1.8} />}
          disabled={rows.length >= 100}
          onClick={() => setRows([...rows, { name: '' }])}
        >
          {t('sales.lost.add')}
        </Button>
        {begun && (
          <Button type="submit" variant="default" loading={sending}>
            {t('sales.lost.save_reasons')}
          </Button>
        )}
      </div>
    </CheckedForm>
  )
}
