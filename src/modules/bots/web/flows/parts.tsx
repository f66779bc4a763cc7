import { Menu, Select, Textarea, UnstyledButton } from '@mantine/core'
import { useRef } from 'react'
import type { FlowDocument } from '#bots/contract/flow.ts'
import { builtInVariables } from '#bots/contract/flow-check.ts'
import { titleOf, variablesOf } from '#bots/web/flows/nodes.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#bots/web/flows/parts.module.css'

/** Where a way leads. Every node can be reached from here, without the board. */
export function NextField({
  label = 'bots.editor.next',
  value,
  document,
  except,
  onChange,
}: {
  label?: string
  value: string | null
  document: FlowDocument
  except?: string
  onChange: (to: string | null) => void
}) {
  const t = useT()
  const data = document.nodes
    .filter(({ id }) => id !== except)
    .map((node, i) => ({
      value: node.id,
      label: `${i + 1}. ${titleOf(node).slice(0, 40) || t(`bots.nodes.${node.kind.replace('-', '_')}`)}`,
    }))
  return (
    <Select
      label={t(label)}
      placeholder={t('bots.editor.choose_next')}
      data={data}
      value={value}
      searchable
      clearable
      nothingFoundMessage={t('bots.editor.no_nodes')}
      onChange={onChange}
    />
  )
}

/** What the customer reads, with what has been asked for put in by name. */
export function TextField({
  label,
  hint,
  value,
  document,
  onChange,
}: {
  label: string
  hint?: string
  value: string
  document: FlowDocument
  onChange: (text: string) => void
}) {
  const t = useT()
  const box = useRef<HTMLTextAreaElement>(null)
  const put = (name: string) => {
    const at = box.current?.selectionStart ?? value.length
    onChange(`${value.slice(0, at)}{{${name}}}${value.slice(box.current?.selectionEnd ?? at)}`)
    box.current?.focus()
  }
  return (
    <div className={s.textField}>
      <Textarea
        ref={box}
        label={label}
        description={hint}
        value={value}
        maxLength={4096}
        autosize
        minRows={2}
        maxRows={10}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <UnstyledButton className={s.putVariable} aria-label={t('bots.editor.variables_for', { field: label })}>
            {'{ }'}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {builtInVariables.map((name) => (
            <Menu.Item key={name} onClick={() => put(name)}>
              {t(`bots.variables.${name}`)}
            </Menu.Item>
          ))}
          {variablesOf(document).map((name) => (
            <Menu.Item key={name} onClick={() => put(name)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
