import {
  IconAt,
  IconBrandInstagram,
  IconBrandWhatsapp,
  IconBriefcase,
  IconCalendar,
  IconDoorEnter,
  IconHeartHandshake,
  IconPhone,
  IconReceiptTax,
  IconUser,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Contact, Identity } from '#crm/contract/contact.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { shownTaxId } from '#crm/contract/tax-id.ts'
import { AddressFacts } from '#crm/web/contacts/address-facts.tsx'
import { useSourceText } from '#crm/web/contacts/contact-columns.tsx'
import { useColleagues, useFields } from '#crm/web/contacts/definitions.ts'
import { ContactLinks } from '#crm/web/links/contact-links.tsx'
import { FieldText } from '#crm/web/contacts/field-text.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { Linked } from '#web/ui/linked.tsx'
import { Facts } from '#web/ui/marks.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { DateTime } from '#web/ui/time.tsx'
import s from '#crm/web/contacts/contacts.module.css'

/** What people read, in the order in which they look for it. */
const icons: Partial<Record<Identity['kind'], typeof IconPhone>> = {
  phone: IconPhone,
  wa_id: IconBrandWhatsapp,
  email: IconAt,
  instagram: IconBrandInstagram,
}
const order = Object.keys(icons)

/** Ways to reach somebody. Ids that only machines read are left out, and a WhatsApp id that says no more than the phone. */
export function IdentityFacts({ identities }: { identities: readonly Identity[] }): ReactNode {
  const t = useT()
  const phones = new Set(identities.filter(({ kind }) => kind === 'phone').map(({ value }) => value.slice(1)))
  const readable = identities
    .filter(({ kind, value }) => kind in icons && !(kind === 'wa_id' && phones.has(value)))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  if (readable.length === 0) return <p className={s.quiet}>{t('crm.contact.no_identity')}</p>
  return (
    <Facts
      rows={readable.map((identity) => {
        const Sign = icons[identity.kind] ?? IconUser
        return {
          icon: <Sign size={16} stroke={1.7} />,
          label: t(`crm.identity.${identity.kind}`),
          value: <IdentityLink identity={identity} />,
        }
      })}
    />
  )
}

function IdentityLink({ identity: { kind, value } }: { identity: Identity }) {
  const href =
    kind === 'phone'
      ? `tel:${value}`
      : kind === 'email'
        ? `mailto:${value}`
        : kind === 'instagram'
          ? `https://www.instagram.com/${encodeURIComponent(value)}/`
          : undefined
  const text = kind === 'phone' ? shownPhone(value) : kind === 'instagram' ? `@${value}` : value
  return href ? (
    <a className={`${s.factLink} num`} href={href} {...(kind === 'instagram' && { target: '_blank', rel: 'noopener noreferrer' })}>
      {text}
    </a>
  ) : (
    <span className="num">{text}</span>
  )
}

/** Custom fields that have a value, in their order. */
export function FieldFacts({ contact }: { contact: Pick<Contact, 'fields'> }): ReactNode {
  const definitions = useFields()
  const filled = definitions.flatMap((field) => {
    const value = contact.fields[field.key]
    return value === undefined ? [] : [{ label: field.label, value: <FieldText field={field} value={value} /> }]
  })
  return filled.length === 0 ? null : <Facts rows={filled} />
}

export const hasFields = (contact: Pick<Contact, 'fields'>): boolean => Object.keys(contact.fields).length > 0

export function OriginFacts({ contact }: { contact: Contact }): ReactNode {
  const t = useT()
  const { nameOf } = useColleagues()
  const sourceText = useSourceText()
  return (
    <Facts
      rows={[
        ...contact.identities
          .filter(({ kind }) => kind === 'tax_id')
          .map(({ value }) => ({
            icon: <IconReceiptTax size={16} stroke={1.7} />,
            label: shownTaxId(value).name,
            value: <span className="num">{shownTaxId(value).shown}</span>,
          })),
        ...(contact.kind === 'company'
          ? [{ icon: <IconBriefcase size={16} stroke={1.7} />, label: t('crm.contact.kind'), value: t('crm.kind.company') }]
          : []),
        ...(contact.relations.length > 0
          ? [
              {
                icon: <IconHeartHandshake size={16} stroke={1.7} />,
                label: t('crm.contact.relations'),
                value: contact.relations.map((relation) => t(`crm.relation.${relation}`)).join(', '),
              },
            ]
          : []),
        {
          icon: <IconUser size={16} stroke={1.7} />,
          label: t('crm.contact.owner'),
          value: contact.ownerId ? (nameOf(contact.ownerId) ?? t('crm.contact.somebody_gone')) : t('crm.list.nobody'),
        },
        { icon: <IconDoorEnter size={16} stroke={1.7} />, label: t('crm.contact.source'), value: sourceText(contact.source) },
        {
          icon: <IconCalendar size={16} stroke={1.7} />,
          label: t('crm.contact.created_at'),
          value: <DateTime at={contact.createdAt} show="day" />,
        },
      ]}
    />
  )
}

export const Notes = ({ text }: { text: string }) => (
  <div className={s.notes}>
    <Linked text={text} />
  </div>
)

/** The whole facts column of the record. */
export function ContactFacts({ contact, consents }: { contact: Contact; consents: ReactNode }) {
  const t = useT()
  return (
    <>
      <FactGroup title={t('crm.facts.reach')}>
        <IdentityFacts identities={contact.identities} />
      </FactGroup>
      {contact.addresses.length > 0 && (
        <FactGroup title={t('crm.address.title')}>
          <AddressFacts addresses={contact.addresses} />
        </FactGroup>
      )}
      <ContactLinks contact={contact} />
      {contact.notes && (
        <FactGroup title={t('crm.contact.notes')}>
          <Notes text={contact.notes} />
        </FactGroup>
      )}
      {hasFields(contact) && (
        <FactGroup title={t('crm.form.fields')}>
          <FieldFacts contact={contact} />
        </FactGroup>
      )}
      <FactGroup title={t('crm.facts.origin')}>
        <OriginFacts contact={contact} />
      </FactGroup>
      {consents}
    </>
  )
}
