import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { cannedVariables, fillCanned } from '#conversations/contract/canned-text.ts'
import { listCannedReplies } from '#conversations/contract/canned-reply-api.ts'
import type { CannedReply } from '#conversations/contract/canned-reply.ts'
import { canManageCanned } from '#conversations/contract/permissions.ts'
import { CannedReplyDialog } from '#conversations/web/canned-replies/canned-reply-dialog.tsx'
import s from '#conversations/web/canned-replies/canned-replies.module.css'
import { fits, plain } from '#web/fits.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { CutText } from '#web/ui/ready-text.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

/** Answers that are written once: found in a conversation by typing a slash. */
export function CannedReplyListPage() {
  const t = useT()
  const may = useMay()
  const { brands } = useSession()
  const [words, setWords] = useState('')
  const [opened, setOpened] = useState<CannedReply | 'new' | null>(null)
  const { data, error, refetch } = useApi(listCannedReplies, {})
  const mayChange = may(canManageCanned)
  const typed = plain(words)
  const names = Object.fromEntries(cannedVariables.map((name) => [name, `[${t(`conversations.canned.variable.${name}`).toLowerCase()}]`]))
  /** As it is read: what will be filled in by its name. */
  const read = (reply: CannedReply) => fillCanned(reply.text, names)
  const rows = data?.items.filter((reply) => !typed || fits(typed, { label: reply.shortcut, under: read(reply) }))
  const create = mayChange && (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setOpened('new')}>
      {t('conversations.canned.new')}
    </Button>
  )
  const columns: Column<CannedReply>[] = [
    {
      name: 'shortcut',
      header: t('conversations.canned.shortcut'),
      width: 170,
      card: 'title',
      cell: (reply) => <b className={s.shortcut}>/{reply.shortcut}</b>,
    },
    {
      name: 'text',
      header: t('conversations.canned.text'),
      width: 'grow',
      cell: (reply) => <CutText>{read(reply)}</CutText>,
    },
    ...(brands.length > 1
      ? [
          {
            name: 'brand',
            header: t('conversations.canned.brand'),
            width: 150,
            cell: (reply: CannedReply) => brands.find(({ id }) => id === reply.brandId)?.name ?? t('conversations.canned.every_brand'),
          },
        ]
      : []),
    {
      name: 'used',
      header: t('conversations.canned.used'),
      width: 130,
      align: 'end',
      card: 'none',
      cell: (reply) => (reply.usedAt ? <RelativeTime at={reply.usedAt} /> : t('conversations.canned.never_used')),
    },
  ]
  const hasAny = (data?.items.length ?? 0) > 0
  return (
    <>
      <ListPage
        title={t('conversations.canned.title')}
        hint={t('conversations.canned.hint')}
        back="/ajustes"
        actions={hasAny && create}
        {...(hasAny && { bar: { search: { value: words, onChange: setWords, placeholder: t('conversations.canned.search') } } })}
        grid={{
          label: t('conversations.canned.title'),
          rows,
          columns,
          rowId: (reply) => reply.id,
          rowName: (reply) => `/${reply.shortcut}`,
          ...(mayChange && { onOpen: setOpened }),
          error,
          onRetry: () => void refetch(),
          empty: hasAny ? (
            <NoResults onClear={() => setWords('')} />
          ) : (
            <EmptyState
              drawing="chat"
              title={t('conversations.canned.empty')}
              hint={t('conversations.canned.empty_hint')}
              actions={create}
            />
          ),
        }}
      />
      {opened && (
        <CannedReplyDialog
          key={opened === 'new' ? 'new' : opened.id}
          reply={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}
