import { Button } from '@mantine/core'
import { IconArrowMerge } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ContactRow } from '#crm/contract/contact.ts'
import { countDuplicates, dismissDuplicate, listDuplicates, restoreDuplicate } from '#crm/contract/duplicate-api.ts'
import type { Duplicate } from '#crm/contract/duplicate.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { useSourceText } from '#crm/web/contacts/contact-columns.tsx'
import { useReasonWords } from '#crm/web/duplicates/reason-words.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Card } from '#web/ui/page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { DateTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/duplicates/duplicates.module.css'

/** Two that may be one, side by side, with what there is to do about it. */
export function PairCard({ pair }: { pair: Duplicate }) {
  const t = useT()
  const reasonWords = useReasonWords()
  const dismissal = useDismissal()
  const names = { first: pair.first.name, second: pair.second.name }
  return (
    <li aria-label={t('crm.duplicates.pair', names)}>
      <Card>
        <div className={s.reasons}>
          {reasonWords(pair).map((words) => (
            <Chip key={words}>{words}</Chip>
          ))}
        </div>
        <div className={s.pair}>
          <Side contact={pair.first} />
          <Side contact={pair.second} />
        </div>
        <div className={s.pairEnd}>
          <Button variant="subtle" color="gray" disabled={dismissal.sending} onClick={() => dismissal.dismiss(pair)}>
            {t('crm.duplicates.dismiss')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconArrowMerge size={16} stroke={1.7} />}
            component={Link}
            to={`/contactos/${pair.first.id}/unir/${pair.second.id}`}
          >
            {t('crm.duplicates.compare')}
          </Button>
        </div>
      </Card>
    </li>
  )
}

function Side({ contact }: { contact: ContactRow }) {
  const t = useT()
  const sourceText = useSourceText()
  const reach = [contact.phone && shownPhone(contact.phone), contact.email].filter(Boolean)
  return (
    <Link to={`/contactos/${contact.id}`} className={s.side}>
      <Avatar name={contact.name} size={36} />
      <span>
        <strong>{contact.name}</strong>
        <small className="num">{reach.length > 0 ? reach.join(' · ') : t('crm.duplicates.no_reach')}</small>
        <small>
          {sourceText(contact.source)} · <DateTime at={contact.createdAt} show="day" />
        </small>
      </span>
    </Link>
  )
}

/** Says that two are two, and offers to take it back. */
function useDismissal() {
  const t = useT()
  const invalidates = [listDuplicates, countDuplicates]
  const onProblem = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const restore = useSend(restoreDuplicate, { invalidates, onProblem })
  const { send, sending } = useSend(dismissDuplicate, { invalidates, onProblem })
  const dismiss = ({ id, first, second }: Duplicate): void => {
    send({ id }).then(
      () =>
        void toast({
          text: t('crm.duplicates.dismissed', { first: first.name, second: second.name }),
          undo: () => void restore.send({ id }).catch(() => {}),
        }),
      () => {},
    )
  }
  return { dismiss, sending }
}
