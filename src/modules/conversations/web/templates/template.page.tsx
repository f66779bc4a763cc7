import { Button } from '@mantine/core'
import { IconCopyPlus } from '@tabler/icons-react'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { deleteTemplate, getTemplate, listTemplateAccounts, listTemplates } from '#conversations/contract/template-api.ts'
import { canManageTemplates } from '#conversations/contract/permissions.ts'
import type { Template, TemplateDesign } from '#conversations/contract/template.ts'
import { TemplateEditor } from '#conversations/web/templates/template-editor.tsx'
import { TemplateNews } from '#conversations/web/templates/template-news.tsx'
import { TemplateState, titleOf } from '#conversations/web/templates/template-marks.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

const back = '/ajustes/plantillas'
const blank: TemplateDesign = { header: null, body: '', footer: null, buttons: [], variables: 'positional', examples: {} }

/** A template: what it says, how it stands, what the customer will see. */
export function TemplatePage() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const id = useParams({ strict: false }).id ?? ''
  const { data: template, error, refetch } = useApi(getTemplate, { id })
  const removing = useSend(deleteTemplate, {
    invalidates: [listTemplates],
    rereads: [getTemplate],
    onDone: () => void navigate({ to: back }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  if (error && !template) {
    return (
      <Page title={t('conversations.templates.one')} back={back}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    )
  }
  if (!template) return <PageBones />
  const remove = async () => {
    const isSure = await confirm({
      title: t('conversations.templates.remove_title', { name: template.name }),
      text: t('conversations.templates.remove_text'),
      confirm: t('conversations.templates.remove'),
      isDangerous: true,
    })
    if (isSure) await removing.send({ id }, { ifMatch: template.version }).catch(() => {})
  }
  return (
    <Page
      title={titleOf(template.name)}
      chip={<TemplateState template={template} />}
      back={back}
      actions={
        may(canManageTemplates) && (
          <>
            <Button
              component={Link}
              to={`${back}/nueva`}
              search={{ desde: id } as never}
              variant="default"
              leftSection={<IconCopyPlus size={15} />}
            >
              {t('conversations.templates.other_language')}
            </Button>
            <Button variant="default" color="red" loading={removing.sending} onClick={() => void remove()}>
              {t('conversations.templates.remove')}
            </Button>
          </>
        )
      }
    >
      <TemplateNews template={template} />
      <TemplateEditor key={template.id} template={template} initial={initialOf(template)} />
    </Page>
  )
}

export function NewTemplatePage() {
  const t = useT()
  const { desde } = useSearch({ strict: false }) as { desde?: string }
  const { data: accounts, error, refetch } = useApi(listTemplateAccounts, {})
  const { data: from } = useApi(getTemplate, { id: desde ?? '' }, { enabled: desde !== undefined })
  const wabaId = from?.wabaId ?? accounts?.items[0]?.wabaId
  const isReady = accounts && (desde === undefined || from)
  return (
    <Page title={t('conversations.templates.new')} back={back}>
      {error && !accounts && <ErrorState error={error} onRetry={() => void refetch()} />}
      {isReady && !wabaId && <EmptyState drawing="plug" title={t('conversations.templates.no_channel')} />}
      {isReady && wabaId && (
        <TemplateEditor
          template={null}
          initial={
            from
              ? { ...initialOf(from), language: '' }
              : { wabaId, name: '', language: 'es_AR', category: 'utility', design: blank, sources: {} }
          }
        />
      )}
    </Page>
  )
}

const initialOf = ({ wabaId, name, language, category, design, change, sources }: Template) => ({
  wabaId,
  name,
  language,
  category,
  design: change ?? design,
  sources,
})
