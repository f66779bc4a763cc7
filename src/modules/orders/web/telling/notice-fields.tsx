import { Switch, Textarea } from '@mantine/core'
import { useRef, type ReactNode } from 'react'
import type { Notice } from '#orders/contract/notice.ts'
import { filled, noticeVariables, unknownIn, type NoticeVariable } from '#orders/contract/notice-text.ts'
import s from '#orders/web/telling/notices.module.css'
import { OrderTemplate } from '#orders/web/telling/order-template.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSession } from '#web/session.ts'
import { AddChip } from '#web/ui/marks.tsx'

type Props = {
  notice: Notice
  /** `errorsWithin` of the form, from this step on. */
  errorsWithin: (path: keyof Notice) => Readonly<Record<string, ReactNode>>
  onChange: (changes: Partial<Notice>) => void
}

/** One step: whether it is told, in which words, and what goes out when only templates get through. */
export function NoticeFields({ notice, errorsWithin, onChange }: Props) {
  const t = useT()
  const box = useRef<HTMLTextAreaElement>(null)
  const { state, isOn, text, template } = notice
  const sample = useSample()
  const [unknown] = unknownIn(text)
  const offered = noticeVariables.filter((name) => name !== 'reason' || state === 'cancelled')
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
            error={unknown ? t('orders.problems.notice_variable_unknown', { variable: unknown }) : errorsWithin('text')['']}
          />
          <div className={s.variables} role="group" aria-label={t('orders.telling.insert')}>
            {offered.map((name) => (
              <AddChip key={name} onClick={() => insert(name)}>
                {t(`orders.telling.variables.${name}`)}
              </AddChip>
            ))}
          </div>
          <p className={s.preview} aria-label={t('orders.telling.preview')}>
            {filled(text, sample)}
          </p>
          <OrderTemplate
            label={t('orders.telling.template')}
            hint={t('orders.telling.template_hint')}
            value={template}
            variables={offered}
            unknownIn={unknownIn}
            errors={errorsWithin('template')}
            onChange={(chosen) => onChange({ template: chosen })}
          />
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
