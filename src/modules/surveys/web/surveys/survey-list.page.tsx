import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Survey } from '#surveys/contract/survey.ts'
import { deleteSurvey, listSurveys, updateSurvey } from '#surveys/contract/survey-api.ts'
import { useSurveysLive } from '#surveys/web/surveys.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'

/** Surveys of the business: what they ask, whether they are on, what they brought. */
export function SurveyListPage() {
  const t = useT()
  const navigate = useNavigate()
  const { data, error, refetch } = useApi(listSurveys, {})
  const onProblem = (_problem: unknown, text: string): void => void toast({ text, tone: 'bad' })
  const { send } = useSend(updateSurvey, { invalidates: [listSurveys], onProblem })
  const { send: drop } = useSend(deleteSurvey, { invalidates: [listSurveys], onProblem })
  useSurveysLive()
  useTitle(t('surveys.list.title'))
  const columns: Column<Survey>[] = [
    { name: 'name', header: t('surveys.list.name'), width: 'grow', card: 'title', cell: ({ name }) => name },
    { name: 'kind', header: t('surveys.list.kind'), width: 100, cell: ({ kind }) => t(`surveys.kinds_short.${kind}`) },
    {
      name: 'state',
      header: t('surveys.list.state'),
      width: 120,
      card: 'corner',
      cell: ({ isActive, archivedAt }) => (
        <Chip tone={isActive ? 'ok' : 'plain'}>{t(`surveys.list.${archivedAt ? 'archived' : isActive ? 'on' : 'off'}`)}</Chip>
      ),
    },
    {
      name: 'sent',
      header: t('surveys.list.sent'),
      width: 100,
      align: 'end',
      card: 'named',
      cell: ({ sentCount }) => <span className="num">{sentCount}</span>,
    },
    {
      name: 'answers',
      header: t('surveys.list.answers'),
      width: 110,
      align: 'end',
      card: 'named',
      cell: ({ answerCount }) => <span className="num">{answerCount}</span>,
    },
    {
      name: 'last',
      header: t('surveys.list.last'),
      width: 130,
      align: 'end',
      card: 'none',
      cell: ({ lastAnswerAt }) => lastAnswerAt && <RelativeTime at={lastAnswerAt} />,
    },
  ]
  const toResults = ({ id }: Survey): void => void navigate({ to: '/encuestas', search: { encuesta: id } as never })
  const rowHref = ({ id, archivedAt }: Survey): string => (archivedAt ? `/encuestas?encuesta=${id}` : `/ajustes/encuestas/${id}`)
  const remove = async ({ id, name }: Survey): Promise<void> => {
    const isSure = await confirm({
      title: t('surveys.list.delete_title', { name }),
      text: t('surveys.list.delete_hint'),
      confirm: t('surveys.list.delete'),
      isDangerous: true,
    })
    if (isSure) await drop({ id }).catch(() => {})
  }
  const create = (
    <Button component={Link} to="/ajustes/encuestas/nueva" leftSection={<IconPlus size={15} />}>
      {t('surveys.list.create')}
    </Button>
  )
  return (
    <ListPage<Survey>
      title={t('surveys.list.title')}
      hint={t('surveys.list.hint')}
      back="/ajustes"
      actions={create}
      grid={{
        label: t('surveys.list.title'),
        rows: data?.items,
        columns,
        rowId: ({ id }) => id,
        rowName: ({ name }) => name,
        error,
        onRetry: () => void refetch(),
        empty: <EmptyState drawing="chart" title={t('surveys.list.empty_title')} hint={t('surveys.list.empty_hint')} />,
        rowHref,
        rowMenu: (survey) => (
          <>
            <Menu.Item onClick={() => toResults(survey)}>{t('surveys.list.results')}</Menu.Item>
            {survey.archivedAt === null && (
              <>
                <Menu.Item component={Link} to={rowHref(survey)}>
                  {t('web.action.edit')}
                </Menu.Item>
                <Menu.Item
                  onClick={() => void send({ id: survey.id, isActive: !survey.isActive }, { ifMatch: survey.version }).catch(() => {})}
                >
                  {t(survey.isActive ? 'surveys.list.turn_off' : 'surveys.list.turn_on')}
                </Menu.Item>
                <Menu.Item color="red" onClick={() => void remove(survey)}>
                  {t('surveys.list.delete')}
                </Menu.Item>
              </>
            )}
          </>
        ),
      }}
    />
  )
}
