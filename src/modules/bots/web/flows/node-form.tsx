import { ActionIcon, Button, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { FlowDocument, FlowNode } from '#bots/contract/flow.ts'
import type { Fault } from '#bots/contract/flow-check.ts'
import { type Draft, withNode } from '#bots/web/flows/draft.ts'
import { FaultText } from '#bots/web/flows/check-list.tsx'
import { ActionFields } from '#bots/web/flows/action-fields.tsx'
import { ConditionFields } from '#bots/web/flows/condition-fields.tsx'
import { MenuFields, QuestionFields } from '#bots/web/flows/asking-fields.tsx'
import { FileField } from '#bots/web/files/file-field.tsx'
import { NextField, TextField } from '#bots/web/flows/parts.tsx'
import { withoutNodes } from '#bots/web/flows/nodes.ts'
import { listTeams } from '#identity/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Fields } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#bots/web/flows/parts.module.css'

export type NodeFieldsProps<N extends FlowNode = FlowNode> = {
  node: N
  document: FlowDocument
  /** `name`: keystrokes in the same field are one step back. */
  onChange: (change: Partial<N>, name: string) => void
}

type Props = { node: FlowNode; draft: Draft; faults: readonly Fault[]; onGone: () => void }

/** Everything about one node. */
export function NodeForm({ node, draft, faults, onGone }: Props) {
  const t = useT()
  const { document, change } = draft
  const onChange = (part: Record<string, unknown>, name: string) =>
    change(
      withNode(node.id, (before) => ({ ...before, ...part }) as FlowNode),
      `${node.id}.${name}`,
    )
  const isStart = document.start === node.id
  return (
    <div className={s.form}>
      <header className={s.formHead}>
        <h2>{t(`bots.nodes.${node.kind.replace('-', '_')}`)}</h2>
        <ActionIcon
          aria-label={t('bots.editor.remove')}
          onClick={() => {
            change((before) => withoutNodes(before, [node.id]))
            onGone()
          }}
        >
          <IconTrash size={16} stroke={1.7} />
        </ActionIcon>
      </header>
      <p className={s.formHint}>{t(`bots.node_hints.${node.kind.replace('-', '_')}`)}</p>
      {faults.length > 0 && (
        <ul className={s.formFaults}>
          {faults.map((fault) => (
            <li key={`${fault.rule}${fault.exitId}`} data-grave={fault.isGrave || undefined}>
              <FaultText fault={fault} />
            </li>
          ))}
        </ul>
      )}
      <Fields>
        <TextInput
          label={t('bots.editor.node_name')}
          value={node.name}
          maxLength={60}
          onChange={(event) => onChange({ name: event.currentTarget.value }, 'name')}
        />
        <KindFields node={node} document={document} onChange={onChange as never} />
        {!isStart && (
          <Button variant="default" onClick={() => change((before) => ({ ...before, start: node.id }))}>
            {t('bots.editor.make_start')}
          </Button>
        )}
      </Fields>
    </div>
  )
}

function KindFields({ node, document, onChange }: NodeFieldsProps) {
  switch (node.kind) {
    case 'menu':
      return <MenuFields node={node} document={document} onChange={onChange as never} />
    case 'question':
      return <QuestionFields node={node} document={document} onChange={onChange as never} />
    case 'condition':
      return <ConditionFields node={node} document={document} onChange={onChange as never} />
    case 'action':
      return <ActionFields node={node} document={document} onChange={onChange as never} />
    case 'answer':
      return <AnswerFields node={node} document={document} onChange={onChange as never} />
    case 'hand-off':
      return <HandOffFields node={node} document={document} onChange={onChange as never} />
    case 'go-to':
      return (
        <NextField
          label="bots.editor.goes_to"
          value={node.to}
          document={document}
          except={node.id}
          onChange={(to) => onChange({ to } as never, 'to')}
        />
      )
    case 'end':
      return <EndFields node={node} document={document} onChange={onChange as never} />
  }
}

function AnswerFields({ node, document, onChange }: NodeFieldsProps<Extract<FlowNode, { kind: 'answer' }>>) {
  const t = useT()
  return (
    <>
      <TextField label={t('bots.editor.text')} value={node.text} document={document} onChange={(text) => onChange({ text }, 'text')} />
      {node.link === null && <FileField file={node.file} onChange={(file) => onChange({ file }, 'file')} />}
      {node.file === null && (
        <Switch
          label={t('bots.editor.with_link')}
          checked={node.link !== null}
          onChange={(event) => onChange({ link: event.currentTarget.checked ? { text: '', url: '' } : null }, 'has-link')}
        />
      )}
      {node.link && (
        <>
          <TextInput
            label={t('bots.editor.link_text')}
            value={node.link.text}
            maxLength={20}
            onChange={(event) => onChange({ link: { text: event.currentTarget.value, url: node.link?.url ?? '' } }, 'link-text')}
          />
          <TextInput
            label={t('bots.editor.link_url')}
            value={node.link.url}
            type="url"
            placeholder="https://"
            onChange={(event) => onChange({ link: { text: node.link?.text ?? '', url: event.currentTarget.value } }, 'link-url')}
          />
        </>
      )}
      <NextField value={node.next} document={document} except={node.id} onChange={(next) => onChange({ next }, 'next')} />
    </>
  )
}

function HandOffFields({ node, document, onChange }: NodeFieldsProps<Extract<FlowNode, { kind: 'hand-off' }>>) {
  const t = useT()
  const { data } = useApi(listTeams, {})
  return (
    <>
      <Select
        label={t('bots.editor.team')}
        placeholder={t('bots.editor.any_team')}
        data={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={node.teamId}
        clearable
        onChange={(teamId) => onChange({ teamId }, 'team')}
      />
      <TextField
        label={t('bots.editor.hand_off_text')}
        value={node.text}
        document={document}
        onChange={(text) => onChange({ text }, 'text')}
      />
      <TextField
        label={t('bots.editor.away_text')}
        hint={t('bots.editor.away_hint')}
        value={node.awayText}
        document={document}
        onChange={(awayText) => onChange({ awayText }, 'away')}
      />
      <Textarea
        label={t('bots.editor.note')}
        description={t('bots.editor.note_hint')}
        value={node.note}
        maxLength={500}
        autosize
        minRows={2}
        onChange={(event) => onChange({ note: event.currentTarget.value }, 'note')}
      />
    </>
  )
}

function EndFields({ node, document, onChange }: NodeFieldsProps<Extract<FlowNode, { kind: 'end' }>>) {
  const t = useT()
  return (
    <>
      <TextField label={t('bots.editor.end_text')} value={node.text} document={document} onChange={(text) => onChange({ text }, 'text')} />
      <Switch
        label={t('bots.editor.resolves')}
        checked={node.resolves}
        onChange={(event) => onChange({ resolves: event.currentTarget.checked }, 'resolves')}
      />
    </>
  )
}
