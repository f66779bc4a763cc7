import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { findAnswers } from '#bots/contract/answer-api.ts'
import { sureFrom } from '#bots/contract/sureness.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Chip } from '#web/ui/marks.tsx'
import { SaidText } from '#web/ui/ready-text.tsx'
import { ErrorState } from '#web/ui/states.tsx'
import s from '#bots/web/answers/answers.module.css'

/** A question as a customer would write it, what would be answered, and why. */
export function TryDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 250)
  const { data, error, refetch } = useApi(findAnswers, { text: asked }, { enabled: asked !== '', keepsPrevious: true })
  const items = asked === '' ? undefined : data?.items
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('bots.answers.try_title')}
      size={520}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <TextInput
        label={t('bots.answers.try_label')}
        placeholder={t('bots.answers.try_sample')}
        value={text}
        maxLength={1000}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <ul className={s.found} aria-live="polite">
          {!items && <li className={s.none}>{t('bots.answers.try_hint')}</li>}
          {items?.length === 0 && <li className={s.none}>{t('bots.answers.try_none')}</li>}
          {items?.map((found, i) => (
            <li key={`${found.source} ${found.id}`}>
              <header>
                {i === 0 && found.confidence >= sureFrom ? (
                  <Chip tone="ok">{t('bots.answers.said')}</Chip>
                ) : (
                  <Chip>{t('bots.answers.offered')}</Chip>
                )}
                <span className="num">{t('bots.understanding.sure', { percent: format.percent(found.confidence) })}</span>
              </header>
              <SaidText isWide>{found.text}</SaidText>
              {found.file && <SaidText isWide>{t('bots.files.with_file', { name: found.file.name })}</SaidText>}
              <small>{t('bots.answers.because', { question: found.question, words: found.words.join(', ') })}</small>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  )
}
