import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { Link } from '@tanstack/react-router'
import { listCannedReplies } from '#conversations/contract/canned-reply-api.ts'
import type { CannedReply } from '#conversations/contract/canned-reply.ts'
import { fillCanned } from '#conversations/contract/canned-text.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { canManageCanned } from '#conversations/contract/permissions.ts'
import { plain } from '#web/fits.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import s from '#conversations/web/composer/picker.module.css'

type Props = {
  word: string
  conversation: Conversation
  field: RefObject<HTMLTextAreaElement | null>
  onChosen: (text: string, id: string) => void
  onClose: () => void
}

const most = 30

/** Canned replies that fit what stands after the slash, with the names filled in. The text field keeps the focus. */
export function CannedPicker({ word, conversation, field, onChosen, onClose }: Props) {
  const t = useT()
  const may = useMay()
  const { person, organization, brands } = useSession()
  const { brandId, contactName } = conversation
  const { data, isPending } = useApi(listCannedReplies, { brandId }, { staleTime: 5 * 60_000 })
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const found = useMemo(() => fitting(data?.items ?? [], plain(word)).slice(0, most), [data, word])
  const values = useMemo(() => {
    // A bare number is no name to greet somebody with.
    const clientName = /\p{L}/u.test(contactName) ? contactName : ''
    return { clientName, agentName: person.name, companyName: brands.find(({ id }) => id === brandId)?.name ?? organization?.name ?? '' }
  }, [contactName, person.name, brands, brandId, organization])

  useEffect(() => setAt(0), [word])
  const chosen = Math.min(at, Math.max(0, found.length - 1))
  const choose = (reply: CannedReply | undefined) => reply && onChosen(fillCanned(reply.text, values), reply.id)

  const latest = useRef({ found, chosen, choose, onClose })
  latest.current = { found, chosen, choose, onClose }
  useEffect(() => {
    const input = field.current
    if (!input) return
    // Before the field's own keys: Enter chooses instead of sending.
    const press = (event: KeyboardEvent) => {
      const now = latest.current
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const isChoosing = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && now.found.length > 0
      if (!move && !isChoosing && event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      if (move) setAt((now.chosen + move + now.found.length) % Math.max(1, now.found.length))
      else if (isChoosing) now.choose(now.found[now.chosen])
      else now.onClose()
    }
    input.addEventListener('keydown', press)
    input.setAttribute('aria-controls', 'canned-replies')
    return () => {
      input.removeEventListener('keydown', press)
      input.removeAttribute('aria-controls')
      input.removeAttribute('aria-activedescendant')
    }
  }, [field])
  const active = found[chosen]?.id
  useEffect(() => {
    if (active) field.current?.setAttribute('aria-activedescendant', `canned-${active}`)
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active, field])

  if (isPending) return null
  return (
    <div className={s.picker}>
      {found.length === 0 ? (
        <p className={s.none}>
          {t(data?.items.length ? 'conversations.canned.none_fits' : 'conversations.canned.none_yet')}{' '}
          {may(canManageCanned) && <Link to="/ajustes/respuestas">{t('conversations.canned.manage')}</Link>}
        </p>
      ) : (
        <ul ref={list} id="canned-replies" role="listbox" aria-label={t('conversations.canned.title')}>
          {found.map((reply, i) => (
            <li
              key={reply.id}
              id={`canned-${reply.id}`}
              role="option"
              aria-selected={i === chosen}
              onPointerMove={() => setAt(i)}
              // The field must not lose its caret.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(reply)}
            >
              <b>/{reply.shortcut}</b>
              <span>{fillCanned(reply.text, values)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Shortcuts that begin with it, then those that contain it, then texts that do; the last used ones first within each. */
export function fitting(replies: readonly CannedReply[], word: string): CannedReply[] {
  const rank = ({ shortcut, text }: CannedReply): number => {
    const own = plain(shortcut)
    return own.startsWith(word) ? 0 : own.includes(word) ? 1 : plain(text).includes(word) ? 2 : 3
  }
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter(({ rank: found }) => found < 3)
    .toSorted(
      (one, other) =>
        one.rank - other.rank ||
        (other.reply.usedAt ?? '').localeCompare(one.reply.usedAt ?? '') ||
        one.reply.shortcut.localeCompare(other.reply.shortcut),
    )
    .map(({ reply }) => reply)
}
