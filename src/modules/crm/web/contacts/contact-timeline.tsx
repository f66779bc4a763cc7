import { Button } from '@mantine/core'
import {
  IconAddressBook,
  IconArchive,
  IconArchiveOff,
  IconArrowMerge,
  IconArrowsSplit,
  IconEdit,
  IconFileImport,
  IconMessage,
  IconShieldCheck,
  IconTag,
  IconUserPlus,
} from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract/declare.ts'
import { listTimeline, listTimelineKinds } from '#crm/contract/api.ts'
import { useFields } from '#crm/web/contacts/definitions.ts'
import { call } from '#web/api.ts'
import { type T, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { withoutMarks } from '#web/message-marks.ts'
import { useApi } from '#web/query.ts'
import { FilterBar } from '#web/ui/filter-bar.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { Timeline } from '#web/ui/record-page.tsx'
import s from '#crm/web/contacts/contacts.module.css'

type Entry = OutputOf<typeof listTimeline>['items'][number]

const icons: Record<string, typeof IconEdit> = {
  'crm.created': IconUserPlus,
  'crm.updated': IconEdit,
  'crm.archived': IconArchive,
  'crm.restored': IconArchiveOff,
  'crm.tagged': IconTag,
  'crm.untagged': IconTag,
  'crm.consent': IconShieldCheck,
  'crm.identity-replaced': IconAddressBook,
  'crm.imported': IconFileImport,
  'crm.import-undone': IconFileImport,
  'crm.merged': IconArrowMerge,
  'crm.unmerged': IconArrowsSplit,
}

/** Everything that every module tells about a contact. `limit`: only the last few, without a way to more. */
export function ContactTimeline({ contactId, limit }: { contactId: string; limit?: number }) {
  const t = useT()
  const words = useEntryWords()
  const [kinds, setKinds] = useState<readonly string[]>([])
  useTopic(`crm.contact:${contactId}`)
  const asked = { id: contactId, limit: limit ?? 30, ...(kinds.length > 0 && { kind: [...kinds] }) }
  // Its cursor is an instant and is called `before`, so the list hooks do not fit.
  const query = useInfiniteQuery({
    queryKey: [listTimeline.path, asked],
    queryFn: ({ signal, pageParam }) => call(listTimeline, { ...asked, ...(pageParam && { before: pageParam }) }, { signal }),
    initialPageParam: '' as string,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const entries = query.data?.pages.flatMap((page) => page.items)
  if (query.error && !entries) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!entries) return <ListBones rows={limit ?? 6} face={false} />
  if (entries.length === 0 && kinds.length === 0)
    return limit ? <p className={s.quiet}>{t('crm.timeline.empty')}</p> : <EmptyState drawing="cards" title={t('crm.timeline.empty')} />
  return (
    <>
      {!limit && <KindFilter value={kinds} onChange={setKinds} />}
      {entries.length === 0 && <p className={s.quiet}>{t('crm.timeline.nothing')}</p>}
      <Timeline
        items={entries.map((entry) => {
          const Sign = icons[entry.kind] ?? IconMessage
          return {
            id: entry.id,
            icon: <Sign size={16} stroke={1.7} />,
            text: words(entry),
            at: entry.at,
            by: entry.actorName,
            href: entry.href,
          }
        })}
      />
      {!limit && query.hasNextPage && (
        <div className={s.timelineEnd}>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('web.action.show_more')}
          </Button>
        </div>
      )}
    </>
  )
}

/** Which kinds are shown; none chosen is all of them. */
function KindFilter({ value, onChange }: { value: readonly string[]; onChange: (kinds: string[]) => void }) {
  const t = useT()
  const { data } = useApi(listTimelineKinds, {}, { staleTime: 10 * 60_000 })
  const options = (data?.items ?? []).filter(({ words }) => t.has(words)).map(({ kind, words }) => ({ value: kind, label: t(words) }))
  return (
    <div className={s.timelineFilter}>
      <FilterBar filters={[{ name: 'kind', label: t('crm.timeline.filter'), options, value, onChange }]} />
    </div>
  )
}

const parts: Record<string, string> = {
  identities: 'crm.form.identities',
  tagIds: 'crm.contact.tags',
  ownerId: 'crm.contact.owner',
  name: 'crm.contact.name',
  kind: 'crm.contact.kind',
  notes: 'crm.contact.notes',
  relations: 'crm.contact.relations',
  addresses: 'crm.contact.addresses',
}

/** An entry in the person's words: other modules bring theirs, with values that are already texts or numbers. */
function useEntryWords(): (entry: Entry) => string {
  const t = useT()
  const definitions = useFields()
  const partText = (part: string): string => {
    const known = parts[part]
    if (known) return t(known)
    return definitions.find(({ key }) => `fields.${key}` === part)?.label ?? part.replace(/^fields\./, '')
  }
  return (entry) => {
    const values = { ...entry.values } as Record<string, string | number>
    const changed = entry.values['changed']
    if (Array.isArray(changed)) values['changed'] = changed.map((part) => partText(String(part)).toLocaleLowerCase()).join(', ')
    const preview = entry.values['preview']
    if (typeof preview === 'string') values['preview'] = withoutMarks(preview)
    const source = entry.values['source']
    if (typeof source === 'string') values['source'] = sourceText(t, source)
    if (entry.kind === 'crm.consent') {
      values['channel'] = t(`crm.channel.${String(entry.values['channel'])}`)
      values['state'] = t(`crm.consent.${String(entry.values['state'])}`).toLocaleLowerCase()
    }
    return t(entry.words, values)
  }
}

const sourceText = (t: T, source: string): string => (t.has(`crm.source.${source}`) ? t(`crm.source.${source}`) : source)
