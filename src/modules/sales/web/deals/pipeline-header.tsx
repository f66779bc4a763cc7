import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconPlus, IconSettings } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { canManagePipelines, canWriteDeals } from '#sales/contract/permissions.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import type { PipelineSearch } from '#sales/web/deals/board-search.ts'
import { PipelineFilters } from '#sales/web/deals/pipeline-filters.tsx'
import { views } from '#sales/web/deals/views.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import { useShortcut } from '#web/shortcuts.ts'
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
      {view && <PipelineFilters pipeline={pipeline} kinds={view.filters} search={search} onSearch={onSearch} />}
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
