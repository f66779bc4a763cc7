import { Button } from '@mantine/core'
import { IconFlask, IconPaperclip, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listAnswers } from '#bots/contract/answer-api.ts'
import type { KnownAnswer } from '#bots/contract/answer.ts'
import { canManageAnswers } from '#bots/contract/permissions.ts'
import { AnswerDialog } from '#bots/web/answers/answer-dialog.tsx'
import { TryDialog } from '#bots/web/answers/try-dialog.tsx'
import { spoken } from '#bots/web/answers/spoken.ts'
import { fits, plain } from '#web/fits.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { CutText } from '#web/ui/ready-text.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import s from '#bots/web/answers/answers.module.css'

/** The questions that are asked again and again, with their answers, and a place to try them. */
export function AnswerListPage() {
  const t = useT()
  const may = useMay()
  const { brands } = useSession()
  const [words, setWords] = useState('')
  const [opened, setOpened] = useState<KnownAnswer | 'new' | 'try' | null>(null)
  const { data, error, refetch } = useApi(listAnswers, {})
  const mayChange = may(canManageAnswers)
  const typed = plain(words)
  const rows = data?.items.filter(
    ({ questions, text, category }) => !typed || fits(typed, { label: questions.join(' '), under: `${category} ${text}` }),
  )
  const create = mayChange && (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setOpened('new')}>
      {t('bots.answers.new')}
    </Button>
  )
  const columns: Column<KnownAnswer>[] = [
    {
      name: 'question',
      header: t('bots.answers.question'),
      width: 300,
      card: 'title',
      cell: ({ questions }) => (
        <span className={s.question}>
          <b>{questions[0]}</b>
          {questions.length > 1 && (
            <small className="num" title={t('bots.answers.more', { count: questions.length - 1 })}>
              +{questions.length - 1}
            </small>
          )}
        </span>
      ),
    },
    {
      name: 'text',
      header: t('bots.answers.text'),
      width: 'grow',
      cell: ({ text, file }) => (
        <CutText title={file?.name}>
          {file && <IconPaperclip size={13} stroke={1.7} aria-label={file.name} />} {spoken(text, t)}
        </CutText>
      ),
    },
    { name: 'category', header: t('bots.answers.category'), width: 130, card: 'none', cell: ({ category }) => category },
    ...(brands.length > 1
      ? [
          {
            name: 'brand',
            header: t('bots.answers.brand'),
            width: 130,
            cell: ({ brandId }: KnownAnswer) => brands.find(({ id }) => id === brandId)?.name ?? t('bots.answers.every_brand'),
          },
        ]
      : []),
    {
      name: 'state',
      header: t('bots.answers.state'),
      width: 110,
      card: 'corner',
      cell: ({ isActive }) => (isActive ? <Chip tone="ok">{t('bots.answers.on')}</Chip> : <Chip>{t('bots.answers.off')}</Chip>),
    },
  ]
  const hasAny = (data?.items.length ?? 0) > 0
  const close = () => setOpened(null)
  return (
    <>
      <ListPage
        title={t('bots.answers.title')}
        hint={t('bots.answers.long_hint')}
        back="/ajustes"
        actions={
          hasAny && (
            <>
              <Button variant="default" leftSection={<IconFlask size={15} />} onClick={() => setOpened('try')}>
                {t('bots.answers.try')}
              </Button>
              {create}
            </>
          )
        }
        {...(hasAny && { bar: { search: { value: words, onChange: setWords, placeholder: t('bots.answers.search') } } })}
        grid={{
          label: t('bots.answers.title'),
          rows,
          columns,
          rowId: ({ id }) => id,
          rowName: ({ questions }) => questions[0] ?? '',
          ...(mayChange && { onOpen: setOpened }),
          error,
          onRetry: () => void refetch(),
          empty: hasAny ? (
            <NoResults onClear={() => setWords('')} />
          ) : (
            <EmptyState drawing="chat" title={t('bots.answers.empty')} hint={t('bots.answers.empty_hint')} actions={create} />
          ),
        }}
      />
      {opened === 'try' && <TryDialog onClose={close} />}
      {opened && opened !== 'try' && (
        <AnswerDialog key={opened === 'new' ? 'new' : opened.id} answer={opened === 'new' ? null : opened} onClose={close} />
      )}
    </>
  )
}
