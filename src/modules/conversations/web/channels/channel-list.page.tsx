import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listChannels } from '#conversations/contract/channel-api.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import { ChannelMarks, ChannelState, Quality } from '#conversations/web/channels/channel-marks.tsx'
import s from '#conversations/web/channels/channels.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import avatar from '#web/ui/avatar.module.css'
import { ChannelMark } from '#web/ui/avatar.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'

/** The numbers through which customers write, and how each of them is. */
export function ChannelListPage() {
  const t = useT()
  const format = useFormat()
  const { brands } = useSession()
  const { data, error, refetch } = useApi(listChannels, {})
  const connect = (
    <>
      <Button component={Link} to="/ajustes/canales/conector" variant="default">
        {t('conversations.connectors.connect')}
      </Button>
      <Button component={Link} to="/ajustes/canales/nuevo" leftSection={<IconPlus size={15} />}>
        {t('conversations.channels.connect')}
      </Button>
    </>
  )
  const columns: Column<Channel>[] = [
    {
      name: 'name',
      header: t('conversations.channels.name'),
      width: 'grow',
      card: 'title',
      cell: (channel) => (
        <span className={s.name}>
          <ChannelMark kind={channel.kind} className={`${avatar.badge} ${s.mark}`} />
          {channel.name}
          {channel.isSimulator && <Chip>{t('conversations.channels.simulator')}</Chip>}
          <ChannelMarks channel={channel} />
        </span>
      ),
    },
    {
      name: 'number',
      header: t('conversations.channels.number'),
      width: 170,
      cell: (channel) => <span className="num">{channel.displayPhone}</span>,
    },
    {
      name: 'state',
      header: t('conversations.channels.state'),
      width: 130,
      card: 'corner',
      cell: (channel) => <ChannelState channel={channel} />,
    },
    {
      name: 'quality',
      header: t('conversations.channels.quality'),
      width: 120,
      card: 'named',
      cell: (channel) => (channel.capabilities.isOfficial ? <Quality quality={channel.health.quality} /> : '—'),
    },
    ...(brands.length > 1
      ? [
          {
            name: 'brand',
            header: t('conversations.channels.brand'),
            width: 150,
            cell: (channel: Channel) => brands.find(({ id }) => id === channel.brandId)?.name,
          },
        ]
      : []),
    {
      name: 'failures',
      header: t('conversations.channels.failures'),
      width: 120,
      align: 'end',
      card: 'named',
      cell: (channel) => <span className="num">{format.number(channel.health.failuresToday)}</span>,
    },
  ]
  return (
    <ListPage
      title={t('conversations.channels.title')}
      hint={t('conversations.channels.hint')}
      back="/ajustes"
      actions={(data?.items.length ?? 0) > 0 && connect}
      grid={{
        label: t('conversations.channels.title'),
        rows: data?.items,
        columns,
        rowId: (channel) => channel.id,
        rowName: (channel) => channel.name,
        rowHref: (channel) => (channel.isSettingUp ? `/ajustes/canales/nuevo?numero=${channel.id}` : `/ajustes/canales/${channel.id}`),
        error,
        onRetry: () => void refetch(),
        empty: (
          <EmptyState
            drawing="plug"
            title={t('conversations.channels.empty')}
            hint={t('conversations.channels.empty_hint')}
            actions={connect}
          />
        ),
      }}
    />
  )
}
