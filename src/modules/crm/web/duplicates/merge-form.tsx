import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useId, useState } from 'react'
import { countContacts, getContact, listContacts } from '#crm/contract/api.ts'
import type { Contact } from '#crm/contract/contact.ts'
import { countDuplicates, listDuplicates, mergeContacts } from '#crm/contract/duplicate-api.ts'
import type { MergeChoice, MergeProposal } from '#crm/contract/duplicate.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { PartValue } from '#crm/web/contacts/clash-dialog.tsx'
import { useSourceText } from '#crm/web/contacts/contact-columns.tsx'
import { useFields, useTags } from '#crm/web/contacts/definitions.ts'
import { useUndoMerge } from '#crm/web/duplicates/undo-merge.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Section } from '#web/ui/page.tsx'
import { Notice } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import { useWayBack } from '#web/way-back.ts'
import c from '#crm/web/contacts/contacts.module.css'
import s from '#crm/web/duplicates/duplicates.module.css'

type Props = { proposal: MergeProposal; onStay: (contactId: string) => void; onAgain: () => void }

export function MergeForm({ proposal, onStay, onAgain }: Props) {
  const t = useT()
  const navigate = useNavigate()
  const goBack = useWayBack(`/contactos/${proposal.survivor.id}`)
  const undoMerge = useUndoMerge()
  // By the contact whose value it is, so that a choice stays when the other one is to remain.
  const [chosen, choose] = useState<Readonly<Record<string, string>>>({})
  const { survivor, loser, choices, obstacle } = proposal
  const [order] = useState([survivor.id, loser.id])
  const both = order.map((id) => (id === survivor.id ? survivor : loser))
  const { send, sending, problem, error } = useSend(mergeContacts, {
    invalidates: [listContacts, countContacts, listDuplicates, countDuplicates, getContact],
  })
  const idOf: Record<MergeChoice, string> = { survivor: survivor.id, loser: loser.id, both: 'both' }
  const choiceOf = (path: string, proposed: MergeChoice): MergeChoice => {
    const wanted = chosen[path] ?? idOf[proposed]
    return wanted === 'both' ? 'both' : wanted === survivor.id ? 'survivor' : 'loser'
  }
  const merge = async () => {
    const { id, survivorId } = await send({
      id: survivor.id,
      otherId: loser.id,
      versions: { survivor: survivor.version, loser: loser.version },
      choices: Object.fromEntries(choices.map(({ path, choice }) => [path, choiceOf(path, choice)])),
    })
    await navigate({ to: `/contactos/${survivorId}`, replace: true })
    void toast({ text: t('crm.merge.done', { name: loser.name }), undo: () => undoMerge.undo(id, loser.name), stay: 8_000 })
  }
  return (
    <>
      {obstacle && <Notice tone="bad">{t('crm.problems.merge_obstructed', obstacle)}</Notice>}
      {problem && (
        <Notice
          tone="bad"
          action={
            error?.code === 'kernel.changed_meanwhile' && (
              <Button variant="subtle" size="compact-sm" onClick={onAgain}>
                {t('crm.merge.again')}
              </Button>
            )
          }
        >
          {problem}
        </Notice>
      )}
      <Section title={t('crm.merge.stays')} hint={t('crm.merge.stays_hint')}>
        <Sides contacts={both} survivorId={survivor.id} onStay={onStay} />
      </Section>
      <Section title={t('crm.merge.values')} hint={t(choices.length > 0 ? 'crm.merge.values_hint' : 'crm.merge.values_none')}>
        {choices.length > 0 && (
          <Values
            contacts={both}
            rows={choices.map(({ path, choice }) => ({ path, chosenId: idOf[choiceOf(path, choice)] }))}
            onChoose={(path, id) => choose((before) => ({ ...before, [path]: id }))}
          />
        )}
      </Section>
      <Section title={t('crm.merge.joined')} hint={t('crm.merge.joined_hint')}>
        <Joined contacts={both} />
      </Section>
      <div className={s.end}>
        <Button variant="default" onClick={goBack} disabled={sending}>
          {t('web.action.cancel')}
        </Button>
        <Button loading={sending} disabled={obstacle !== null} onClick={() => void merge().catch(() => {})}>
          {t('crm.merge.do')}
        </Button>
      </div>
    </>
  )
}

function Sides({ contacts, survivorId, onStay }: { contacts: readonly Contact[]; survivorId: string; onStay: (id: string) => void }) {
  const t = useT()
  const name = useId()
  const sourceText = useSourceText()
  return (
    <div className={s.stays} role="radiogroup" aria-label={t('crm.merge.stays')}>
      {contacts.map((contact) => (
        <label key={contact.id} className={s.stay}>
          <input type="radio" name={name} checked={contact.id === survivorId} onChange={() => onStay(contact.id)} />
          <Avatar name={contact.name} size={36} />
          <span>
            <strong>{contact.name}</strong>
            <small className="num">{[contact.phone && shownPhone(contact.phone), contact.email].filter(Boolean).join(' · ')}</small>
            <small>
              {sourceText(contact.source)} · <DateTime at={contact.createdAt} show="day" />
            </small>
          </span>
        </label>
      ))}
    </div>
  )
}

type ValueRow = { path: string; chosenId: string }

function Values({
  contacts,
  rows,
  onChoose,
}: {
  contacts: readonly Contact[]
  rows: readonly ValueRow[]
  onChoose: (path: string, id: string) => void
}) {
  const t = useT()
  const name = useId()
  const definitions = useFields()
  const label = (path: string): string =>
    path.startsWith('fields.')
      ? (definitions.find(({ key }) => `fields.${key}` === path)?.label ?? path.slice(7))
      : t(
          path === 'ownerId'
            ? 'crm.contact.owner'
            : path === 'phone' || path === 'email'
              ? `crm.merge.first_${path}`
              : `crm.contact.${path}`,
        )
  return (
    <div className={`${c.both} ${s.values}`}>
      <span className={c.column} />
      {contacts.map((contact) => (
        <span key={contact.id} className={c.column}>
          {contact.name}
        </span>
      ))}
      {rows.map(({ path, chosenId }) => [
        <strong key={`${path} name`}>{label(path)}</strong>,
        ...contacts.map((contact) => (
          <label key={`${path} ${contact.id}`} className={c.choice}>
            <input type="radio" name={`${name}${path}`} checked={chosenId === contact.id} onChange={() => onChoose(path, contact.id)} />
            <span>
              <PartValue path={path} value={valueAt(contact, path)} />
            </span>
          </label>
        )),
        ...(path === 'notes' && contacts.every(({ notes }) => notes !== '')
          ? [
              <span key={`${path} blank`} className={s.blank} />,
              <label key={`${path} both`} className={`${c.choice} ${s.wide}`}>
                <input type="radio" name={`${name}${path}`} checked={chosenId === 'both'} onChange={() => onChoose(path, 'both')} />
                <span>{t('crm.merge.both_notes')}</span>
              </label>,
            ]
          : []),
      ])}
    </div>
  )
}

function valueAt(contact: Contact, path: string): unknown {
  if (path.startsWith('fields.')) return contact.fields[path.slice(7)] ?? null
  if (path === 'phone') return contact.phone && shownPhone(contact.phone)
  return contact[path as 'name' | 'kind' | 'email' | 'ownerId' | 'notes']
}

/** What both have and the one that stays will have. */
function Joined({ contacts }: { contacts: readonly Contact[] }): ReactNode {
  const t = useT()
  const { byId } = useTags()
  const phones = contacts.flatMap(({ identities }) =>
    identities.filter(({ kind }) => kind === 'phone').map(({ value }) => shownPhone(value)),
  )
  const others = contacts.flatMap(({ identities }) =>
    identities.filter(({ kind }) => kind === 'email' || kind === 'instagram').map(({ value }) => value),
  )
  const tags = contacts.flatMap(({ tagIds }) => tagIds.flatMap((id) => byId.get(id)?.name ?? []))
  const rows = [
    { label: t('crm.facts.reach'), text: [...new Set([...phones, ...others])].join(', ') },
    { label: t('crm.contact.tags'), text: [...new Set(tags)].join(', ') },
  ].filter(({ text }) => text !== '')
  return (
    <dl className={s.joined}>
      {rows.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">{text}</dd>
        </div>
      ))}
    </dl>
  )
}
