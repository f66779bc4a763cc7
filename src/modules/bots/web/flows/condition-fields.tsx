import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { FlowDocument, FlowNode, Test } from '#bots/contract/flow.ts'
import { newPartId, variablesOf } from '#bots/web/flows/nodes.ts'
import type { NodeFieldsProps } from '#bots/web/flows/node-form.tsx'
import { NextField } from '#bots/web/flows/parts.tsx'
import { TagField } from '#bots/web/flows/tag-field.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#bots/web/flows/parts.module.css'

const subjects = ['hours', 'variable', 'intent', 'sentiment', 'language', 'tag', 'customer'] as const
const ops = ['is', 'is-not', 'contains', 'at-least', 'at-most', 'filled', 'empty'] as const
/** Subjects of which there are only so many values. */
const values: Partial<Record<Test['subject'], readonly string[]>> = {
  hours: ['open', 'closed'],
  intent: ['order', 'price', 'stock', 'schedule', 'payment', 'complaint', 'human', 'greeting'],
  sentiment: ['negative', 'neutral', 'positive'],
  language: ['es', 'pt', 'en'],
  customer: ['new', 'returning', 'vip'],
}

type Node = Extract<FlowNode, { kind: 'condition' }>
type Case = Node['cases'][number]

export function ConditionFields({ node, document, onChange }: NodeFieldsProps<Node>) {
  const t = useT()
  const setCase = (id: string, part: Partial<Case>, name: string) =>
    onChange({ cases: node.cases.map((one) => (one.id === id ? { ...one, ...part } : one)) }, `${id}.${name}`)
  return (
    <>
      {node.cases.map((one, i) => (
        <fieldset key={one.id} className={s.option}>
          <legend>{t('bots.editor.case', { number: i + 1 })}</legend>
          <div className={s.optionHead}>
            <TextInput
              aria-label={t('bots.editor.case_name')}
              placeholder={t('bots.editor.case_name')}
              value={one.name}
              maxLength={60}
              onChange={(event) => setCase(one.id, { name: event.currentTarget.value }, 'name')}
            />
            <ActionIcon
              aria-label={t('bots.editor.remove_case')}
              onClick={() => onChange({ cases: node.cases.filter(({ id }) => id !== one.id) }, `remove${one.id}`)}
            >
              <IconTrash size={15} stroke={1.7} />
            </ActionIcon>
          </div>
          {one.tests.map((test, j) => (
            <TestFields
              // A test has no name of its own: its place is what it is.
              key={j}
              test={test}
              document={document}
              onChange={(part) =>
                setCase(one.id, { tests: one.tests.map((other, k) => (k === j ? { ...other, ...part } : other)) }, `test${j}`)
              }
              onRemove={() => setCase(one.id, { tests: one.tests.filter((_, k) => k !== j) }, `remove${j}`)}
            />
          ))}
          <Button
            variant="default"
            leftSection={<IconPlus size={15} />}
            disabled={one.tests.length >= 10}
            onClick={() =>
              setCase(one.id, { tests: [...one.tests, { subject: 'hours', name: '', op: 'is', value: 'open' }] }, `add${one.tests.length}`)
            }
          >
            {t('bots.editor.add_test')}
          </Button>
          <NextField value={one.next} document={document} except={node.id} onChange={(next) => setCase(one.id, { next }, 'next')} />
        </fieldset>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={15} />}
        disabled={node.cases.length >= 20}
        onClick={() =>
          onChange({ cases: [...node.cases, { id: newPartId(), name: '', tests: [], next: null }] }, `add${node.cases.length}`)
        }
      >
        {t('bots.editor.add_case')}
      </Button>
      <NextField
        label="bots.exits.otherwise"
        value={node.otherwise}
        document={document}
        except={node.id}
        onChange={(otherwise) => onChange({ otherwise }, 'otherwise')}
      />
    </>
  )
}

type TestProps = { test: Test; document: FlowDocument; onChange: (part: Partial<Test>) => void; onRemove: () => void }

function TestFields({ test, document, onChange, onRemove }: TestProps) {
  const t = useT()
  const choices = values[test.subject]
  const isVariable = test.subject === 'variable'
  const needsValue = test.op !== 'filled' && test.op !== 'empty'
  return (
    <div className={s.test}>
      <Select
        aria-label={t('bots.editor.what')}
        data={subjects.map((value) => ({ value, label: t(`bots.subjects.${value}`) }))}
        value={test.subject}
        allowDeselect={false}
        onChange={(subject) => {
          const next = (subject ?? 'hours') as Test['subject']
          onChange({ subject: next, op: 'is', name: '', value: values[next]?.[0] ?? '' })
        }}
      />
      {isVariable && (
        <Select
          aria-label={t('bots.editor.variable')}
          data={variablesOf(document)}
          value={test.name || null}
          onChange={(name) => onChange({ name: name ?? '' })}
        />
      )}
      <Select
        aria-label={t('bots.editor.how')}
        data={(isVariable ? ops : ops.slice(0, 2)).map((value) => ({ value, label: t(`bots.ops.${value.replace('-', '_')}`) }))}
        value={test.op}
        allowDeselect={false}
        onChange={(op) => onChange({ op: (op ?? 'is') as Test['op'] })}
      />
      {needsValue &&
        (choices ? (
          <Select
            aria-label={t('bots.editor.value')}
            data={choices.map((value) => ({ value, label: t(`bots.values.${test.subject}_${value}`) }))}
            value={test.value || null}
            allowDeselect={false}
            onChange={(value) => onChange({ value: value ?? '' })}
          />
        ) : test.subject === 'tag' ? (
          <TagField label={t('bots.editor.value')} value={test.value} hidesLabel onChange={(value) => onChange({ value })} />
        ) : (
          <TextInput
            aria-label={t('bots.editor.value')}
            value={test.value}
            maxLength={200}
            onChange={(event) => onChange({ value: event.currentTarget.value })}
          />
        ))}
      <ActionIcon aria-label={t('bots.editor.remove_test')} onClick={onRemove}>
        <IconTrash size={15} stroke={1.7} />
      </ActionIcon>
    </div>
  )
}
