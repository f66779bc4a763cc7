import { IconExternalLink, IconForms, IconMail, IconMapPin, IconPhone, IconShoppingBag } from '@tabler/icons-react'
import type { Content } from '#conversations/contract/content.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import { Linked } from '#web/ui/linked.tsx'
import { Money } from '#web/ui/marks.tsx'
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

/** What the customer put together in the catalogue. The total is theirs; it is charged from our own prices. */
export function OrderCard({ content }: { content: Of<'order'> }) {
  const t = useT()
  const format = useFormat()
  const currency = content.lines[0]?.price?.currency
  const isPriced = content.lines.length > 0 && content.lines.every(({ price }) => price !== null && price.currency === currency)
  const total = content.lines.reduce((sum, { quantity, price }) => sum + Math.round(quantity * (price?.amountMinor ?? 0)), 0)
  return (
    <div className={s.order}>
      <header>
        <IconShoppingBag size={16} stroke={1.7} aria-hidden />
        <b>{t('conversations.thread.order', { count: content.lines.length })}</b>
      </header>
      <table>
        <tbody>
          {content.lines.map((line, i) => (
            <tr key={i}>
              <td className="num">{format.number(line.quantity)}×</td>
              <td>{line.sku}</td>
              <td>
                {line.price && <Money amountMinor={Math.round(line.quantity * line.price.amountMinor)} currency={line.price.currency} />}
              </td>
            </tr>
          ))}
        </tbody>
        {isPriced && currency && (
          <tfoot>
            <tr>
              <td />
              <th scope="row">{t('conversations.thread.total')}</th>
              <td>
                <Money amountMinor={total} currency={currency} />
              </td>
            </tr>
          </tfoot>
        )}
      </table>
      {content.note && (
        <p className={s.orderNote}>
          <Linked text={content.note} />
        </p>
      )}
    </div>
  )
}

/** A form that was filled in inside the chat: questions and answers. */
export function FormCard({ content }: { content: Of<'form'> }) {
  const answers = Object.entries(content.answers).filter(([key]) => key !== 'flow_token')
  return (
    <div className={s.form}>
      <b>
        <IconForms size={15} stroke={1.8} aria-hidden />
        {content.name}
      </b>
      <dl>
        {answers.map(([question, answer]) => [
          <dt key={`q${question}`}>{question.replaceAll('_', ' ')}</dt>,
          <dd key={`a${question}`}>
            {Array.isArray(answer) ? answer.join(', ') : typeof answer === 'object' ? JSON.stringify(answer) : String(answer)}
          </dd>,
        ])}
      </dl>
    </div>
  )
}
