import { ActionIcon, Tooltip } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { listTemplates } from '#conversations/contract/template-api.ts'
import { fieldsOf, filled } from '#conversations/contract/template-text.ts'
import type { Template } from '#conversations/contract/template.ts'
import { CostLine, useCosts } from '#conversations/web/rates/costs.tsx'
import { type Chosen, TemplateFill } from '#conversations/web/templates/template-fill.tsx'
import { useFieldWords } from '#conversations/web/templates/field-words.ts'
import { titleOf } from '#conversations/web/templates/template-marks.tsx'
import { usePrefilled } from '#conversations/web/templates/prefilled.ts'
import { fits, plain } from '#web/fits.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { withoutMarks } from '#web/message-marks.ts'
import { useApi } from '#web/query.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import s from '#conversations/web/templates/template-picker.module.css'

type Props = {
  conversation: Conversation
  channelId: string
  /** Why only a template gets through; null when it was asked for. */
  block: 'window-closed' | 'never-wrote' | null
  /** Since when, if there ever was a window. */
  closedAt: string | null
  hasDraft: boolean
  onSend: (chosen: Chosen) => void
  onClose?: () => void
}

const mostRecent = 3

/** Approved templates of the number, and then the blanks of the chosen one. */
export function TemplatePicker({ conversation, channelId, block, closedAt, hasDraft, onSend, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const [chosen, setChosen] = useState<Template | null>(null)
  const { data, error, refetch } = useApi(
    listTemplates,
    { channelId, filter: ['state:eq:approved'], sort: '-usedAt', limit: 200 },
    { staleTime: 60_000 },
  )
  const usable = useMemo(() => data?.items.filter(({ isFillable }) => isFillable), [data])
  if (chosen)
    return <TemplateFill key={chosen.id} template={chosen} conversation={conversation} onBack={() => setChosen(null)} onSend={onSend} />
  return (
    <section className={s.picker} aria-label={t('conversations.templates.picker.title')}>
      {block && (
        <p className={s.why} role="status">
          {t(`conversations.blocks.${block}`)}
          {closedAt && <small>{t('conversations.window.closed_at', { at: `${format.day(closedAt)} ${format.hour(closedAt)}` })}</small>}
          {hasDraft && <small>{t('conversations.composer.draft_kept')}</small>}
        </p>
      )}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : usable ? (
        <Choice
          templates={usable}
          conversation={conversation}
          takesFocus={block === null}
          onChoose={setChosen}
          {...(onClose && { onClose })}
        />
      ) : (
        <ListBones rows={3} />
      )}
    </section>
  )
}

type ChoiceProps = {
  templates: readonly Template[]
  conversation: Conversation
  takesFocus: boolean
  onChoose: (template: Template) => void
  onClose?: () => void
}

function Choice({ templates, conversation, takesFocus, onChoose, onClose }: ChoiceProps) {
  const t = useT()
  const costs = useCosts(conversation.id)
  const prefilled = usePrefilled(conversation)
  const gapsOf = useGaps()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (takesFocus) field.current?.focus()
  }, [takesFocus])
  const words = plain(typed)
  const found = templates.filter(({ name, design }) => !words || fits(words, { label: name.replaceAll('_', ' '), under: design.body }))
  const recent = words ? 0 : Math.min(mostRecent, found.filter(({ usedAt }) => usedAt !== null).length)
  const current = Math.min(at, Math.max(0, found.length - 1))
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [current])

  if (templates.length === 0) {
    return (
      <p className={s.none}>
        {t('conversations.templates.picker.none')} <Link to="/ajustes/plantillas">{t('conversations.templates.picker.manage')}</Link>
      </p>
    )
  }
  const press = (event: React.KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const template = found[current]
    if (move) setAt((current + move + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter' && template) onChoose(template)
    else if (event.key === 'Escape' && typed) setTyped('')
    else if (event.key === 'Escape' && onClose) onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <div className={s.search}>
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <input
          ref={field}
          type="search"
          role="combobox"
          aria-expanded
          aria-controls="template-choices"
          aria-activedescendant={found[current] ? `template-${found[current].id}` : undefined}
          aria-label={t('conversations.templates.picker.search')}
          placeholder={t('conversations.templates.picker.search')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
        {onClose && (
          <Tooltip label={t('conversations.templates.picker.close')}>
            <ActionIcon aria-label={t('conversations.templates.picker.close')} onClick={onClose}>
              <IconX size={16} stroke={1.8} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {found.length === 0 && <p className={s.none}>{t('conversations.templates.picker.none_fits')}</p>}
      <ul ref={list} id="template-choices" role="listbox" aria-label={t('conversations.templates.picker.title')} className={s.list}>
        {found.map((template, i) => (
          <li
            key={template.id}
            id={`template-${template.id}`}
            role="option"
            aria-selected={i === current}
            data-group={
              recent > 0 && i === 0
                ? t('conversations.templates.picker.recent')
                : recent > 0 && i === recent
                  ? t('conversations.templates.picker.others')
                  : undefined
            }
            onPointerMove={() => setAt(i)}
            onClick={() => onChoose(template)}
          >
            <b>
              {titleOf(template.name)}
              <small>{template.language.replace('_', '-')}</small>
            </b>
            <span>{withoutMarks(filled(template.design.body, 'body', { ...gapsOf(template), ...prefilled(template) }))}</span>
            <CostLine quote={costs?.templates[template.category]} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** What stands for a value that is not known yet: its example where it has only a number, otherwise its name. */
function useGaps(): (template: Template) => Record<string, string> {
  const wordOf = useFieldWords()
  return ({ design }) =>
    Object.fromEntries(fieldsOf(design).map((field) => [field.key, `[${(/^\d+$/.test(field.name) && field.example) || wordOf(field)}]`]))
}
