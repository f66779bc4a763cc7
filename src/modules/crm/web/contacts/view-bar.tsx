import { ActionIcon, Menu, Modal, Switch, TextInput } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { createView, deleteView, listViews, updateView } from '#crm/contract/api.ts'
import { canManageFields } from '#crm/contract/permissions.ts'
import type { View } from '#crm/contract/view.ts'
import { type ContactSearch, emptySearch, layoutOf, searchOf, viewOf } from '#crm/web/contacts/contact-query.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ViewTabs } from '#web/ui/filter-bar.tsx'
import { FormButtons } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

type Props = { views: readonly View[]; search: ContactSearch; columns: readonly string[]; go: (search: ContactSearch) => void }
type Naming = { name: string; isShared: boolean; view?: View }

/** Saved views as tabs, what can be done with the one that is open, and the offer to save what is on screen. */
export function ViewBar({ views, search, columns, go }: Props) {
  const t = useT()
  const may = useMay()
  const [naming, setNaming] = useState<Naming | null>(null)
  const current = views.find((view) => view.id === search.vista)
  const onScreen = viewOf(search, columns)
  const layout = layoutOf(search)
  const looks = (query: typeof onScreen, as: typeof layout): string => JSON.stringify([{ ...query, columns: [], by: query.by ?? '' }, as])
  const isMoved = (current ? looks(current.query, current.layout) : looks(viewOf(emptySearch, []), 'list')) !== looks(onScreen, layout)
  const mayChange = current && (current.isMine || may(canManageFields))
  const options = { invalidates: [listViews], onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' as const }) }
  const creating = useSend(createView, { ...options, onDone: (view) => go(searchOf(view.query, view.id, view.layout)) })
  const updating = useSend(updateView, options)
  const deleting = useSend(deleteView, options)

  const save = async ({ name, isShared, view }: Naming) => {
    if (view) await updating.send({ id: view.id, name, isShared }, { ifMatch: view.version })
    else await creating.send({ name, layout, isShared, query: onScreen })
    setNaming(null)
  }
  const remove = async (view: View) => {
    if (!(await confirm({ title: t('crm.views.delete_title', { name: view.name }), confirm: t('crm.views.delete'), isDangerous: true })))
      return
    await deleting.send({ id: view.id })
    go(emptySearch)
  }
  return (
    <>
      <ViewTabs
        views={views}
        current={current?.id}
        onChoose={(id) => {
          const view = views.find((one) => one.id === id)
          go(view ? searchOf(view.query, view.id, view.layout) : emptySearch)
        }}
        {...(isMoved && { onSave: () => setNaming({ name: '', isShared: false }) })}
      />
      {current && mayChange && (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon aria-label={t('crm.views.actions', { name: current.name })}>
              <IconDots size={17} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {isMoved && (
              <Menu.Item
                onClick={() =>
                  void updating.send({ id: current.id, layout, query: onScreen }, { ifMatch: current.version }).catch(() => {})
                }
              >
                {t('crm.views.save_changes')}
              </Menu.Item>
            )}
            <Menu.Item onClick={() => setNaming({ name: current.name, isShared: current.isShared, view: current })}>
              {t('crm.views.rename')}
            </Menu.Item>
            <Menu.Item color="red" onClick={() => void remove(current).catch(() => {})}>
              {t('crm.views.delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {naming && (
        <NameDialog
          naming={naming}
          isSaving={creating.sending || updating.sending}
          onSave={(next) => void save(next).catch(() => {})}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  )
}

function NameDialog({
  naming,
  isSaving,
  onSave,
  onClose,
}: {
  naming: Naming
  isSaving: boolean
  onSave: (naming: Naming) => void
  onClose: () => void
}) {
  const t = useT()
  const [name, setName] = useState(naming.name)
  const [isShared, setShared] = useState(naming.isShared)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(naming.view ? 'crm.views.rename' : 'crm.views.save')}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) onSave({ ...naming, name: name.trim(), isShared })
        }}
      >
        <TextInput
          data-autofocus
          required
          maxLength={60}
          label={t('crm.views.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Switch
          mt="md"
          label={t('crm.views.share')}
          description={t('crm.views.share_hint')}
          checked={isShared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <FormButtons submit={t('web.action.save')} isSaving={isSaving} onCancel={onClose} isDisabled={!name.trim()} />
      </CheckedForm>
    </Modal>
  )
}
