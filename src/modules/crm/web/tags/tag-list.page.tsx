import { Button, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { createTag, deleteTag, listContacts, listTags, updateTag } from '#crm/contract/api.ts'
import { canManageFields, canWriteContacts } from '#crm/contract/permissions.ts'
import type { Tag, TagColor } from '#crm/contract/tag.ts'
import { hueOfTag } from '#crm/web/contacts/definitions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { StateDot } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/tags/tags.module.css'

const colors: readonly TagColor[] = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink']

export function TagListPage() {
  const t = useT()
  const may = useMay()
  const [opened, setOpened] = useState<Tag | 'new' | null>(null)
  const { data, error, refetch } = useApi(listTags, {})
  const columns: Column<Tag>[] = [
    { name: 'name', header: t('crm.tags.name'), card: 'title', cell: (tag) => <StateDot hue={hueOfTag(tag)}>{tag.name}</StateDot> },
  ]
  return (
    <>
      <ListPage<Tag>
        title={t('crm.contact.tags')}
        hint={t('crm.tags.hint')}
        back="/ajustes"
        actions={
          may(canWriteContacts) && (
            <Button leftSection={<IconPlus size={15} />} onClick={() => setOpened('new')}>
              {t('crm.tags.create')}
            </Button>
          )
        }
        grid={{
          label: t('crm.contact.tags'),
          rows: data?.items,
          columns,
          rowId: (tag) => tag.id,
          rowName: (tag) => tag.name,
          error,
          onRetry: () => void refetch(),
          empty: <EmptyState drawing="cards" title={t('crm.tags.empty_title')} hint={t('crm.tags.empty_hint')} />,
          ...(may(canManageFields) && { onOpen: (tag: Tag) => setOpened(tag) }),
        }}
      />
      {opened && <TagDialog tag={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function TagDialog({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  const t = useT()
  const creating = useSend(createTag, { invalidates: [listTags], onDone: onClose })
  const updating = useSend(updateTag, { invalidates: [listTags], onDone: onClose })
  const removing = useSend(deleteTag, {
    invalidates: [listTags, listContacts],
    onDone: onClose,
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const form = useContractForm<{ name: string; color: TagColor }>({
    initialValues: { name: tag?.name ?? '', color: tag?.color ?? 'blue' },
    validate: { name: (name) => (name.trim() === '' ? t('crm.tags.name_missing') : null) },
    save: ({ name, color }) =>
      tag ? updating.send({ id: tag.id, name: name.trim(), color }, { ifMatch: tag.version }) : creating.send({ name: name.trim(), color }),
  })
  const remove = async () => {
    if (!tag) return
    const isSure = await confirm({
      title: t('crm.tags.delete_title', { name: tag.name }),
      text: t('crm.tags.delete_text'),
      confirm: t('crm.tags.delete'),
      isDangerous: true,
    })
    if (isSure) void removing.send({ id: tag.id }).catch(() => {})
  }
  const { color } = form.getValues()
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={tag?.name ?? t('crm.tags.new')}
      size={400}
      submit={tag ? t('web.action.save') : t('crm.tags.create')}
      onCancel={onClose}
      aside={
        <div>
          {tag && (
            <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void remove()}>
              {t('crm.tags.delete')}
            </Button>
          )}
        </div>
      }
    >
      <TextInput label={t('crm.tags.name')} withAsterisk aria-required maxLength={40} data-autofocus {...form.field('name')} />
      <fieldset className={s.colors}>
        <legend>{t('crm.tags.color')}</legend>
        {colors.map((one) => (
          <label key={one} className={s.color} data-on={one === color || undefined}>
            <input type="radio" name="color" checked={one === color} onChange={() => form.setFieldValue('color', one)} />
            <StateDot hue={hueOfTag({ color: one })}>{t(`crm.color.${one}`)}</StateDot>
          </label>
        ))}
      </fieldset>
    </DialogForm>
  )
}
