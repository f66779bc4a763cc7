import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconPlus, IconSettings } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { canManagePipelines, canWriteDeals } from '#sales/contract/permissions.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { dealStates } from '#sales/web/deals/board-columns.ts'
import { filterOf, type PipelineSearch } from '#sales/web/deals/board-search.ts'
import { views } from '#sales/web/deals/views.ts'
import { useColleagues } from '#sales/web/pipelines/pipelines.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay, useSession } from '#web/session.ts'
import { useShortcut } from '#web/shortcuts.ts'
import { FilterBar } from '#web/ui/filter-bar.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#sales/web/deals/board.module.css'

type Search = PipelineSearch & Record<string, unknown>
type Props = {
  pipeline: Pipeline
  pipelines: readonly Pipeline[]
  search: Search
  onSearch: (change: Partial<Search>) => void
  onChoose: (pipelineId: string) => void
  onNew: () => void
}

/** Which pipeline, how it is looked at, what is filtered by, and the one filled button. */
export function PipelineHeader({ pipeline, pipelines, search, onSearch, onChoose, onNew }: Props) {
  const t = useT()
  const may = useMay()
  const isPhone = useIsPhone()
  const mayWrite = may(canWriteDeals)
  const view = views.find(({ value }) => value === (search.vista ?? 'tablero'))
  useShortcut('n', 'sales.keys.new', onNew, { enabled: mayWrite })
  return (
    <>
      <header className={s.head}>
        <PipelineMenu pipeline={pipeline} pipelines={pipelines} onChoose={onChoose} />
        {views.length > 1 && (
          <SegmentedTabs
            label={t('sales.views.label')}
            value={search.vista ?? 'tablero'}
            choices={views.map(({ value, label, icon: Sign }) => ({
              value,
              label: t(label),
              ...(!isPhone && { icon: <Sign size={15} stroke={1.7} /> }),
            }))}
            onChange={(value) => onSearch({ vista: value === 'tablero' ? undefined : value })}
          />
        )}
        {mayWrite && (
          <Button
            leftSection={<IconPlus size={16} stroke={1.9} />}
            onClick={onNew}
            aria-label={t('sales.form.new')}
            title={`${t('sales.form.new')} (N)`}
            data-icon-only={isPhone || undefined}
            className={s.new}
          >
            {isPhone ? '' : t('sales.form.new')}
          </Button>
        )}
      </header>
      {view?.isFiltered && <Filters search={search} onSearch={onSearch} />}
    </>
  )
}

function PipelineMenu({ pipeline, pipelines, onChoose }: Pick<Props, 'pipeline' | 'pipelines' | 'onChoose'>) {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  return (
    <h1 className={s.title}>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <button type="button" aria-label={t('sales.board.choose', { name: pipeline.name })}>
            {pipeline.name}
            <IconChevronDown size={16} stroke={1.8} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {pipelines.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => onChoose(id)} aria-current={id === pipeline.id ? 'page' : undefined}>
              {name}
            </Menu.Item>
          ))}
          {may(canManagePipelines) && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconSettings size={16} stroke={1.7} />}
                onClick={() => void navigate({ to: `/ajustes/embudos/${pipeline.id}` })}
              >
                {t('sales.board.settings')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </h1>
  )
}

/** What is typed narrows at once; the address follows when somebody rests. */
function Filters({ search, onSearch }: Pick<Props, 'search' | 'onSearch'>) {
  const t = useT()
  const { brands } = useSession()
  const { colleagues } = useColleagues()
  const filter = filterOf(search)
  const [typed, setTyped] = useState(filter.words)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== filter.words) onSearch({ buscar: typed || undefined })
    }, 120)
    return () => clearTimeout(timer)
    // Only what is typed moves the address; cleared from elsewhere it is taken over below.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [typed])
  useEffect(() => {
    if (filter.words === '') setTyped('')
  }, [filter.words])
  const some = (values: string[]) => (values.length > 0 ? values : undefined)
  return (
    <FilterBar
      search={{ value: typed, onChange: setTyped, placeholder: t('sales.board.search') }}
      filters={[
        {
          name: 'responsable',
          label: t('sales.form.owner'),
          options: [
            ...colleagues.filter(({ isActive }) => isActive).map(({ id, name }) => ({ value: id, label: name })),
            { value: 'nobody', label: t('sales.form.nobody') },
          ],
          value: filter.owners,
          onChange: (values) => onSearch({ responsable: some(values) }),
        },
        {
          name: 'estado',
          label: t('sales.filter.state'),
          options: dealStates.map((value) => ({ value, label: t(`sales.filter.${value}`) })),
          value: filter.states,
          onChange: (values) => onSearch({ estado: some(values) }),
        },
        ...(brands.length > 1
          ? [
              {
                name: 'marca',
                label: t('sales.form.brand'),
                options: [
                  ...brands.map(({ id, name }) => ({ value: id, label: name })),
                  { value: 'none', label: t('sales.form.no_brand') },
                ],
                value: filter.brands,
                onChange: (values: string[]) => onSearch({ marca: some(values) }),
              },
            ]
          : []),
      ]}
    />
  )
}
