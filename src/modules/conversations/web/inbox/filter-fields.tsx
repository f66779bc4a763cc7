import '#web/ui/mantine-forms-css.ts'
import { Button, Checkbox, Select } from '@mantine/core'
import { Suspense } from 'react'
import { listLabels } from '#conversations/contract/api.ts'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import {
  filtersOn,
  type InboxSearch,
  type Selection,
  shownStates,
  slaByWord,
  withoutFilters,
  wordOfState,
} from '#conversations/web/inbox/inbox-search.ts'
import { partOf } from '#web/lent.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { panelsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#conversations/web/inbox/filter-fields.module.css'

type Props = { selection: Selection; onChange: (change: Partial<InboxSearch>) => void }

/** What narrows the list. Its own file, because few open it and its inputs weigh more than the list. */
export function FilterFields({ selection, onChange }: Props) {
  const t = useT()
  const session = useSession()
  const { brands } = session
  const { data: channels } = useApi(listChannelNames, {})
  const { data: labels } = useApi(listLabels, {})
  const inside = { withinPortal: false }
  return (
    <div className={s.filter}>
      <SegmentedTabs
        label={t('conversations.filter.state')}
        value={selection.state}
        choices={shownStates.map((value) => ({ value, label: t(`conversations.filter.states.${value}`) }))}
        onChange={(state) => onChange({ estado: wordOfState(state) })}
        fullWidth
      />
      {brands.length > 1 && (
        <Select
          label={t('conversations.filter.brand')}
          placeholder={t('conversations.filter.any_brand')}
          data={brands.map(({ id, name }) => ({ value: id, label: name }))}
          value={selection.brandId ?? null}
          onChange={(marca) => onChange({ marca: marca ?? undefined })}
          comboboxProps={inside}
          clearable
        />
      )}
      <Select
        label={t('conversations.filter.channel')}
        placeholder={t('conversations.filter.any_channel')}
        data={(channels?.items ?? []).map(({ id, name, displayPhone }) => ({ value: id, label: `${name} · ${displayPhone}` }))}
        value={selection.channelId ?? null}
        onChange={(canal) => onChange({ canal: canal ?? undefined })}
        comboboxProps={inside}
        clearable
      />
      <Select
        label={t('conversations.filter.label')}
        placeholder={t('conversations.filter.any_label')}
        data={[...new Set([...(labels?.items ?? []).map(({ label }) => label), ...(selection.label ? [selection.label] : [])])]}
        value={selection.label ?? null}
        onChange={(etiqueta) => onChange({ etiqueta: etiqueta ?? undefined })}
        comboboxProps={inside}
        searchable
        clearable
        nothingFoundMessage={t('web.list.no_results')}
      />
      <Suspense>
        {panelsFor(session, 'filter').map((panel) => {
          const Body = partOf<'filter'>(panel)
          return <Body key={panel.name} value={selection.facet} onChange={(tema) => onChange({ tema })} />
        })}
      </Suspense>
      <div>
        <span className={s.label}>{t('conversations.filter.sla')}</span>
        <SegmentedTabs
          label={t('conversations.filter.sla')}
          value={Object.keys(slaByWord).find((word) => slaByWord[word] === selection.sla) ?? ''}
          choices={[
            { value: '', label: t('conversations.filter.any_sla') },
            { value: 'porvencer', label: t('conversations.filter.at_risk') },
            { value: 'vencidas', label: t('conversations.filter.late') },
          ]}
          onChange={(plazo) => onChange({ plazo: plazo || undefined })}
          fullWidth
        />
      </div>
      <Checkbox
        label={t('conversations.filter.unread')}
        checked={selection.unread}
        onChange={(event) => onChange({ sinleer: event.currentTarget.checked ? 'si' : undefined })}
      />
      <Checkbox
        label={t('conversations.filter.closing')}
        checked={selection.closing}
        onChange={(event) => onChange({ porcerrar: event.currentTarget.checked ? 'si' : undefined })}
      />
      <Checkbox
        label={t('conversations.filter.mentioned')}
        checked={selection.mentioned ?? false}
        onChange={(event) => onChange({ menciones: event.currentTarget.checked ? 'si' : undefined })}
      />
      {filtersOn(selection) > 0 && (
        <Button variant="subtle" color="gray" onClick={() => onChange(withoutFilters)}>
          {t('web.list.clear_filters')}
        </Button>
      )}
    </div>
  )
}
