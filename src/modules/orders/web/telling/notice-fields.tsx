import { Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useRef, type ReactNode } from 'react'
import { listTemplates } from '#conversations/contract/template-api.ts'
import { fieldsOf } from '#conversations/contract/template-text.ts'
import type { Notice } from '#orders/contract/notice.ts'
import { filled, noticeVariables, unknownIn, type NoticeVariable } from '#orders/contract/notice-text.ts'
import s from '#orders/web/telling/notices.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { AddChip } from '#web/ui/marks.tsx'

type Props = { notice: Notice; error?: ReactNode; onChange: (changes: Partial<Notice>) => void }

/** One step: whether it is told, in which words, and what goes out when only templates get through. */
export function NoticeFields({ notice, error, onChange }: Props) {
  const t = useT()
  const box = useRef<HTMLTextAreaElement>(null)
  const { state, isOn, text } = notice
  const sample = useSample()
  const [unknown] = unknownIn(text)
  const insert = (name: NoticeVariable) => {
    const [from, to] = [box.current?.selectionStart ?? text.length, box.current?.selectionEnd ?? text.length]
    const token = `{{${name}}}`
    onChange({ text: `${text.slice(0, from)}${token}${text.slice(to)}` })
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(from + token.length, from + token.length)
    })
  }
  return (
    <li className={s.notice}>
      <Switch
        label={t(`orders.states.${state}`)}
        description={isOn ? undefined : t('orders.telling.off')}
        checked={isOn}
        onChange={(event) => onChange({ isOn: event.currentTarget.checked })}
      />
      {isOn && (
        <div className={s.fields}>
          <Textarea
            ref={box}
            label={t('orders.telling.text')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={1000}
            value={text}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
            error={unknown ? t('orders.problems.notice_variable_unknown', { variable: unknown }) : error}
          />
          <div className={s.variables} role="group" aria-label={t('orders.telling.insert')}>
            {noticeVariables
              .filter((name) => name !== 'reason' || state === 'cancelled')
              .map((name) => (
                <AddChip key={name} onClick={() => insert(name)}>
                  {t(`orders.telling.variables.${name}`)}
                </AddChip>
              ))}
          </div>
          <p className={s.preview} aria-label={t('orders.telling.preview')}>
            {filled(text, sample)}
          </p>
          <TemplateChoice notice={notice} onChange={onChange} />
        </div>
      )}
    </li>
  )
}

/** As a customer would read it. */
function useSample(): Record<NoticeVariable, string> {
  const t = useT()
  const format = useFormat()
  const { brands } = useSession()
  return {
    clientName: t('orders.telling.sample.clientName'),
    orderNumber: t('orders.telling.sample.orderNumber'),
    total: format.money(1_250_000),
    minutes: '30',
    deliveryName: t('orders.telling.sample.deliveryName'),
    brandName: brands[0]?.name ?? '',
    reason: t('orders.telling.sample.reason'),
  }
}

function TemplateChoice({ notice: { template }, onChange }: Pick<Props, 'notice' | 'onChange'>) {
  const t = useT()
  const { data } = useApi(listTemplates, { limit: 200 })
  const templates = (data?.items ?? []).filter(({ state, isFillable }) => state === 'approved' && isFillable)
  const chosen = templates.find(({ id }) => id === template?.templateId)
  const gaps = chosen ? fieldsOf(chosen.design) : []
  const choose = (id: string | null) => {
    const design = templates.find((one) => one.id === id)?.design
    const usual = design ? fieldsOf(design).map(({ key }, i) => [key, i === 0 ? '{{clientName}}' : '{{orderNumber}}']) : []
    onChange({ template: id === null ? null : { templateId: id, values: Object.fromEntries(usual) } })
  }
  return (
    <>
      <Select
        label={t('orders.telling.template')}
        description={t('orders.telling.template_hint')}
        placeholder={t('orders.telling.template_none')}
        data={templates.map(({ id, name, language }) => ({ value: id, label: `${name} · ${language}` }))}
        value={template?.templateId ?? null}
        onChange={choose}
        clearable
        searchable
      />
      {chosen && <p className={s.preview}>{chosen.design.body}</p>}
      {template &&
        gaps.map(({ key, name }) => (
          <TextInput
            key={key}
            label={t('orders.telling.value', { name: name || key })}
            maxLength={300}
            value={template.values[key] ?? ''}
            onChange={(event) => onChange({ template: { ...template, values: { ...template.values, [key]: event.currentTarget.value } } })}
          />
        ))}
    </>
  )
}
