import { Button } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconTag } from '@tabler/icons-react'
import { changeContacts, countContacts, listContacts } from '#crm/contract/api.ts'
import type { ContactChange } from '#crm/contract/contact.ts'
import { TagPicker } from '#crm/web/contacts/tag-picker.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

const opposite = (change: ContactChange): ContactChange => {
  switch (change.kind) {
    case 'add-tag':
      return { kind: 'remove-tag', tagId: change.tagId }
    case 'remove-tag':
      return { kind: 'add-tag', tagId: change.tagId }
    case 'archive':
      return { kind: 'restore' }
    case 'restore':
      return { kind: 'archive' }
  }
}

/** Changes many contacts and offers to take it back for exactly those that changed. */
export function useContactChange(onDone?: () => void) {
  const t = useT()
  const { send, sending } = useSend(changeContacts, {
    invalidates: [listContacts, countContacts],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const change = async (ids: readonly string[], asked: ContactChange, tag: string): Promise<void> => {
    const { changedIds } = await send({ ids: [...ids], change: asked })
    onDone?.()
    const text = t(`crm.bulk.${changedIds.length === 0 ? 'nothing' : asked.kind.replace('-', '_')}`, { count: changedIds.length, tag })
    void toast({ text, ...(changedIds.length > 0 && { undo: () => void send({ ids: changedIds, change: opposite(asked) }) }) })
  }
  return {
    /** `tag` is its name: one that was made a moment ago is in no list yet. */
    change: (ids: readonly string[], asked: ContactChange, tag = '') => void change(ids, asked, tag).catch(() => {}),
    sending,
  }
}

/** The buttons over the selected contacts. */
export function BulkActions({ ids, isArchived, onDone }: { ids: readonly string[]; isArchived: boolean; onDone: () => void }) {
  const t = useT()
  const { change, sending } = useContactChange(onDone)
  return (
    <>
      <TagPicker
        chosen={[]}
        onPick={(tagId, name) => change(ids, { kind: 'add-tag', tagId }, name)}
        target={(open) => (
          <Button variant="default" leftSection={<IconTag size={15} />} onClick={open} disabled={sending}>
            {t('crm.bulk.tag')}
          </Button>
        )}
      />
      <TagPicker
        chosen={[]}
        onPick={(tagId, name) => change(ids, { kind: 'remove-tag', tagId }, name)}
        target={(open) => (
          <Button variant="subtle" color="gray" onClick={open} disabled={sending}>
            {t('crm.bulk.untag')}
          </Button>
        )}
      />
      <Button
        variant="default"
        leftSection={isArchived ? <IconArchiveOff size={15} /> : <IconArchive size={15} />}
        onClick={() => change(ids, { kind: isArchived ? 'restore' : 'archive' })}
        disabled={sending}
      >
        {t(isArchived ? 'crm.contact.restore' : 'crm.contact.archive')}
      </Button>
    </>
  )
}
