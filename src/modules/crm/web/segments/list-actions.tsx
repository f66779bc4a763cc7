import { Button, Menu } from '@mantine/core'
import { IconListCheck, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { countContacts, listContacts } from '#crm/contract/api.ts'
import { changeMembers, createSegment, getSegment, listSegments } from '#crm/contract/segment-api.ts'
import { ListNameDialog } from '#crm/web/segments/list-name-dialog.tsx'
import { useSegments } from '#crm/web/segments/terms.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

type Props = {
  ids: readonly string[]
  /** The list that is on screen: they can be taken off it. */
  shownId: string | undefined
  onDone: () => void
}

/** Puts the selected contacts on a list, an old or a new one, and takes them off the one that is shown. */
export function ListActions({ ids, shownId, onDone }: Props) {
  const t = useT()
  const [isNaming, setNaming] = useState(false)
  const lists = useSegments().filter(({ kind }) => kind === 'static')
  const shown = lists.find(({ id }) => id === shownId)
  const invalidates = [listSegments, getSegment, listContacts, countContacts]
  const onProblem = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const changing = useSend(changeMembers, { invalidates, onProblem })
  const { send: create } = useSend(createSegment, { invalidates })

  const add = async (id: string, name: string) => {
    const { addedIds } = await changing.send({ id, add: [...ids] })
    onDone()
    void toast({
      text: t('crm.segment.added', { count: addedIds.length, name }),
      ...(addedIds.length > 0 && { undo: () => void changing.send({ id, remove: addedIds }) }),
    })
  }
  const remove = async (id: string, name: string) => {
    const { removedIds } = await changing.send({ id, remove: [...ids] })
    onDone()
    void toast({
      text: t('crm.segment.removed', { count: removedIds.length, name }),
      ...(removedIds.length > 0 && { undo: () => void changing.send({ id, add: removedIds }) }),
    })
  }
  const make = async (name: string) => {
    const made = await create({ kind: 'static', name, memberIds: [...ids] })
    setNaming(false)
    onDone()
    void toast({ text: t('crm.segment.list_created', { count: made.size.count, name }) })
  }
  return (
    <>
      <Menu position="top" width={240}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconListCheck size={15} />} disabled={changing.sending}>
            {t('crm.segment.add_to_list')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          {lists.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => void add(id, name).catch(() => {})}>
              {name}
            </Menu.Item>
          ))}
          {lists.length > 0 && <Menu.Divider />}
          <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => setNaming(true)}>
            {t('crm.segment.new_list')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {shown && (
        <Button variant="subtle" color="gray" disabled={changing.sending} onClick={() => void remove(shown.id, shown.name).catch(() => {})}>
          {t('crm.segment.remove_from_list')}
        </Button>
      )}
      {isNaming && <ListNameDialog title={t('crm.segment.new_list')} initial="" onSave={make} onClose={() => setNaming(false)} />}
    </>
  )
}
