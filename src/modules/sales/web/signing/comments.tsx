import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { canWriteProposals } from '#sales/contract/permissions.ts'
import { answerComment, getSigning } from '#sales/contract/signing-api.ts'
import type { Comment } from '#sales/contract/signing.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#sales/web/signing/signing.module.css'

/** What the customer asked in the proposal, and a place to answer that they read there. */
export function Comments({ proposalId, comments }: { proposalId: string; comments: readonly Comment[] }) {
  const t = useT()
  const may = useMay()
  const [text, setText] = useState('')
  const { send, sending, problem } = useSend(answerComment, { invalidates: [getSigning], onDone: () => setText('') })
  return (
    <FactGroup title={t('sales.signing.comments')}>
      {comments.length === 0 ? (
        <p className={s.none}>{t('sales.signing.no_comments')}</p>
      ) : (
        <ul className={s.comments}>
          {comments.map((one) => (
            <li key={one.id} data-ours={one.author === 'user' || undefined}>
              <small>
                <b>{one.authorName}</b> · <RelativeTime at={one.at} />
              </small>
              <p>{one.text}</p>
            </li>
          ))}
        </ul>
      )}
      {may(canWriteProposals) && (
        <CheckedForm
          className={s.answering}
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim()) send({ id: proposalId, text }).catch(() => {})
          }}
        >
          <Textarea
            aria-label={t('sales.signing.answer')}
            placeholder={t('sales.signing.answer_placeholder')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={2000}
            error={problem}
          />
          {text.trim() && (
            <Button type="submit" size="xs" variant="default" loading={sending}>
              {t('sales.signing.you_answer')}
            </Button>
          )}
        </CheckedForm>
      )}
    </FactGroup>
  )
}
