import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import type { Decay, ScoreGroup, ScoreRule } from '#crm/contract/scoring.ts'
import { ConditionEditor } from '#crm/web/scoring/condition-editor.tsx'
import { activityOrder, mostRules, newRule } from '#crm/web/scoring/draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Card } from '#web/ui/page.tsx'
import s from '#crm/web/scoring/rules.module.css'

type Props = { group: ScoreGroup; onChange: (group: ScoreGroup) => void; onRemove: () => void }

/** A group of rules: what it may add in all, how it fades, and its rules. */
export function GroupEditor({ group, onChange, onRemove }: Props) {
  const t = useT()
  const set = (change: Partial<ScoreGroup>) => onChange({ ...group, ...change })
  const setRule = (rule: ScoreRule) => set({ rules: group.rules.map((one) => (one.id === rule.id ? rule : one)) })
  return (
    <Card className={s.group ?? ''}>
      <div className={s.groupHead}>
        <TextInput
          label={t('crm.scoring.editor.group_name')}
          maxLength={60}
          value={group.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <NumberField
          label={t('crm.scoring.editor.cap')}
          min={1}
          max={100}
          value={group.cap}
          isLive
          required
          withAsterisk={false}
          onChange={(cap) => typeof cap === 'number' && set({ cap })}
        />
        {group.axis === 'engagement' && <DecayEditor decay={group.decay} onChange={(decay) => set({ decay })} />}
        <ActionIcon className={s.remove ?? ''} aria-label={t('crm.scoring.editor.remove_group', { name: group.name })} onClick={onRemove}>
          <IconTrash size={17} stroke={1.7} />
        </ActionIcon>
      </div>
      {group.rules.length === 0 && <p className={s.quiet}>{t('crm.scoring.editor.no_rules')}</p>}
      <ol className={s.rules} aria-label={group.name}>
        {group.rules.map((rule, index) => (
          <li key={rule.id} data-kind={rule.kind}>
            <NumberField
              aria-label={t('crm.scoring.editor.points')}
              min={-100}
              max={100}
              prefix={rule.points > 0 ? '+' : ''}
              value={rule.points}
              error={rule.points === 0}
              isLive
              required
              withAsterisk={false}
              onChange={(points) => typeof points === 'number' && setRule({ ...rule, points })}
            />
            {rule.kind === 'fit' ? (
              <ConditionEditor condition={rule.condition} onChange={(condition) => setRule({ ...rule, condition })} />
            ) : (
              <ActivityEditor rule={rule} onChange={setRule} />
            )}
            <ActionIcon
              className={s.remove ?? ''}
              aria-label={t('crm.scoring.editor.remove_rule', { number: index + 1, name: group.name })}
              onClick={() => set({ rules: group.rules.filter(({ id }) => id !== rule.id) })}
            >
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <div>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} />}
          disabled={group.rules.length >= mostRules}
          onClick={() => set({ rules: [...group.rules, newRule(group.axis)] })}
        >
          {t('crm.scoring.editor.add_rule')}
        </Button>
      </div>
    </Card>
  )
}

function ActivityEditor({
  rule,
  onChange,
}: {
  rule: Extract<ScoreRule, { kind: 'activity' }>
  onChange: (rule: Extract<ScoreRule, { kind: 'activity' }>) => void
}) {
  const t = useT()
  return (
    <>
      <Select
        aria-label={t('crm.scoring.editor.rule')}
        data={activityOrder.map((kind) => ({ value: kind, label: t(`crm.scoring.when.${kind}`) }))}
        value={rule.activity}
        onChange={(activity) => activity && onChange({ ...rule, activity: activity as typeof rule.activity })}
        allowDeselect={false}
        searchable
      />
      <NumberField
        label={t('crm.scoring.editor.most')}
        min={1}
        max={100}
        value={rule.most}
        isLive
        required
        withAsterisk={false}
        onChange={(most) => typeof most === 'number' && onChange({ ...rule, most })}
      />
      <NumberField
        label={t('crm.scoring.editor.cooldown')}
        min={0}
        max={8760}
        value={rule.cooldownHours}
        isLive
        required
        withAsterisk={false}
        onChange={(cooldownHours) => typeof cooldownHours === 'number' && onChange({ ...rule, cooldownHours })}
      />
    </>
  )
}

const usualDecay: Record<Decay['kind'], Decay> = {
  none: { kind: 'none' },
  'half-life': { kind: 'half-life', days: 14 },
  steps: { kind: 'steps', everyDays: 30, percent: 25 },
}

function DecayEditor({ decay, onChange }: { decay: Decay; onChange: (decay: Decay) => void }) {
  const t = useT()
  return (
    <>
      <Select
        label={t('crm.scoring.editor.decay')}
        data={(['half-life', 'steps', 'none'] as const).map((kind) => ({ value: kind, label: t(`crm.scoring.editor.decay_kind.${kind}`) }))}
        value={decay.kind}
        onChange={(kind) => kind && onChange(usualDecay[kind as Decay['kind']])}
        allowDeselect={false}
      />
      {decay.kind === 'half-life' && (
        <NumberField
          label={t('crm.scoring.editor.days')}
          min={1}
          max={730}
          value={decay.days}
          isLive
          required
          withAsterisk={false}
          onChange={(days) => typeof days === 'number' && onChange({ ...decay, days })}
        />
      )}
      {decay.kind === 'steps' && (
        <>
          <NumberField
            label={t('crm.scoring.editor.every_days')}
            min={1}
            max={365}
            value={decay.everyDays}
            isLive
            required
            withAsterisk={false}
            onChange={(everyDays) => typeof everyDays === 'number' && onChange({ ...decay, everyDays })}
          />
          <NumberField
            label={t('crm.scoring.editor.percent')}
            min={1}
            max={100}
            value={decay.percent}
            isLive
            required
            withAsterisk={false}
            onChange={(percent) => typeof percent === 'number' && onChange({ ...decay, percent })}
          />
        </>
      )}
    </>
  )
}
