import { Button } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconEdit, IconTag } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { canMergeContacts } from '#crm/contract/permissions.ts'
import { ChangeDialog } from '#crm/web/changes/change-dialog.tsx'
import { useContactChange } from '#crm/web/changes/contact-change.ts'
import { TagPicker } from '#crm/web/contacts/tag-picker.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'

/** The buttons over the selected contacts. */
export function BulkActions({ ids, isArchived, onDone }: { ids: readonly string[]; isArchived: boolean; onDone: () => void }) {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const { change, sending } = useContactChange(onDone)
  const [isChanging, setChanging] = useState(false)
  return (
    <>
      <TagPicker
        chosen={[]}
        onPick={(tagId, name) => void change(ids, { kind: 'add-tag', tagId }, name)}
        target={(open) => (
          <Button variant="default" leftSection={<IconTag size={15} />} onClick={open} disabled={sending}>
            {t('crm.bulk.tag')}
          </Button>
        )}
      />
      <TagPicker
        chosen={[]}
        onPick={(tagId, name) => void change(ids, { kind: 'remove-tag', tagId }, name)}
        target={(open) => (
          <Button variant="subtle" color="gray" onClick={open} disabled={sending}>
            {t('crm.bulk.untag')}
          </Button>
        )}
      />
      <Button variant="default" leftSection={<IconEdit size={15} />} onClick={() => setChanging(true)} disabled={sending}>
        {t('crm.bulk.change')}
      </Button>
      {ids.length === 2 && !isArchived && may(canMergeContacts) && (
        <Button variant="default" onClick={() => void navigate({ to: `/contactos/${ids[0]}/unir/${ids[1]}` })}>
          {t('crm.merge.short')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={isArchived ? <IconArchiveOff size={15} /> : <IconArchive size={15} />}
        onClick={() => void change(ids, { kind: isArchived ? 'restore' : 'archive' })}
        disabled={sending}
      >
        {t(isArchived ? 'crm.contact.restore' : 'crm.contact.archive')}
      </Button>
      {isChanging && <ChangeDialog ids={ids} onClose={() => setChanging(false)} onDone={onDone} />}
    </>
  )
}
