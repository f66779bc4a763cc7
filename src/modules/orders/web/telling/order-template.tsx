import type { ReactNode } from 'react'
import type { NoticeTemplate } from '#orders/contract/notice.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { TemplatePart } from '#web/template-part.tsx'

type Props = {
  label: string
  hint?: string
  value: NoticeTemplate | null
  /** What may stand in its gaps, what usually does first. */
  variables: readonly string[]
  unknownIn: (text: string) => string[]
  errors: Readonly<Record<string, ReactNode>>
  onChange: (template: NoticeTemplate | null) => void
}

/** The approved message that goes out of the shop where free text may not, with what it has to say of an order in its gaps. */
export function OrderTemplate({ variables, unknownIn, errors, value, ...field }: Props) {
  const t = useT()
  const unknown = Object.entries(value?.values ?? {}).flatMap(([key, text]) =>
    unknownIn(text).map((variable) => [`values.${key}`, t('orders.problems.notice_variable_unknown', { variable })]),
  )
  return (
    <TemplatePart
      {...field}
      value={value}
      tokens={variables.map((name) => ({ token: `{{${name}}}`, label: t(`orders.telling.variables.${name}`) }))}
      errors={{ ...errors, ...(Object.fromEntries(unknown) as Record<string, ReactNode>) }}
    />
  )
}
