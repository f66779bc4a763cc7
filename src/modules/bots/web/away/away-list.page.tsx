import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listAwayReplies } from '#bots/contract/away-api.ts'
import type { AwayReply } from '#bots/contract/away.ts'
import { AwayDialog } from '#bots/web/away/away-dialog.tsx'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { CutText } from '#web/ui/ready-text.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { spoken } from '#bots/web/answers/spoken.ts'

/** What is said to whoever writes while the shop is closed: for all, for a brand, for a number. */
export function AwayListPage() {
  const t = useT()
  const { brands } = useSession()
  const [opened, setOpened] = useState<AwayReply | 'new' | null>(null)
  const { data, error, refetch } = useApi(listAwayReplies, {})
  const { data: channels } = useApi(listChannelNames, {})
  const placeOf = ({ brandId, channelId }: AwayReply): string =>
    channels?.items.find(({ id }) => id === channelId)?.name ?? brands.find(({ id }) => id === brandId)?.name ?? t('bots.away.everywhere')
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setOpened('new')}>
      {t('bots.away.new')}
    </Button>
  )
  return (
    <>
      <ListPage
        title={t('bots.away.title')}
        hint={t('bots.away.long_hint')}
        back="/ajustes"
        actions={(data?.items.length ?? 0) > 0 && create}
        grid={{
          label: t('bots.away.title'),
          rows: data?.items,
          columns: [
            { name: 'place', header: t('bots.away.place'), width: 200, card: 'title', cell: (reply) => placeOf(reply) },
            {
              name: 'text',
              header: t('bots.away.text'),
              width: 'grow',
              cell: ({ text }) => <CutText>{spoken(text, t)}</CutText>,
            },
            {
              name: 'state',
              header: t('bots.answers.state'),
              width: 110,
              card: 'corner',
              cell: ({ isActive }) => (isActive ? <Chip tone="ok">{t('bots.away.on')}</Chip> : <Chip>{t('bots.away.off')}</Chip>),
            },
          ],
          rowId: ({ id }) => id,
          rowName: placeOf,
          onOpen: setOpened,
          error,
          onRetry: () => void refetch(),
          empty: <EmptyState drawing="chat" title={t('bots.away.empty')} hint={t('bots.away.empty_hint')} actions={create} />,
        }}
      />
      {opened && (
        <AwayDialog key={opened === 'new' ? 'new' : opened.id} reply={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />
      )}
    </>
  )
}
