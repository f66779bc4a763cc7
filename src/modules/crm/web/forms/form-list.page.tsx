import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listForms, updateForm } from '#crm/contract/form-api.ts'
import type { Form } from '#crm/contract/form.ts'
import { FormDialog } from '#crm/web/forms/form-dialog.tsx'
import { PublishDialog } from '#crm/web/forms/publish-dialog.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import { useTitle } from '#web/shell/title.tsx'

/** Forms of the business: what they ask for, where they stand, how many were sent. */
export function FormListPage() {
  const t = useT()
  const [opened, setOpened] = useState<Form | 'new' | null>(null)
  const [publishing, setPublishing] = useState<Form | null>(null)
  const { data, error, refetch } = useApi(listForms, {})
  const { send } = useSend(updateForm, { invalidates: [listForms], onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  useTitle(t('crm.forms.title'))
  const columns: Column<Form>[] = [
    { name: 'name', header: t('crm.forms.name'), width: 'grow', card: 'title', cell: (form) => form.name },
    {
      name: 'state',
      header: t('crm.forms.state'),
      width: 120,
      card: 'corner',
      cell: (form) => <Chip tone={form.isOpen ? 'ok' : 'plain'}>{t(form.isOpen ? 'crm.forms.open' : 'crm.forms.closed')}</Chip>,
    },
    {
      name: 'count',
      header: t('crm.forms.sent'),
      width: 110,
      align: 'end',
      cell: (form) => t('crm.forms.sent_count', { count: form.submissionCount }),
    },
    {
      name: 'last',
      header: t('crm.forms.last'),
      width: 130,
      align: 'end',
      cell: (form) => form.lastSubmissionAt && <RelativeTime at={form.lastSubmissionAt} />,
    },
  ]
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setOpened('new')}>
      {t('crm.forms.create')}
    </Button>
  )
  return (
    <>
      <ListPage<Form>
        title={t('crm.forms.title')}
        hint={t('crm.forms.hint')}
        back="/ajustes"
        actions={create}
        grid={{
          label: t('crm.forms.title'),
          rows: data?.items,
          columns,
          rowId: (form) => form.id,
          rowName: (form) => form.name,
          error,
          onRetry: () => void refetch(),
          empty: <EmptyState drawing="file" title={t('crm.forms.empty_title')} hint={t('crm.forms.empty_hint')} />,
          onOpen: (form) => setOpened(form),
          rowMenu: (form) => (
            <>
              <Menu.Item onClick={() => setPublishing(form)}>{t('crm.forms.publish')}</Menu.Item>
              <Menu.Item onClick={() => setOpened(form)}>{t('web.action.edit')}</Menu.Item>
              <Menu.Item onClick={() => void send({ id: form.id, isOpen: !form.isOpen }, { ifMatch: form.version }).catch(() => {})}>
                {t(form.isOpen ? 'crm.forms.close' : 'crm.forms.reopen')}
              </Menu.Item>
            </>
          ),
        }}
      />
      {opened && (
        <FormDialog
          form={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
          onSaved={(form) => {
            setOpened(null)
            if (opened === 'new') setPublishing(form)
          }}
        />
      )}
      {publishing && <PublishDialog form={publishing} onClose={() => setPublishing(null)} />}
    </>
  )
}
