import '#web/ui/mantine-forms-css.ts'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listRoutingRules } from '#conversations/contract/routing-api.ts'
import type { RoutingRule } from '#conversations/contract/routing.ts'
import { AgentProfiles } from '#conversations/web/routing/agent-profiles.tsx'
import { RoutingSettingsForm } from '#conversations/web/routing/routing-settings-form.tsx'
import { RuleDialog } from '#conversations/web/routing/rule-dialog.tsx'
import { RuleList } from '#conversations/web/routing/rule-list.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { oneOf, useSearchState } from '#web/search.ts'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#conversations/web/routing/routing.module.css'

const parts = ['reglas', 'personas', 'limites'] as const

/** To whom conversations go by themselves: rules in their order, what fits on whom, and the limits for all. */
export function RoutingPage() {
  const t = useT()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const part = oneOf(parts, raw['parte'], 'reglas')
  const [opened, setOpened] = useState<RoutingRule | 'new' | null>(null)
  const { data, error, refetch } = useApi(listRoutingRules, {})
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setOpened('new')}>
      {t('conversations.routing.new')}
    </Button>
  )
  const hasRules = (data?.items.length ?? 0) > 0
  return (
    <Page
      title={t('conversations.routing.title')}
      hint={t('conversations.routing.hint')}
      back="/ajustes"
      actions={part === 'reglas' && hasRules && create}
    >
      <div className={s.tabs}>
        <SegmentedTabs
          label={t('conversations.routing.parts')}
          value={part}
          choices={parts.map((value) => ({ value, label: t(`conversations.routing.part_${value}`) }))}
          onChange={(parte) => setSearch({ parte: parte === 'reglas' ? undefined : parte })}
        />
      </div>
      {part === 'personas' && <AgentProfiles />}
      {part === 'limites' && <RoutingSettingsForm />}
      {part === 'reglas' && error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {part === 'reglas' && !data && !error && <ListBones rows={3} face={false} />}
      {part === 'reglas' && data && !hasRules && (
        <EmptyState
          drawing="people"
          title={t('conversations.routing.empty')}
          hint={t('conversations.routing.empty_hint')}
          actions={create}
        />
      )}
      {part === 'reglas' && hasRules && <RuleList rules={data?.items ?? []} onOpen={setOpened} />}
      {opened && (
        <RuleDialog key={opened === 'new' ? 'new' : opened.id} rule={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />
      )}
    </Page>
  )
}
