import { Button } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { findAnswers } from '#bots/contract/answer-api.ts'
import { fillCanned } from '#conversations/contract/canned-text.ts'
import { useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { useShortcut } from '#web/shortcuts.ts'
import s from '#bots/web/answers/answers.module.css'

/** The answer that the shop has written down for what the customer asks, one press away. */
export function Suggestion({ brandId, contactName, text, onInsert }: PanelProps['writing']) {
  const t = useT()
  const { brands, person } = useSession()
  const { data } = useApi(findAnswers, { text: text.slice(0, 1000), brandId }, { staleTime: 60_000 })
  const [best] = data?.items ?? []
  const words =
    best &&
    fillCanned(best.text, {
      clientName: contactName,
      agentName: person.name,
      companyName: brands.find(({ id }) => id === brandId)?.name ?? '',
    })
  const use = () => words && onInsert(words, best.file)
  useShortcut('u', 'bots.answers.use_suggested', use)
  if (!best || !words) return null
  return (
    <div className={s.suggestion}>
      <IconMessageQuestion size={16} stroke={1.7} aria-hidden />
      <span title={words}>
        <b>{best.question}</b> {words}
        {best.file && <em> {t('bots.files.with_file', { name: best.file.name })}</em>}
      </span>
      <Button size="compact-xs" variant="default" onClick={use} title={`${t('bots.answers.use')} (U)`}>
        {t('bots.answers.use')}
      </Button>
    </div>
  )
}
