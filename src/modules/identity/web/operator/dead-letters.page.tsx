import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { countJobs, type DeadLetter, discardDeadLetter, listDeadLetters, rerunDeadLetter, rerunDeadLetters } from '#kernel/jobs/contract.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ListPage } from '#web/ui/list-page.tsx'
import { Facts } from '#web/ui/marks.tsx'
import { Sheet } from '#web/ui/panes.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/operator/operator.module.css'

const refused = {
  invalidates: [listDeadLetters, countJobs],
  onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }),
}

/** Work that was given up after all its tries: why, and again. */
export function DeadLettersPage() {
  const t = useT()
  const format = useFormat()
  const [opened, setOpened] = useState<DeadLetter | null>(null)
  const letters = useApiPages(listDeadLetters, {})
  const counts = useApi(countJobs, {}, { refetchInterval: 10_000 }).data
  const rerunAll = useSend(rerunDeadLetters, {
    ...refused,
    onDone: ({ count }) => void toast({ text: t('identity.jobs.rerun_done', { count }) }),
  })
  const columns: Column<DeadLetter>[] = [
    { name: 'at', header: t('identity.jobs.when'), width: 130, card: 'corner', cell: (letter) => <DateTime at={letter.deadAt} /> },
    { name: 'name', header: t('identity.jobs.name'), width: 260, card: 'title', cell: (letter) => <JobName name={letter.name} /> },
    { name: 'error', header: t('identity.jobs.error'), cell: (letter) => letter.error },
    {
      name: 'attempts',
      header: t('identity.jobs.attempts'),
      width: 90,
      align: 'end',
      card: 'none',
      cell: (letter) => format.number(letter.attempts),
    },
  ]
  const handleRerunAll = async () => {
    if (
      await confirm({
        title: t('identity.jobs.rerun_all_title'),
        text: t('identity.jobs.rerun_all_text'),
        confirm: t('identity.jobs.rerun_all'),
      })
    )
      void rerunAll.send({}).catch(() => {})
  }
  return (
    <>
      <ListPage
        title={t('identity.jobs.title')}
        hint={
          counts
            ? t('identity.jobs.counts', { ready: counts.ready + counts.running, later: counts.later, dead: counts.dead })
            : t('identity.jobs.hint')
        }
        back="/ajustes"
        actions={
          (letters.items?.length ?? 0) > 1 && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={15} />}
              loading={rerunAll.sending}
              onClick={() => void handleRerunAll()}
            >
              {t('identity.jobs.rerun_all')}
            </Button>
          )
        }
        grid={{
          label: t('identity.jobs.title'),
          rows: letters.items,
          columns,
          rowId: (letter) => String(letter.id),
          rowName: (letter) => letter.name,
          onOpen: setOpened,
          error: letters.error,
          onRetry: letters.refetch,
          hasMore: letters.hasMore,
          isFetchingMore: letters.isFetchingMore,
          onMore: letters.fetchMore,
          empty: <EmptyState drawing="cards" title={t('identity.jobs.empty')} hint={t('identity.jobs.empty_hint')} />,
        }}
      />
      <Sheet title={t('identity.jobs.one')} isOpen={opened !== null} onClose={() => setOpened(null)} width={440}>
        {opened && <Detail letter={opened} onDone={() => setOpened(null)} />}
      </Sheet>
    </>
  )
}

/** A job in words, where its module has any. */
function JobName({ name }: { name: string }) {
  const t = useT()
  const [module = '', ...rest] = name.split('.')
  const key = `${module}.jobs.${rest.join('.')}`
  return t.has(key) ? t(key) : <code className={s.code}>{name}</code>
}

function Detail({ letter, onDone }: { letter: DeadLetter; onDone: () => void }) {
  const t = useT()
  const format = useFormat()
  const rerun = useSend(rerunDeadLetter, {
    ...refused,
    onDone: ({ count }) => {
      void toast({ text: t('identity.jobs.rerun_done', { count }) })
      onDone()
    },
  })
  const discard = useSend(discardDeadLetter, { ...refused, onDone })
  const handleDiscard = async () => {
    const isSure = await confirm({
      title: t('identity.jobs.discard_title'),
      text: t('identity.jobs.discard_text'),
      confirm: t('identity.jobs.discard'),
      isDangerous: true,
    })
    if (isSure) void discard.send({ id: letter.id }).catch(() => {})
  }
  return (
    <div className={s.detail}>
      <h2>
        <JobName name={letter.name} />
      </h2>
      <Facts
        rows={[
          { label: t('identity.jobs.made'), value: format.full(letter.createdAt) },
          { label: t('identity.jobs.when'), value: format.full(letter.deadAt) },
          { label: t('identity.jobs.attempts'), value: format.number(letter.attempts) },
          { label: t('identity.audit.request'), value: <code className={s.code}>{letter.requestId}</code> },
        ]}
      />
      <pre className={s.error}>{letter.error}</pre>
      <pre className={s.error}>{JSON.stringify(letter.payload, null, 2)}</pre>
      <div className={s.buttons}>
        <Button loading={rerun.sending} onClick={() => void rerun.send({ id: letter.id }).catch(() => {})}>
          {t('identity.jobs.rerun')}
        </Button>
        <Button variant="subtle" color="red" loading={discard.sending} onClick={() => void handleDiscard()}>
          {t('identity.jobs.discard')}
        </Button>
      </div>
    </div>
  )
}
