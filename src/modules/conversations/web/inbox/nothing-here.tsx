import { Button } from '@mantine/core'
import { IconDeviceMobile, IconEdit, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listConversations } from '#conversations/contract/api.ts'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import type { InboxCounts } from '#conversations/contract/conversation.ts'
import { canManageChannels, canReply } from '#conversations/contract/permissions.ts'
import { filtersOn, type Selection } from '#conversations/web/inbox/inbox-search.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import s from '#conversations/web/inbox/inbox.module.css'

/** Where the simulated phone of demo organizations stands. */
export const phonePath = '/telefono'

/** Nothing in the list: because of the filters, because all is done, or because nothing has begun yet. */
export function NothingHere({
  selection,
  counts,
  onClear,
}: {
  selection: Selection
  counts: InboxCounts | undefined
  onClear: () => void
}) {
  const t = useT()
  const { data: channels } = useApi(listChannelNames, {})
  const isFirst = useIsFirst(counts)
  if (channels?.items.length === 0) return <NoChannel />
  if (filtersOn(selection) > 0 && selection.state === 'open') return <NoResults onClear={onClear} />
  if (selection.state !== 'open')
    return (
      <EmptyState
        drawing="chat"
        title={t(`conversations.empty.${selection.state}`)}
        actions={
          <Button variant="default" onClick={onClear}>
            {t('web.list.clear_filters')}
          </Button>
        }
      />
    )
  if (isFirst) return <FirstMessage />
  return (
    <EmptyState
      drawing="chat"
      title={t(`conversations.empty.${selection.scope}`)}
      hint={t(`conversations.empty.${selection.scope}_hint`)}
    />
  )
}

/** The place of the thread while there is none to open. */
export function NothingToOpen({ onNew }: { onNew: () => void }) {
  const t = useT()
  const may = useMay()
  const { data: channels } = useApi(listChannelNames, {})
  const mayStart = may(canReply) && channels !== undefined && channels.items.length > 0
  return (
    <section className={s.column} aria-label={t('conversations.thread.label_none')}>
      <EmptyState
        drawing="chat"
        title={t('conversations.empty.thread')}
        hint={t(mayStart ? 'conversations.empty.thread_start' : 'conversations.empty.thread_hint')}
        actions={
          mayStart && (
            <Button variant="default" leftSection={<IconEdit size={16} stroke={1.7} />} onClick={onNew}>
              {t('conversations.start.title')}
            </Button>
          )
        }
      />
    </section>
  )
}

/** Nobody has written yet, as against everything being done. */
function useIsFirst(counts: InboxCounts | undefined): boolean {
  const scope = counts?.all ? 'all' : counts?.team ? 'team' : 'mine'
  const widest = counts?.[scope]
  const isDone = widest !== undefined && widest !== null && widest.now + widest.ongoing + widest.customer === 0
  const { data: resolved } = useApi(listConversations, { scope, state: 'resolved', limit: 1 }, { enabled: isDone })
  return isDone && counts?.snoozed === 0 && resolved?.items.length === 0
}

function NoChannel() {
  const t = useT()
  const may = useMay()
  const actions = may(canManageChannels) && (
    <Button component={Link} to="/ajustes/canales/nuevo" leftSection={<IconPlus size={15} />}>
      {t('conversations.empty.connect')}
    </Button>
  )
  return (
    <EmptyState
      drawing="plug"
      title={t('conversations.empty.no_channel')}
      hint={t(may(canManageChannels) ? 'conversations.empty.no_channel_hint' : 'conversations.empty.no_channel_ask')}
      actions={actions}
    />
  )
}

function FirstMessage() {
  const t = useT()
  const { organization } = useSession()
  const actions = organization?.isDemo && (
    <Button component="a" href={phonePath} target="_blank" rel="noopener" leftSection={<IconDeviceMobile size={16} stroke={1.7} />}>
      {t('conversations.empty.phone')}
    </Button>
  )
  return (
    <EmptyState
      drawing="chat"
      title={t('conversations.empty.first')}
      hint={t(organization?.isDemo ? 'conversations.empty.first_demo' : 'conversations.empty.first_hint')}
      actions={actions}
    />
  )
}
