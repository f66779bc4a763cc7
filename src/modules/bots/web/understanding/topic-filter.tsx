import { Select } from '@mantine/core'
import { useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { topicCode, topics } from '#bots/web/understanding/topics.ts'

/** Narrows the inbox down to what customers want. */
export function TopicFilter({ value, onChange }: PanelProps['filter']) {
  const t = useT()
  return (
    <Select
      label={t('bots.understanding.filter')}
      placeholder={t('bots.understanding.any_topic')}
      data={topics.map((topic) => ({ value: `${topicCode}:${topic}`, label: t(`bots.understanding.intents.${topic}`) }))}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      comboboxProps={{ withinPortal: false }}
      clearable
    />
  )
}
