import { ActionIcon, Button, Input } from '@mantine/core'
import { IconFolderPlus, IconPlus, IconTrash } from '@tabler/icons-react'
import { ConditionRow } from '#crm/web/segments/condition-row.tsx'
import {
  deepest,
  type DraftGroup,
  type DraftPart,
  emptyCondition,
  emptyGroup,
  isGroup,
  replaced,
  type Terms,
} from '#crm/web/segments/segment-draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#crm/web/segments/segments.module.css'

type Props = {
  group: DraftGroup
  terms: Terms
  segmentId: string | undefined
  isFull: boolean
  /** What is missing is said at its field. */
  wantsRest: boolean
  depth?: number
  onChange: (group: DraftGroup) => void
  onRemove?: () => void
}

/** All or any of these conditions, groups among them. */
export function ConditionTree({ group, terms, segmentId, isFull, wantsRest, depth = 1, onChange, onRemove }: Props) {
  const t = useT()
  const add = (part: DraftPart) => onChange({ ...group, conditions: [...group.conditions, part] })
  const change = (key: string, next: DraftPart | null) => onChange(replaced(group, key, next))
  return (
    <div className={s.group} data-depth={depth} role="group" aria-label={t('crm.segment.group_of', { match: group.match })}>
      <div className={s.match}>
        <SegmentedTabs
          label={t('crm.segment.match')}
          value={group.match}
          choices={[
            { value: 'all', label: t('crm.segment.match_all') },
            { value: 'any', label: t('crm.segment.match_any') },
          ]}
          onChange={(match) => onChange({ ...group, match })}
        />
        {onRemove && (
          <ActionIcon aria-label={t('crm.segment.remove_group')} onClick={onRemove}>
            <IconTrash size={16} stroke={1.7} />
          </ActionIcon>
        )}
      </div>
      {group.conditions.map((part, index) =>
        isGroup(part) ? (
          <ConditionTree
            key={part.key}
            group={part}
            terms={terms}
            segmentId={segmentId}
            isFull={isFull}
            wantsRest={wantsRest}
            depth={depth + 1}
            onChange={(next) => change(part.key, next)}
            onRemove={() => change(part.key, null)}
          />
        ) : (
          <ConditionRow
            key={part.key}
            condition={part}
            terms={terms}
            number={index + 1}
            segmentId={segmentId}
            wantsRest={wantsRest}
            onChange={(next) => change(part.key, next)}
            onRemove={group.conditions.length > 1 ? () => change(part.key, null) : undefined}
          />
        ),
      )}
      {wantsRest && group.conditions.length === 0 && <Input.Error role="alert">{t('crm.segment.conditions_missing')}</Input.Error>}
      <div className={s.adders}>
        <Button variant="subtle" color="gray" leftSection={<IconPlus size={15} />} disabled={isFull} onClick={() => add(emptyCondition())}>
          {t('crm.segment.add_condition')}
        </Button>
        {depth < deepest && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconFolderPlus size={15} stroke={1.7} />}
            disabled={isFull}
            onClick={() => add(emptyGroup(group.match === 'all' ? 'any' : 'all'))}
          >
            {t('crm.segment.add_group')}
          </Button>
        )}
      </div>
    </div>
  )
}
