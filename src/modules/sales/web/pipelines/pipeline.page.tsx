import { Select, Switch, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { createPipeline, listPipelines, updatePipeline } from '#sales/contract/pipeline-api.ts'
import type { Pipeline, WritePipeline } from '#sales/contract/pipeline.ts'
import { currencies } from '#web/money-input.ts'
import { askPipelinesAgain } from '#sales/web/deals/deals.live.ts'
import { usePipelines } from '#sales/web/pipelines/pipelines.queries.ts'
import { RemapDialog } from '#sales/web/pipelines/remap-dialog.tsx'
import { StageList } from '#sales/web/pipelines/stage-list.tsx'
import { draftOf, movedRefusals, type StageDraft, usualDrafts, writtenStages } from '#sales/web/pipelines/stage-draft.ts'
import { ApiProblem, type CallOptions } from '#web/api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

/** One pipeline: its name, and its stages in their order. */
export function PipelineSettingsPage() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const { all, error, refetch } = usePipelines()
  const pipeline = all?.find((one) => one.id === id)
  if (!all) return error ? <ErrorState error={error} onRetry={refetch} isPage /> : <PageBones />
  if (id !== 'nuevo' && !pipeline) return <ErrorState error={new ApiProblem({ code: 'sales.pipeline_not_found', status: 404 })} isPage />
  return <Known key={id} pipeline={pipeline} />
}

type Values = Omit<WritePipeline, 'currency' | 'stages'> & { currency: string; stages: StageDraft[] }
type Asking = { stageId: string; stage: string; count: number }

function Known({ pipeline }: { pipeline: Pipeline | undefined }) {
  const t = useT()
  const { region } = useFormat()
  const { brands } = useSession()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const page = useRef<HTMLFormElement>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const done = () => {
    askPipelinesAgain(queryClient)
    void toast({ text: t('sales.settings.saved'), name: 'pipeline' })
  }
  const { send: create } = useSend(createPipeline, { onDone: done })
  const { send: update } = useSend(updatePipeline, { rereads: [listPipelines], onDone: done })
  const save = async (values: Values, begun: CallOptions): Promise<void> => {
    const input = { ...values, currency: values.currency as WritePipeline['currency'], stages: writtenStages(values.stages) }
    try {
      if (pipeline) await update({ id: pipeline.id, ...input }, begun)
      else await create(input)
      void navigate({ to: '/ajustes/embudos', ignoreBlocker: true })
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'sales.stage_has_deals') setAsking(error.details as Asking)
      throw error
    }
  }
  const form = useContractForm<Values>({
    version: pipeline?.version,
    initialValues: {
      name: pipeline?.name ?? '',
      brandId: pipeline?.brandId ?? null,
      currency: pipeline?.currency ?? region.currency,
      asksNextStep: pipeline?.asksNextStep ?? false,
      stages: pipeline ? pipeline.stages.map(draftOf) : usualDrafts(t),
      remaps: [],
    },
    validate: { name: (name) => (name.trim() === '' ? t('sales.settings.name_missing') : null) },
    save,
  })
  const values = form.getValues()
  const changeStages = (stages: StageDraft[]) => {
    form.setErrors((refusals) => movedRefusals(refusals, values.stages, stages))
    form.setFieldValue('stages', stages)
  }
  return (
    <Page title={pipeline?.name ?? t('sales.settings.new')} back="/ajustes/embudos" narrow>
      <UnsavedGuard when={form.isDirty()} />
      <CheckedForm ref={page} form={form}>
        <Fields>
          <FormProblem form={form} />
          <TextInput label={t('sales.settings.name')} maxLength={80} {...form.field('name')} />
          <FieldRow>
            <Select label={t('sales.form.currency')} data={[...currencies]} allowDeselect={false} {...form.field('currency')} />
            {brands.length > 1 && (
              <Select
                label={t('sales.form.brand')}
                placeholder={t('sales.settings.all_brands')}
                data={brands.map(({ id, name }) => ({ value: id, label: name }))}
                clearable
                {...form.field('brandId')}
              />
            )}
          </FieldRow>
          <Switch
            label={t('sales.settings.asks_next_step')}
            description={t('sales.settings.asks_next_step_hint')}
            {...form.field('asksNextStep', { type: 'checkbox' })}
          />
        </Fields>
        <Section title={t('sales.settings.stages')} hint={t('sales.settings.stages_hint')}>
          <StageList stages={values.stages} refusals={form.errors} onChange={changeStages} />
        </Section>
        <FormButtons
          submit={t('sales.settings.save')}
          isSaving={form.isSaving}
          onCancel={() => void navigate({ to: '/ajustes/embudos' })}
        />
      </CheckedForm>
      {asking && (
        <RemapDialog
          stage={asking.stage}
          count={asking.count}
          stages={values.stages}
          onClose={() => setAsking(null)}
          onChoose={(toStageId) => {
            const others = values.remaps.filter(({ stageId }) => stageId !== asking.stageId)
            form.setFieldValue('remaps', [...others, { stageId: asking.stageId, toStageId }])
            setAsking(null)
            page.current?.requestSubmit()
          }}
        />
      )}
    </Page>
  )
}
