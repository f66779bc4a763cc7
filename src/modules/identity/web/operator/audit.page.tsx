import { IconAlertTriangle, IconLink, IconRobot } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { listAudit, readAuditFacets, verifyAuditTrail, type AuditEntry } from '#kernel/audit/contract.ts'
import { AuditSheet } from '#identity/web/operator/audit-sheet.tsx'
import { actionWords, actorWords } from '#identity/web/operator/audit-words.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages } from '#web/query.ts'
import { listOf, textOf, useSearchState } from '#web/search.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import s from '#identity/web/operator/operator.module.css'

type Search = { quien?: string | string[] | undefined; que?: string | string[] | undefined; desde?: string | undefined }

const periods = { hoy: 1, semana: 7, mes: 30 } as const
const isPeriod = (text: string): text is keyof typeof periods => Object.hasOwn(periods, text)

/** Who did what to what, from what to what; newest first. */
export function AuditPage() {
  const t = useT()
  const [search, setSearch] = useSearchState<Search>()
  const [opened, setOpened] = useState<AuditEntry | null>(null)
  const facets = useApi(readAuditFacets, {}, { staleTime: 60_000 }).data
  const [actors, actions, since] = [listOf(search.quien), listOf(search.que), textOf(search.desde)]
  // Rounded to the hour, so that the question, and with it the place in the cache, stays the same while somebody reads.
  const from = useMemo(
    () => (isPeriod(since) ? new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - periods[since] * 86_400_000).toISOString() : null),
    [since],
  )
  const filter = [
    ...(actors.length > 0 ? [`actorId:in:${actors.join('|')}`] : []),
    ...(actions.length > 0 ? [`action:in:${actions.join('|')}`] : []),
    ...(from ? [`at:gte:${from}`] : []),
  ]
  const entries = useApiPages(listAudit, { filter }, { keepsPrevious: true })
  const columns: Column<AuditEntry>[] = [
    { name: 'at', header: t('identity.audit.when'), width: 130, card: 'corner', cell: (entry) => <DateTime at={entry.at} /> },
    {
      name: 'actor',
      header: t('identity.audit.who'),
      width: 200,
      cell: (entry) => (
        <span className={s.actor}>
          {entry.actor.kind === 'system' ? <IconRobot size={20} stroke={1.6} aria-hidden /> : <Avatar name={entry.actor.name} size={22} />}
          <span>{actorWords(t, entry.actor)}</span>
        </span>
      ),
    },
    { name: 'action', header: t('identity.audit.what'), width: 240, card: 'title', cell: (entry) => actionWords(t, entry.action) },
    { name: 'subject', header: t('identity.audit.subject'), cell: (entry) => <span className={s.subject}>{entry.subject.name}</span> },
  ]
  return (
    <>
      <ListPage
        title={t('identity.audit.title')}
        hint={<Chain />}
        back="/ajustes"
        bar={{
          filters: [
            {
              name: 'quien',
              label: t('identity.audit.who'),
              options: (facets?.actors ?? []).flatMap((actor) => (actor.id ? [{ value: actor.id, label: actorWords(t, actor) }] : [])),
              value: actors,
              onChange: (quien) => setSearch({ quien }),
            },
            {
              name: 'que',
              label: t('identity.audit.what'),
              options: (facets?.actions ?? []).map((action) => ({ value: action, label: actionWords(t, action) })),
              value: actions,
              onChange: (que) => setSearch({ que }),
            },
            {
              name: 'desde',
              label: t('identity.audit.when'),
              isSingle: true,
              options: Object.keys(periods).map((value) => ({ value, label: t(`identity.audit.period.${value}`) })),
              value: since ? [since] : [],
              onChange: ([desde]) => setSearch({ desde }),
            },
          ],
        }}
        grid={{
          label: t('identity.audit.title'),
          rows: entries.items,
          isStale: entries.isStale,
          columns,
          rowId: (entry) => entry.id,
          rowName: (entry) => `${actionWords(t, entry.action)} ${entry.subject.name}`,
          onOpen: setOpened,
          error: entries.error,
          onRetry: entries.refetch,
          hasMore: entries.hasMore,
          isFetchingMore: entries.isFetchingMore,
          onMore: entries.fetchMore,
          empty:
            filter.length > 0 ? (
              <NoResults onClear={() => setSearch({ quien: undefined, que: undefined, desde: undefined })} />
            ) : (
              <EmptyState drawing="file" title={t('identity.audit.empty')} hint={t('identity.audit.empty_hint')} />
            ),
        }}
      />
      <AuditSheet entry={opened} onClose={() => setOpened(null)} />
    </>
  )
}

/** Whether somebody tampered with the trail: each entry is sealed with the one before. */
function Chain() {
  const t = useT()
  const format = useFormat()
  const { data } = useApi(verifyAuditTrail, {}, { staleTime: 60_000 })
  if (!data) return <span className={s.chain}>{t('identity.audit.checking')}</span>
  return data.ok ? (
    <span className={s.chain} data-ok>
      <IconLink size={14} aria-hidden />
      {t('identity.audit.sound', { count: data.entries, hour: format.hour(data.checkedAt) })}
    </span>
  ) : (
    <span className={s.chain} data-broken role="alert">
      <IconAlertTriangle size={14} aria-hidden />
      {t('identity.audit.broken', { position: data.position })}
    </span>
  )
}
