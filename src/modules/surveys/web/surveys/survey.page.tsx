import { useNavigate, useParams } from '@tanstack/react-router'
import type { Survey } from '#surveys/contract/survey.ts'
import { createSurvey, getSurvey, listSurveys, updateSurvey } from '#surveys/contract/survey-api.ts'
import { draftOf, newDraft } from '#surveys/web/surveys/draft.ts'
import { SurveyForm } from '#surveys/web/surveys/survey-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useLocale } from '#web/i18n/locale.ts'
import { useApi, useSend } from '#web/query.ts'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

const list = '/ajustes/encuestas'

export function NewSurveyPage() {
  const t = useT()
  const navigate = useNavigate()
  const [locale] = useLocale()
  const { send } = useSend(createSurvey, { invalidates: [listSurveys] })
  return (
    <Page title={t('surveys.editor.new_title')} back={list}>
      <SurveyForm
        start={newDraft(t, locale)}
        isNew
        save={async (draft) => {
          await send(draft)
          void toast({ text: t('surveys.editor.created') })
          void navigate({ to: list, ignoreBlocker: true })
        }}
      />
    </Page>
  )
}

export function SurveyPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(getSurvey, { id })
  return (
    <Page title={data?.name ?? t('surveys.editor.title')} back={list}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Known key={data.id} survey={data} />
      ) : (
        <PageBones kind="record" />
      )}
    </Page>
  )
}

function Known({ survey }: { survey: Survey }) {
  const t = useT()
  const { send } = useSend(updateSurvey, {
    invalidates: [listSurveys, getSurvey],
    rereads: [getSurvey],
    onDone: () => void toast({ text: t('surveys.editor.saved') }),
  })
  return (
    <SurveyForm
      start={draftOf(survey)}
      version={survey.version}
      save={(draft, begun) => {
        const { kind: _fixed, ...changes } = draft
        return send({ id: survey.id, ...changes }, begun)
      }}
    />
  )
}
