import { useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { Chip } from '#web/ui/marks.tsx'
import { topicCode } from '#bots/web/understanding/topics.ts'

/** What a conversation is about, in its row. */
export function TopicMark({ marks }: PanelProps['row']) {
  const t = useT()
  const topic = marks.find(({ code }) => code === topicCode)?.value
  return topic === undefined ? null : <Chip tone={topic === 'complaint' ? 'bad' : 'plain'}>{t(`bots.understanding.intents.${topic}`)}</Chip>
}
