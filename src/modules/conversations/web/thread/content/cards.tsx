import { IconExternalLink, IconForms, IconMail, IconMapPin, IconPhone } from '@tabler/icons-react'
import type { Content } from '#conversations/contract/content.ts'
import { readableAnswers } from '#conversations/contract/form-answers.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import s from '#conversations/web/thread/content/cards.module.css'

type Of<K extends Content['kind']> = Extract<Content, { kind: K }>

/** A place in words. A map would ask a stranger for every conversation that is looked at: it is one press away. */
export function LocationCard({ content }: { content: Of<'location'> }) {
  const t = useT()
  const { latitude, longitude, name, address } = content
  const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
  const map = `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`
  return (
    <div className={s.card}>
      <span className={s.sign}>
        <IconMapPin size={18} stroke={1.7} aria-hidden />
      </span>
      <div className={s.words}>
        <b>{name || t('conversations.kinds.location')}</b>
        {address && <span>{address}</span>}
        <span className={`${s.dim} num`}>{place}</span>
        <a href={map} target="_blank" rel="noopener noreferrer" className={s.link}>
          {t('conversations.thread.open_map')}
          <IconExternalLink size={13} stroke={1.8} aria-hidden />
        </a>
      </div>
    </div>
  )
}

export function ContactsCard({ content }: { content: Of<'contacts'> }) {
  return (
    <div className={s.contacts}>
      {content.contacts.map((contact, i) => (
        <div key={i} className={s.card}>
          <Avatar name={contact.name} size={32} />
          <div className={s.words}>
            <b>{contact.name}</b>
            {contact.organization && <span className={s.dim}>{contact.organization}</span>}
            {contact.phones.map(({ phone }) => (
              <a key={phone} href={`tel:${phone.replace(/[^+\d]/g, '')}`} className={`${s.link} num`}>
                <IconPhone size={13} stroke={1.8} aria-hidden />
                {phone}
              </a>
            ))}
            {contact.emails.map((email) => (
              <a key={email} href={`mailto:${email}`} className={s.link}>
                <IconMail size={13} stroke={1.8} aria-hidden />
                {email}
              </a>
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}

/** A form that was filled in inside the chat: questions and answers. */
export function FormCard({ content }: { content: Of<'form'> }) {
  const t = useT()
  const answers = readableAnswers(content.answers)
  return (
    <div className={s.form}>
      <b>
        <IconForms size={15} stroke={1.8} aria-hidden />
        {t('conversations.kinds.form')}
      </b>
      {answers.length === 0 ? (
        <p className={s.dim}>{t('conversations.thread.form_empty')}</p>
      ) : (
        <dl>{answers.map(({ question, answer }, i) => [<dt key={`q${i}`}>{question}</dt>, <dd key={`a${i}`}>{answer || '—'}</dd>])}</dl>
      )}
    </div>
  )
}
