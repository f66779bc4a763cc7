import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listFields, updateField } from '#crm/contract/api.ts'
import type { Field } from '#crm/contract/field.ts'
import { canManageFields } from '#crm/contract/permissions.ts'
import { FieldDialog } from '#crm/web/fields/field-dialog.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/fields/fields.module.css'

/** What this business wants to know of its contacts beyond what everybody does. */
export function FieldListPage() {
  const t = useT()
  const may = useMay()
  const [opened, setOpened] = useState<Field | 'new' | null>(null)
  const { data, error, refetch } = useApi(listFields, {})
  const { send } = useSend(updateField, { invalidates: [listFields], onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const mayChange = may(canManageFields)
  const fields = data?.items
  const change = (field: Field, to: { isArchived?: boolean; position?: number }) =>
    send({ id: field.id, ...to }, { ifMatch: field.version })

  const move = (field: Field, by: -1 | 1) => {
    const active = (fields ?? []).filter((one) => !one.isArchived)
    const other = active[active.findIndex(({ id }) => id === field.id) + by]
    if (!other) return
    // Two fields change places; equal places (from an import of definitions) are told apart first.
    const [here, there] = field.position === other.position ? [field.position, field.position + by] : [field.position, other.position]
    void Promise.all([change(field, { position: Math.max(0, there) }), change(other, { position: Math.max(0, here) })]).catch(() => {})
  }
  const archive = (field: Field) =>
    void change(field, { isArchived: !field.isArchived }).then(
      (saved) =>
        void toast({
          text: t(saved.isArchived ? 'crm.fields.archived' : 'crm.fields.restored', { name: saved.label }),
          undo: () => void change(saved, { isArchived: field.isArchived }).catch(() => {}),
        }),
      () => {},
    )

  const columns: Column<Field>[] = [
    {
      name: 'label',
      header: t('crm.fields.label'),
      card: 'title',
      cell: (field) => (
        <span className={s.label}>
          {field.label}
          {field.isArchived && <Chip>{t('crm.fields.is_archived')}</Chip>}
        </span>
      ),
    },
    {
      name: 'type',
      header: t('crm.fields.type'),
      width: 190,
      card: 'corner',
      cell: (field) => `${t(`crm.field.type.${field.type}`)}${field.currency ? ` (${field.currency})` : ''}`,
    },
    { name: 'key', header: t('crm.fields.key'), width: 190, cell: (field) => <code>{field.key}</code> },
  ]
  const create = mayChange && (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setOpened('new')}>
      {t('crm.fields.create')}
    </Button>
  )
  return (
    <>
      <ListPage<Field>
        title={t('crm.fields.title')}
        hint={t('crm.fields.hint')}
        back="/ajustes"
        actions={create}
        grid={{
          label: t('crm.fields.title'),
          rows: fields && [...fields].toSorted((a, b) => Number(a.isArchived) - Number(b.isArchived) || a.position - b.position),
          columns,
          rowId: (field) => field.id,
          rowName: (field) => field.label,
          error,
          onRetry: () => void refetch(),
          empty: <EmptyState drawing="file" title={t('crm.fields.empty_title')} hint={t('crm.fields.empty_hint')} />,
          ...(mayChange && {
            onOpen: (field: Field) => setOpened(field),
            rowMenu: (field: Field) => (
              <>
                <Menu.Item onClick={() => setOpened(field)}>{t('web.action.edit')}</Menu.Item>
                {!field.isArchived && <Menu.Item onClick={() => move(field, -1)}>{t('crm.fields.up')}</Menu.Item>}
                {!field.isArchived && <Menu.Item onClick={() => move(field, 1)}>{t('crm.fields.down')}</Menu.Item>}
                <Menu.Item onClick={() => archive(field)}>{t(field.isArchived ? 'crm.fields.restore' : 'crm.fields.archive')}</Menu.Item>
              </>
            ),
          }),
        }}
      />
      {opened && <FieldDialog field={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  )
}
