import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { listMail, type OutgoingMail } from '#kernel/mail/contract.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { apiQuery, useApiPages } from '#web/query.ts'
import { CopyField } from '#web/ui/copy-field.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { Linked } from '#web/ui/linked.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip, Facts, type Tone } from '#web/ui/marks.tsx'
import { Sheet } from '#web/ui/panes.tsx'
import { EmptyState, Notice } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#identity/web/operator/operator.module.css'

const tones: Record<OutgoingMail['state'], Tone> = { waiting: 'warn', sent: 'ok', failed: 'bad' }

/** What the product wrote to people. Without a mail server this is where links to come in are found. */
export function OutgoingMailPage() {
  const t = useT()
  const [opened, setOpened] = useState<OutgoingMail | null>(null)
  const mails = useApiPages(listMail, {})
  const { hasServer, localAddress } = useQuery(apiQuery(listMail, { limit: 1 })).data ?? {}
  const columns: Column<OutgoingMail>[] = [
    { name: 'at', header: t('identity.mail.when'), width: 130, card: 'corner', cell: (mail) => <DateTime at={mail.createdAt} /> },
    { name: 'to', header: t('identity.mail.to'), width: 240, cell: (mail) => mail.toAddress },
    { name: 'subject', header: t('identity.mail.subject'), card: 'title', cell: (mail) => mail.subject },
    { name: 'state', header: t('identity.fields.state'), width: 130, cell: (mail) => <State mail={mail} hasServer={hasServer ?? true} /> },
  ]
  return (
    <>
      <ListPage
        title={t('identity.mail.title')}
        hint={t('identity.mail.hint')}
        back="/ajustes"
        grid={{
          label: t('identity.mail.title'),
          rows: mails.items,
          columns,
          rowId: (mail) => mail.id,
          rowName: (mail) => mail.subject,
          onOpen: setOpened,
          error: mails.error,
          onRetry: mails.refetch,
          hasMore: mails.hasMore,
          isFetchingMore: mails.isFetchingMore,
          onMore: mails.fetchMore,
          empty: <EmptyState drawing="file" title={t('identity.mail.empty')} hint={t('identity.mail.empty_hint')} />,
        }}
      >
        {(hasServer === false || localAddress) && (
          <div className={s.notice}>
            {hasServer === false && <Notice tone="warn">{t('identity.mail.no_server')}</Notice>}
            {localAddress && <Notice tone="warn">{t('identity.mail.local_address', { address: localAddress })}</Notice>}
          </div>
        )}
      </ListPage>
      <Sheet title={t('identity.mail.one')} isOpen={opened !== null} onClose={() => setOpened(null)} width={440}>
        {opened && <Detail mail={opened} hasServer={hasServer ?? true} />}
      </Sheet>
    </>
  )
}

function State({ mail, hasServer }: { mail: OutgoingMail; hasServer: boolean }) {
  const t = useT()
  return (
    <Chip tone={tones[mail.state]}>
      {t(mail.state === 'waiting' && !hasServer ? 'identity.mail.state.kept' : `identity.mail.state.${mail.state}`)}
    </Chip>
  )
}

function Detail({ mail, hasServer }: { mail: OutgoingMail; hasServer: boolean }) {
  const t = useT()
  const format = useFormat()
  const [link] = /https?:\/\/\S+/.exec(mail.text ?? '') ?? []
  return (
    <div className={s.detail}>
      <h2>{mail.subject}</h2>
      <Facts
        rows={[
          { label: t('identity.mail.to'), value: mail.toName ? `${mail.toName} · ${mail.toAddress}` : mail.toAddress },
          { label: t('identity.mail.when'), value: format.full(mail.createdAt) },
          { label: t('identity.fields.state'), value: <State mail={mail} hasServer={hasServer} /> },
          ...(mail.sentAt ? [{ label: t('identity.mail.sent_at'), value: format.full(mail.sentAt) }] : []),
        ]}
      />
      {mail.lastError && <Notice tone="bad">{mail.lastError}</Notice>}
      {mail.text === null ? (
        <p>{t('identity.mail.forgotten')}</p>
      ) : (
        <>
          {!hasServer && link && <CopyField label={t('identity.mail.link')} value={link} />}
          <div className={s.text}>
            <Linked text={mail.text} />
          </div>
        </>
      )}
    </div>
  )
}
