import '#web/ui/mantine-forms-css.ts'
import { Select } from '@mantine/core'
import { useState } from 'react'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import type { Supervision } from '#conversations/contract/supervision.ts'
import { TransferDialogs } from '#conversations/web/routing/transfer-dialogs.tsx'
import { AgentList } from '#conversations/web/supervision/agent-list.tsx'
import { NoteDialog } from '#conversations/web/supervision/note-dialog.tsx'
import { type SupervisionSearch, supervisionSearch } from '#conversations/web/supervision/supervision-search.ts'
import { sumsOf, useSupervision } from '#conversations/web/supervision/supervision.queries.ts'
import { TeamList } from '#conversations/web/supervision/team-list.tsx'
import { WaitingList } from '#conversations/web/supervision/waiting-list.tsx'
import { useAskedTransfer } from '#conversations/web/routing/transfer-state.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSearchState } from '#web/search.ts'
import { useSession } from '#web/session.ts'
import { Chip, Stat, StatRow } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#conversations/web/supervision/supervision.module.css'

/** Who waits and how long, who is on what; what is wrong is put right by dragging it to somebody. */
export function SupervisionPage() {
  const t = useT()
  const { brands } = useSession()
  const [raw, setSearch] = useSearchState<SupervisionSearch & Record<string, unknown>>()
  const search = supervisionSearch(raw)
  const { data, error, isPending, refetch } = useSupervision(search)
  const [noting, setNoting] = useState<ConversationCard | null>(null)
  const chip = (
    <Chip tone="ok" icon={<i className={s.pulse} aria-hidden />}>
      {t('conversations.supervision.live')}
    </Chip>
  )
  const actions = brands.length > 1 && (
    <Select
      aria-label={t('conversations.filter.brand')}
      placeholder={t('conversations.filter.any_brand')}
      data={brands.map(({ id, name }) => ({ value: id, label: name }))}
      value={search.marca ?? null}
      onChange={(marca) => setSearch({ marca: marca ?? undefined })}
      clearable
      w={180}
    />
  )
  return (
    <Page title={t('conversations.supervision.title')} chip={chip} actions={actions}>
      {isPending && <PageBones kind="board" />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Figures data={data} />
          <TeamList teams={data.teams} chosen={search.equipo ?? null} onChoose={(equipo) => setSearch({ equipo: equipo ?? undefined })} />
          <div className={s.columns}>
            <WaitingList data={data} onNote={setNoting} />
            <AgentList data={data} />
          </div>
          <AskedTransfer data={data} />
        </>
      )}
      {noting && <NoteDialog conversation={noting} onClose={() => setNoting(null)} />}
    </Page>
  )
}

function Figures({ data }: { data: Supervision }) {
  const t = useT()
  const { waiting, unassigned, late, oldest, online, people } = sumsOf(data)
  return (
    <StatRow>
      <Stat label={t('conversations.supervision.waiting')} value={<span data-figure="waiting">{waiting}</span>} />
      <Stat label={t('conversations.supervision.unassigned')} value={unassigned} />
      <Stat label={t('conversations.supervision.late')} value={late} />
      <Stat label={t('conversations.supervision.oldest')} value={oldest ? <RelativeTime at={oldest} /> : '–'} />
      <Stat label={t('conversations.supervision.online')} value={t('conversations.supervision.of', { count: online, total: people })} />
    </StatRow>
  )
}

/** The dialog of a transfer that was asked for here. */
function AskedTransfer({ data }: { data: Supervision }) {
  const asked = useAskedTransfer()
  const conversation = data.waiting.find(({ id }) => id === asked?.conversationId)
  return conversation ? <TransferDialogs conversation={conversation} /> : null
}
