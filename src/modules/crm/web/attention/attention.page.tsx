import { Button, Select } from '@mantine/core'
import { IconPlayerPlay, IconUser } from '@tabler/icons-react'
import { useRef } from 'react'
import { listAttention } from '#crm/contract/attention-api.ts'
import { canAttend } from '#crm/contract/permissions.ts'
import { useAttend, keyOfItem } from '#crm/web/attention/attending.ts'
import { AttentionRow } from '#crm/web/attention/attention-row.tsx'
import { attentionInput, attentionSearch } from '#crm/web/attention/attention-search.ts'
import { useMovingQueue } from '#crm/web/attention/attention.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay, useSession } from '#web/session.ts'
import { useShortcut } from '#web/shortcuts.ts'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones, NoResults } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#crm/web/attention/attention.module.css'

const all = 'all'

/** What waits for somebody, the most pressing first, moving by itself. */
export function AttentionPage() {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const { brands } = useSession()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const search = attentionSearch(raw)
  const { data, isPlaceholderData, error, refetch } = useApi(listAttention, attentionInput(search), { keepsPrevious: true })
  const { next, attend, isBusy } = useAttend()
  const list = useRef<HTMLOListElement>(null)
  useMovingQueue()

  const goOn = () => next({ ...(search.tipo && { kinds: [search.tipo] }), ...(search.marca && { brandId: search.marca }) })
  const step = (by: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const here = rows.indexOf(document.activeElement as HTMLElement)
    rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))]?.focus()
  }
  useShortcut('j', 'crm.attention.keys.next', () => step(1))
  useShortcut('k', 'crm.attention.keys.previous', () => step(-1))
  useShortcut('t', 'crm.attention.keys.attend_next', goOn, { enabled: may(canAttend) })

  const mayClaim = new Set(data?.kinds.flatMap(({ kind, mayClaim: can }) => (can ? [kind] : [])))
  const isFiltered = Boolean(search.tipo ?? search.marca ?? search.mio)
  const counted = data && data.count >= data.countedUpTo ? 'waiting_more' : 'waiting'
  return (
    <Page
      title={t('crm.attention.title')}
      hint={data && data.count > 0 && t(`crm.attention.${counted}`, { count: data.count, shown: format.number(data.count) })}
      actions={
        may(canAttend) && (
          <Button leftSection={<IconPlayerPlay size={16} stroke={1.7} />} loading={isBusy} onClick={goOn} title="T">
            {t('crm.attention.next')}
          </Button>
        )
      }
    >
      <div className={s.filters}>
        {data && data.kinds.length > 1 && (
          <SegmentedTabs
            label={t('crm.attention.title')}
            value={search.tipo ?? all}
            choices={[
              { value: all, label: t('crm.attention.all_kinds') },
              ...data.kinds.map(({ kind, words }) => ({ value: kind, label: t(words) })),
            ]}
            onChange={(kind) => setSearch({ tipo: kind === all ? undefined : kind })}
          />
        )}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconUser size={15} stroke={1.7} />}
          aria-pressed={search.mio ?? false}
          data-on={search.mio || undefined}
          className={s.mine}
          onClick={() => setSearch({ mio: search.mio ? undefined : true })}
        >
          {t('crm.attention.mine')}
        </Button>
        {brands.length > 1 && (
          <Select
            aria-label={t('crm.attention.brand')}
            placeholder={t('crm.attention.all_brands')}
            clearable
            size="xs"
            data={brands.map(({ id, name }) => ({ value: id, label: name }))}
            value={search.marca ?? null}
            onChange={(brandId) => setSearch({ marca: brandId ?? undefined })}
          />
        )}
      </div>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data || (isPlaceholderData && data.items.length === 0) ? (
        <ListBones rows={8} />
      ) : data.items.length === 0 ? (
        isFiltered ? (
          <NoResults onClear={() => setSearch({ tipo: undefined, marca: undefined, mio: undefined })} />
        ) : (
          <EmptyState drawing="chat" title={t('crm.attention.empty_title')} hint={t('crm.attention.empty_hint')} />
        )
      ) : (
        <>
          <ol className={s.list} ref={list} aria-busy={isPlaceholderData}>
            {data.items.map((item, i) => (
              <AttentionRow
                key={keyOfItem(item)}
                item={item}
                place={i + 1}
                mayClaim={mayClaim.has(item.kind)}
                isBusy={isBusy}
                onAttend={() => attend(item)}
              />
            ))}
          </ol>
          {data.count > data.items.length && <p className={s.more}>{t('crm.attention.more', { count: data.items.length })}</p>}
        </>
      )}
    </Page>
  )
}
