import { Tooltip } from '@mantine/core'
import { IconMoodSad, IconMoodSmile } from '@tabler/icons-react'
import { listUnderstandings } from '#bots/contract/understanding-api.ts'
import type { MessageUnderstanding } from '#bots/contract/understanding.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import s from '#bots/web/understanding/message-mark.module.css'

/** What is less sure is not shown as if it were known. */
const sureFrom = 0.5

/** What a message wants and how it sounds, where there is something to say; why, when somebody points at it. */
export function MessageMark({ conversationId, messageId }: PanelProps['message']) {
  const t = useT()
  const { data } = useApi(listUnderstandings, { id: conversationId })
  const found = data?.items.find((item) => item.messageId === messageId)
  if (!found) return null
  const intent = saysIntent(found) ? t(`bots.understanding.intents.${found.intent}`) : null
  const Mood = found.mood === 'negative' ? IconMoodSad : found.mood === 'positive' ? IconMoodSmile : null
  if (intent === null && Mood === null) return null
  return (
    <Tooltip
      label={<Reasons found={found} />}
      multiline
      maw={260}
      position="bottom-start"
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className={s.mark} aria-label={t('bots.understanding.mark', wordsOf(found, t))}>
        {Mood && <Mood size={14} stroke={1.8} data-mood={found.mood} aria-hidden />}
        {intent ?? t(`bots.understanding.moods.${found.mood}`)}
      </button>
    </Tooltip>
  )
}

const saysIntent = ({ intent, confidence }: MessageUnderstanding): boolean =>
  intent !== 'other' && intent !== 'greeting' && confidence >= sureFrom

const wordsOf = ({ intent, mood }: MessageUnderstanding, t: ReturnType<typeof useT>) => ({
  intent: t(`bots.understanding.intents.${intent}`),
  mood: t(`bots.understanding.moods.${mood}`),
})

function Reasons({ found }: { found: MessageUnderstanding }) {
  const t = useT()
  const format = useFormat()
  return (
    <span className={s.reasons}>
      <b>{t('bots.understanding.mark', wordsOf(found, t))}</b>
      {saysIntent(found) && <span>{t('bots.understanding.sure', { percent: format.percent(found.confidence) })}</span>}
      {found.words.length > 0 && (
        <span>
          {t('bots.understanding.why')}:{' '}
          {found.words
            .slice(0, 5)
            .map(({ text, isIrony }) => `«${text}»${isIrony ? ` (${t('bots.understanding.irony')})` : ''}`)
            .join(', ')}
        </span>
      )}
      <small>{t('bots.understanding.estimate')}</small>
    </span>
  )
}
