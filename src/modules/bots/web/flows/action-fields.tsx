import { Select, Textarea, TextInput } from '@mantine/core'
import { listActions } from '#bots/contract/flow-api.ts'
import type { FlowNode } from '#bots/contract/flow.ts'
import type { NodeFieldsProps } from '#bots/web/flows/node-form.tsx'
import { NextField } from '#bots/web/flows/parts.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

/** `crm.add-tag` is `crm.flow_actions.add-tag`. */
export const wordsOfAction = (code: string): string => code.replace('.', '.flow_actions.')

export function ActionFields({ node, document, onChange }: NodeFieldsProps<Extract<FlowNode, { kind: 'action' }>>) {
  const t = useT()
  const { data } = useApi(listActions, {})
  const actions = data?.items ?? []
  const action = actions.find(({ code }) => code === node.action)
  const set = (name: string, value: string) => onChange({ input: { ...node.input, [name]: value } }, `input.${name}`)
  return (
    <>
      <Select
        label={t('bots.editor.action')}
        data={actions.map(({ code }) => ({ value: code, label: t(`${wordsOfAction(code)}.title`) }))}
        value={node.action || null}
        allowDeselect={false}
        {...(action && { description: t(`${wordsOfAction(action.code)}.hint`) })}
        onChange={(code) => onChange({ action: code ?? '', input: {} }, 'action')}
      />
      {action?.fields.map(({ name, kind, isRequired, choices }) => {
        const label = t(`${wordsOfAction(action.code)}.fields.${name}`)
        const value = node.input[name] ?? ''
        if (choices)
          return (
            <Select
              key={name}
              label={label}
              data={choices}
              value={value || null}
              withAsterisk={isRequired}
              searchable
              clearable={!isRequired}
              onChange={(chosen) => set(name, chosen ?? '')}
            />
          )
        const Field = kind === 'long' ? Textarea : TextInput
        return (
          <Field
            key={name}
            label={label}
            value={value}
            withAsterisk={isRequired}
            maxLength={2000}
            onChange={(event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value)}
          />
        )
      })}
      <NextField value={node.next} document={document} except={node.id} onChange={(next) => onChange({ next }, 'next')} />
      <NextField
        label="bots.exits.failed"
        value={node.failed}
        document={document}
        except={node.id}
        onChange={(failed) => onChange({ failed }, 'failed')}
      />
    </>
  )
}
