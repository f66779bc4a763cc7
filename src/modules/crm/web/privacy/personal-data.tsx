import { Button, Modal, Textarea } from '@mantine/core'
import { IconDownload, IconEraser, IconLock, IconLockOpen } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { getContact, listTimeline } from '#crm/contract/api.ts'
import type { Contact } from '#crm/contract/contact.ts'
import { canEraseContacts, canExportPersonalData, canRestrictContacts } from '#crm/contract/permissions.ts'
import { getPrivacy, setRestriction } from '#crm/contract/privacy-api.ts'
import type { Privacy } from '#crm/contract/privacy.ts'
import { PersonalExportPart } from '#crm/web/privacy/personal-export.tsx'
import { useErasing } from '#crm/web/privacy/erasing.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/privacy/privacy.module.css'

/** What a contact has a right to: their data, that less is done with them, that they are gone. */
export function PersonalDataDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useT()
  const may = useMay()
  const { data, error, refetch } = useApi(getPrivacy, { id: contact.id })
  return (
    <Modal opened onClose={onClose} title={t('crm.privacy.title')} size={520} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={4} face={false} />
      ) : (
        <div className={s.parts}>
          {may(canExportPersonalData) && (
            <Part icon={<IconDownload size={18} stroke={1.7} />} title={t('crm.privacy.export')} hint={t('crm.privacy.export_hint')}>
              <PersonalExportPart contactId={contact.id} last={data.exports[0]} />
            </Part>
          )}
          <Restriction contact={contact} privacy={data} />
          {may(canEraseContacts) && <Erasing contact={contact} onStart={onClose} />}
        </div>
      )}
    </Modal>
  )
}

const Part = ({ icon, title, hint, children }: { icon: ReactNode; title: string; hint: string; children?: ReactNode }) => (
  <section className={s.part}>
    <span className={s.icon}>{icon}</span>
    <div>
      <h3>{title}</h3>
      <p>{hint}</p>
      {children}
    </div>
  </section>
)

function Restriction({ contact, privacy }: { contact: Contact; privacy: Privacy }) {
  const t = useT()
  const may = useMay()
  const [reason, setReason] = useState('')
  const isRestricted = privacy.restrictedAt !== null
  const { send, sending } = useSend(setRestriction, {
    invalidates: [getPrivacy, getContact, listTimeline],
    onDone: () => setReason(''),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (
    <Part
      icon={isRestricted ? <IconLock size={18} stroke={1.7} /> : <IconLockOpen size={18} stroke={1.7} />}
      title={t('crm.privacy.restrict')}
      hint={t('crm.privacy.restrict_hint')}
    >
      {may(canRestrictContacts) && (
        <CheckedForm
          className={s.restricting}
          onSubmit={(event) => {
            event.preventDefault()
            void send({ id: contact.id, isRestricted: !isRestricted, reason }).catch(() => {})
          }}
        >
          <Textarea
            label={t('crm.privacy.reason')}
            required
            withAsterisk={false}
            placeholder={t(isRestricted ? 'crm.privacy.lift_example' : 'crm.privacy.restrict_example')}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={sending}>
            {t(isRestricted ? 'crm.privacy.lift' : 'crm.privacy.restrict_do')}
          </Button>
        </CheckedForm>
      )}
      {privacy.restrictions.length > 0 && (
        <ul className={s.history}>
          {privacy.restrictions.map((one) => (
            <li key={one.id}>
              <span>
                {t(one.isRestricted ? 'crm.privacy.was_restricted' : 'crm.privacy.was_lifted')}: {one.reason}
              </span>
              <small>
                <DateTime at={one.at} />
                {one.actorName && ` · ${one.actorName}`}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

function Erasing({ contact, onStart }: { contact: Contact; onStart: () => void }) {
  const t = useT()
  const { ask, isAsking } = useErasing(contact)
  return (
    <Part icon={<IconEraser size={18} stroke={1.7} />} title={t('crm.privacy.erase')} hint={t('crm.privacy.erase_hint')}>
      <Button variant="default" className={s.danger} loading={isAsking} onClick={() => void ask(onStart)}>
        {t('crm.privacy.erase_do')}
      </Button>
    </Part>
  )
}
