import { Menu } from '@mantine/core'
import { IconFileExport, IconSnowflake, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createSegment, deleteSegment, listSegments } from '#crm/contract/segment-api.ts'
import { canExportContacts, canWriteContacts } from '#crm/contract/permissions.ts'
import type { Segment } from '#crm/contract/segment.ts'
import { useExport } from '#crm/web/contacts/export-contacts.ts'
import { ListNameDialog } from '#crm/web/segments/list-name-dialog.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { toast } from '#web/ui/toast.ts'

/** What can be done with a segment besides changing it. */
export function SegmentMenu({ segment }: { segment: Segment }) {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const exporting = useExport()
  const [isNaming, setNaming] = useState(false)
  const { send: freeze } = useSend(createSegment, {
    invalidates: [listSegments],
    onDone: (made) => {
      setNaming(false)
      void toast({ text: t('crm.segment.frozen', { name: made.name }) })
      void navigate({ to: `/contactos/segmentos/${made.id}` })
    },
  })
  return (
    <>
      <MoreMenu width={250}>
        <SegmentActions segment={segment} onExport={exporting.start} onFreeze={() => setNaming(true)} />
      </MoreMenu>
      {isNaming && (
        <ListNameDialog
          title={t('crm.segment.freeze')}
          hint={t('crm.segment.freeze_hint')}
          initial={`${segment.name}, ${format.day(new Date().toISOString())}`.slice(0, 80)}
          onSave={(name) => freeze({ kind: 'static', name, frozenFrom: segment.id })}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}

type Actions = { segment: Segment; onExport: (asked: { filter: string[] }) => void; onFreeze?: () => void }

/** As items of a menu, whose place is gone once one of them was chosen. */
export function SegmentActions({ segment, onExport, onFreeze }: Actions) {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const deleting = useSend(deleteSegment, {
    invalidates: [listSegments],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
    onDone: () => {
      void toast({ text: t('crm.segment.deleted', { name: segment.name }) })
      void navigate({ to: '/contactos/segmentos' })
    },
  })
  const remove = async () => {
    if (
      await confirm({ title: t('crm.segment.delete_title', { name: segment.name }), confirm: t('crm.segment.delete'), isDangerous: true })
    )
      void deleting.send({ id: segment.id })
  }
  return (
    <>
      {may(canExportContacts) && (
        <Menu.Item
          leftSection={<IconFileExport size={16} stroke={1.7} />}
          onClick={() => onExport({ filter: [`segment:in:${segment.id}`] })}
        >
          {t('crm.segment.export')}
        </Menu.Item>
      )}
      {onFreeze && may(canWriteContacts) && segment.kind === 'dynamic' && (
        <Menu.Item leftSection={<IconSnowflake size={16} stroke={1.7} />} onClick={onFreeze}>
          {t('crm.segment.freeze')}
        </Menu.Item>
      )}
      {may(canWriteContacts) && (
        <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.7} />} onClick={() => void remove()}>
          {t('crm.segment.delete')}
        </Menu.Item>
      )}
    </>
  )
}
