import { IconExternalLink, IconList } from '@tabler/icons-react'
import { useState } from 'react'
import { bands, scaleOf, scoresOf, type Band } from '#surveys/contract/scale.ts'
import type { Draft } from '#surveys/web/surveys/draft.ts'
import s from '#surveys/web/surveys/surveys.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'

const buttonScores = [5, 3, 1] as const
const answerByBand: Record<Draft['kind'], Record<Band, number>> = {
  csat: { good: 5, middle: 3, bad: 1 },
  nps: { good: 10, middle: 7, bad: 2 },
  ces: { good: 7, middle: 4, bad: 1 },
  open: { good: 0, middle: 0, bad: 0 },
}

/** The chat as the customer gets it, with what follows a good, a fair or a bad score. */
export function ChatPreview({ draft }: { draft: Draft }) {
  const t = useT()
  const [band, setBand] = useState<Band>('good')
  const { kind, texts } = draft
  const scale = scaleOf(kind)
  const score = answerByBand[kind][band]
  const thanks = kind === 'open' ? texts.good : texts[band]
  return (
    <>
      {kind !== 'open' && (
        <SegmentedTabs
          label={t('surveys.editor.preview')}
          value={band}
          choices={bands.map((value) => ({ value, label: t(`surveys.bands.${value}`) }))}
          onChange={setBand}
          fullWidth
        />
      )}
      <div className={s.chat}>
        <div className={s.ours}>
          <p>{texts.question}</p>
          {kind === 'nps' && scale && <p>{t('surveys.chat.with_number', { min: scale.min, max: scale.max })}</p>}
          <Pressed draft={draft} />
        </div>
        <div className={s.theirs}>
          <p>{kind === 'open' ? '…' : kind === 'csat' ? labelOf(t, draft, score) : score}</p>
        </div>
        <div className={s.ours}>
          <p>{thanks}</p>
          {kind !== 'open' && texts.followUp.trim() !== '' && <p>{texts.followUp}</p>}
        </div>
      </div>
    </>
  )
}

type Words = ReturnType<typeof useT>

const labelOf = (t: Words, { look }: Draft, score: number): string =>
  look === 'buttons' ? t(`surveys.chat.buttons.${score}`) : `${score} · ${t(`surveys.chat.labels.csat_${score}`)}`

/** What there is to press under the question: buttons, or the list as it opens. */
function Pressed({ draft }: { draft: Draft }) {
  const t = useT()
  const { kind } = draft
  if (kind === 'open') return null
  if (kind === 'nps')
    return (
      <span className={s.press}>
        <IconExternalLink size={15} stroke={1.7} aria-hidden />
        {t('surveys.chat.open')}
      </span>
    )
  if (kind === 'csat' && draft.look === 'buttons')
    return (
      <>
        {buttonScores.map((score) => (
          <span key={score} className={s.press}>
            {t(`surveys.chat.buttons.${score}`)}
          </span>
        ))}
      </>
    )
  const [first] = scoresOf(kind)
  return (
    <>
      <span className={s.press}>
        <IconList size={15} stroke={1.7} aria-hidden />
        {t('surveys.chat.choose')}
      </span>
      <ul className={s.rows}>
        {scoresOf(kind).map((score) => (
          <li key={score}>
            {kind === 'csat'
              ? labelOf(t, draft, score)
              : score === first || score === 1
                ? `${score} · ${t(`surveys.chat.labels.ces_${score}`)}`
                : score}
          </li>
        ))}
      </ul>
    </>
  )
}
