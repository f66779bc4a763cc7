import { Button, Textarea } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useRef } from 'react'
import { templateLimits } from '#conversations/contract/template-rules.ts'
import { variablesOf } from '#conversations/contract/template-text.ts'
import type { TemplateDesign } from '#conversations/contract/template.ts'
import type { Complaint } from '#conversations/web/templates/template-editor.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/templates/templates.module.css'

type Props = { design: TemplateDesign; complaint: Complaint; onChange: (change: Partial<TemplateDesign>) => void }

/** The text, with a button that puts the next variable where the caret stands. */
export function BodyField({ design: { body, variables }, complaint, onChange }: Props) {
  const t = useT()
  const format = useFormat()
  const field = useRef<HTMLTextAreaElement>(null)
  const insert = () => {
    const used = variablesOf(body)
    const name = variables === 'positional' ? String(used.length + 1) : `dato_${used.length + 1}`
    const at = field.current?.selectionStart ?? body.length
    const token = `{{${name}}}`
    onChange({ body: `${body.slice(0, at)}${token}${body.slice(field.current?.selectionEnd ?? at)}` })
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(at + token.length, at + token.length)
    })
  }
  const length = Array.from(body).length
  return (
    <div>
      <Textarea
        ref={field}
        label={t('conversations.templates.body')}
        minRows={4}
        maxRows={14}
        autosize
        value={body}
        error={complaint('design.body')}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
      <div className={s.below}>
        <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconBraces size={14} />} onClick={insert}>
          {t('conversations.templates.add_variable')}
        </Button>
        <span className="num" data-over={length > templateLimits.body || undefined}>
          {format.number(length)} / {format.number(templateLimits.body)}
        </span>
      </div>
    </div>
  )
}
