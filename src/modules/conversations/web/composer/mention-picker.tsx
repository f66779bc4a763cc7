import { type RefObject, useEffect, useRef, useState } from 'react'
import { listMentionable } from '#conversations/contract/routing-api.ts'
import { AvailabilityMark } from '#conversations/web/availability/availability-mark.tsx'
import { useAvailability } from '#conversations/web/availability/availability.queries.ts'
import { mentionWord } from '#conversations/web/composer/mention-word.ts'
import { fits, plain } from '#web/fits.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import s from '#conversations/web/composer/picker.module.css'

type Props = {
  conversationId: string
  text: string
  caret: number
  field: RefObject<HTMLTextAreaElement | null>
  /** The whole text with the name in it, and where the caret goes on. */
  onChosen: (text: string, caret: number) => void
}

const most = 8

/** The colleagues who may see the conversation, while an @ is being written in a note. The text field keeps the focus. */
export function MentionPicker({ conversationId, text, caret, field, onChosen }: Props) {
  const t = useT()
  const availability = useAvailability()
  const { data } = useApi(listMentionable, { id: conversationId }, { staleTime: 60_000 })
  const [at, setAt] = useState(0)
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const mention = mentionWord(text, caret)
  const word = plain(mention?.word ?? '')
  const found =
    mention && mention.from !== closedAt
      ? (data?.items ?? []).filter(({ name }) => !word || fits(word, { label: name })).slice(0, most)
      : []
  const chosen = Math.min(at, Math.max(0, found.length - 1))
  const choose = (name: string | undefined) => {
    if (!mention || !name) return
    onChosen(`${text.slice(0, mention.from)}@${name} ${text.slice(caret)}`, mention.from + name.length + 2)
  }

  useEffect(() => setAt(0), [word])
  const latest = useRef({ found, chosen, choose, mention })
  latest.current = { found, chosen, choose, mention }
  const isOpen = found.length > 0
  useEffect(() => {
    const input = field.current
    if (!input || !isOpen) return
    // Before the field's own keys: Enter chooses instead of sending.
    const press = (event: KeyboardEvent) => {
      const now = latest.current
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const isChoosing = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey
      if (!move && !isChoosing && event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      if (move) setAt((now.chosen + move + now.found.length) % now.found.length)
      else if (isChoosing) now.choose(now.found[now.chosen]?.name)
      else setClosedAt(now.mention?.from ?? null)
    }
    input.addEventListener('keydown', press)
    input.setAttribute('aria-controls', 'mentionable')
    return () => {
      input.removeEventListener('keydown', press)
      input.removeAttribute('aria-controls')
      input.removeAttribute('aria-activedescendant')
    }
  }, [field, isOpen])
  const active = found[chosen]?.id
  useEffect(() => {
    if (active) field.current?.setAttribute('aria-activedescendant', `mention-${active}`)
  }, [active, field])

  if (!isOpen) return null
  return (
    <div className={s.picker}>
      <ul id="mentionable" role="listbox" aria-label={t('conversations.mentions.title')}>
        {found.map(({ id, name }, i) => (
          <li
            key={id}
            id={`mention-${id}`}
            role="option"
            aria-selected={i === chosen}
            onPointerMove={() => setAt(i)}
            // The field must not lose its caret.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(name)}
          >
            <AvailabilityMark availability={availability.of(id)}>{name}</AvailabilityMark>
          </li>
        ))}
      </ul>
    </div>
  )
}
