import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { listAlike } from '#crm/contract/duplicate-api.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import type { ContactValues } from '#crm/web/contacts/contact-form.tsx'
import { useFields } from '#crm/web/contacts/definitions.ts'
import { useReasonWords } from '#crm/web/duplicates/reason-words.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Notice } from '#web/ui/states.tsx'
import s from '#crm/web/duplicates/duplicates.module.css'

const pauseMs = 400
const shortestName = 3

/** Whoever may be the one that is being written down. Asked a moment after the last key. */
export function AlikeHint({ values, contactId }: { values: ContactValues; contactId: string | undefined }) {
  const t = useT()
  const reasonWords = useReasonWords()
  const definitions = useFields()
  const typed = {
    name: values.name.trim(),
    phone: valuesOf(values, 'phone'),
    email: valuesOf(values, 'email'),
    city: values.addresses.flatMap(({ city }) => (city.trim() === '' ? [] : [city.trim()])),
    fields: definitions.flatMap(({ key, type }) => {
      const value = values.fields[key]
      return (type === 'text' || type === 'date' || type === 'link') && typeof value === 'string' && value !== ''
        ? [`${key}:${value.slice(0, 200)}`]
        : []
    }),
  }
  const settled = useSettled(typed)
  const hasMore = settled.phone.length + settled.email.length + settled.fields.length + settled.city.length > 0
  const { data } = useApi(
    listAlike,
    { ...settled, ...(contactId && { exceptId: contactId }) },
    { enabled: settled.name.length >= shortestName && hasMore, staleTime: 10_000, keepsPrevious: true },
  )
  if (!hasMore || !data || data.items.length === 0) return null
  return (
    <Notice tone="warn">
      {t('crm.duplicates.possible')}
      <ul className={s.alike}>
        {data.items.map((one) => (
          <li key={one.id}>
            <Link to={`/contactos/${one.id}`}>{one.name}</Link>{' '}
            <span className="num">{[one.phone && shownPhone(one.phone), one.email].filter(Boolean).join(' · ')}</span>
            <small>{reasonWords(one).join(' · ')}</small>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const valuesOf = ({ identities }: ContactValues, wanted: 'phone' | 'email'): string[] =>
  identities.flatMap(({ kind, value }) => (kind === wanted && value.trim().length >= 5 ? [value.trim()] : []))

type Typed = { name: string; phone: string[]; email: string[]; fields: string[]; city: string[] }

/** What is typed, a moment after the last key. */
function useSettled(typed: Typed): Typed {
  const text = JSON.stringify(typed)
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return JSON.parse(settled) as Typed
}
