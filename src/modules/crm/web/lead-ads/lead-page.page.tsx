import { Button, PasswordInput, Switch } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import { deleteLeadPage, listLeadPages, updateLeadPage } from '#crm/contract/lead-ads-api.ts'
import type { LeadPage } from '#crm/contract/lead-ads.ts'
import { AdForms } from '#crm/web/lead-ads/ad-forms.tsx'
import { Deliveries } from '#crm/web/lead-ads/deliveries.tsx'
import { PageState } from '#crm/web/lead-ads/lead-page-list.page.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { CopyField } from '#web/ui/copy-field.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'
import { Page, Section } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/lead-ads/lead-ads.module.css'

/** One page: where the provider tells, what becomes of the answers, what came and what did not. */
export function LeadPagePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const t = useT()
  const { data, error, refetch } = useApi(listLeadPages, {}, { staleTime: 0, refetchInterval: 10_000 })
  const page = data?.items.find((one) => one.id === id)
  useTitle(page?.name ?? t('crm.lead_ads.title'))
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PageBones />
  if (!page) return <EmptyState isPage drawing="broken" title={t('crm.problems.lead_page_not_found')} />
  return (
    <Page
      title={page.name}
      hint={t('crm.lead_ads.one_hint', { id: page.pageId })}
      back="/ajustes/anuncios"
      actions={<PageState page={page} />}
      narrow
    >
      {page.failure && <Notice tone="bad">{t(`crm.lead_ads.failure.${page.failure}`)}</Notice>}
      <Section title={t('crm.lead_ads.address')} hint={t('crm.lead_ads.address_hint')}>
        <Fields>
          {!page.isReachable && <Notice tone="warn">{t('crm.lead_ads.not_public')}</Notice>}
          <CopyField label={t('crm.lead_ads.webhook_url')} value={page.webhookUrl} />
          <CopyField label={t('crm.lead_ads.verify_token')} value={page.verifyToken} />
        </Fields>
      </Section>
      <AdForms key={`forms ${page.id}`} page={page} />
      <Deliveries page={page} />
      <Access key={`access ${page.id}`} page={page} />
    </Page>
  )
}

function Access({ page }: { page: LeadPage }) {
  const t = useT()
  const navigate = useNavigate()
  const { send } = useSend(updateLeadPage, {
    invalidates: [listLeadPages],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const removing = useSend(deleteLeadPage, { invalidates: [listLeadPages] })
  const form = useContractForm({
    initialValues: { token: '', appSecret: '' },
    save: async ({ token, appSecret }) => {
      await send({ id: page.id, ...(token.trim() && { token }), ...(appSecret.trim() && { appSecret }) }, { ifMatch: page.version })
      form.reset()
    },
  })
  const { token, appSecret } = form.getValues()
  const remove = async () => {
    const isSure = await confirm({
      title: t('crm.lead_ads.remove_title', { name: page.name }),
      text: t('crm.lead_ads.remove_text'),
      confirm: t('crm.lead_ads.remove'),
      isDangerous: true,
    })
    if (isSure)
      await removing.send({ id: page.id }).then(
        () => navigate({ to: '/ajustes/anuncios' }),
        () => {},
      )
  }
  return (
    <Section title={t('crm.lead_ads.access')} hint={t('crm.lead_ads.access_hint')}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <FieldRow>
            <PasswordInput label={t('crm.lead_ads.token')} placeholder="••••••••••••" autoComplete="off" {...form.field('token')} />
            <PasswordInput
              label={t('crm.lead_ads.app_secret')}
              placeholder="••••••••••••"
              autoComplete="off"
              {...form.field('appSecret')}
            />
          </FieldRow>
        </Fields>
        {(token.trim() || appSecret.trim()) && <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} />}
      </CheckedForm>
      <div className={s.foot}>
        <Switch
          label={t('crm.lead_ads.is_active')}
          checked={page.isActive}
          onChange={(event) => void send({ id: page.id, isActive: event.currentTarget.checked }, { ifMatch: page.version }).catch(() => {})}
        />
        <Button variant="default" leftSection={<IconTrash size={15} stroke={1.7} />} onClick={() => void remove()}>
          {t('crm.lead_ads.remove')}
        </Button>
      </div>
    </Section>
  )
}
