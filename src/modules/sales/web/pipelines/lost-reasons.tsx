import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { writeLostReasons } from '#sales/contract/pipeline-api.ts'
import { askPipelinesAgain } from '#sales/web/deals/deals.live.ts'
import { useLostReasons } from '#sales/web/pipelines/pipelines.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/pipelines/pipelines.module.css'

type Draft = { id?: string; name: string }

/** What may be chosen when a deal is lost. What is taken away stays on the deals that were lost for it. */
export function LostReasons() {
  const t = useT()
  const queryClient = useQueryClient()
  const offered = useLostReasons().filter(({ isArchived }) => !isArchived)
  const [draft, setDraft] = useState<Draft[] | null>(null)
  const { send, sending, problem } = useSend(writeLostReasons, {
    onDone: () => {
      askPipelinesAgain(queryClient)
      setDraft(null)
      void toast({ text: t('sales.lost.saved'), name: 'pipeline' })
    },
  })
  const rows: Draft[] = draft ?? offered.map(({ id, name }) => ({ id, name }))
  const set = (at: number, name: string) => setDraft(rows.map((row, i) => (i === at ? { ...row, name } : row)))
  return (
    <CheckedForm
      className={s.reasons}
      onSubmit={(event) => {
        event.preventDefault()
        void send({ items: rows.filter(({ name }) => name.trim() !== '') })
      }}
    >
      {problem && <Notice tone="bad">{problem}</Notice>}
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
            onClick={() => setDraft(rows.filter((_row, i) => i !== at))}
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
          onClick={() => setDraft([...rows, { name: '' }])}
        >
          {t('sales.lost.add')}
        </Button>
        {draft && (
          <Button type="submit" variant="default" loading={sending}>
            {t('sales.lost.save_reasons')}
          </Button>
        )}
      </div>
    </CheckedForm>
  )
}
