import { ActionIcon, Button, Select, TagsInput, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { FlowNode, MenuOption } from '#bots/contract/flow.ts'
import { blankOption } from '#bots/web/flows/nodes.ts'
import type { NodeFieldsProps } from '#bots/web/flows/node-form.tsx'
import { NextField, TextField } from '#bots/web/flows/parts.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import s from '#bots/web/flows/parts.module.css'

const answerTypes = ['text', 'number', 'phone', 'email', 'date', 'choice', 'location', 'file'] as const
const intents = ['order', 'price', 'stock', 'schedule', 'payment', 'complaint', 'human'] as const

export function MenuFields({ node, document, onChange }: NodeFieldsProps<Extract<FlowNode, { kind: 'menu' }>>) {
  const t = useT()
  const setOption = (id: string, part: Partial<MenuOption>, name: string) =>
    onChange({ options: node.options.map((option) => (option.id === id ? { ...option, ...part } : option)) }, `${id}.${name}`)
  const move = (i: number, by: number) => {
    const options = [...node.options]
    const [one] = options.splice(i, 1)
    if (one) options.splice(i + by, 0, one)
    onChange({ options }, `move${i}${by}${options.length}`)
  }
  return (
    <>
      <TextField label={t('bots.editor.text')} value={node.text} document={document} onChange={(text) => onChange({ text }, 'text')} />
      <fieldset className={s.options}>
        <legend>{t('bots.editor.options')}</legend>
        {node.options.map((option, i) => (
          <div key={option.id} className={s.option}>
            <div className={s.optionHead}>
              <TextInput
                aria-label={t('bots.editor.option', { number: i + 1 })}
                placeholder={t('bots.editor.option', { number: i + 1 })}
                value={option.title}
                maxLength={24}
                onChange={(event) => setOption(option.id, { title: event.currentTarget.value }, 'title')}
              />
              <ActionIcon aria-label={t('bots.editor.up')} disabled={i === 0} onClick={() => move(i, -1)}>
                <IconArrowUp size={15} stroke={1.7} />
              </ActionIcon>
              <ActionIcon aria-label={t('bots.editor.down')} disabled={i === node.options.length - 1} onClick={() => move(i, 1)}>
                <IconArrowDown size={15} stroke={1.7} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('bots.editor.remove_option')}
                onClick={() => onChange({ options: node.options.filter(({ id }) => id !== option.id) }, `remove${option.id}`)}
              >
                <IconTrash size={15} stroke={1.7} />
              </ActionIcon>
            </div>
            <TagsInput
              label={t('bots.editor.words')}
              placeholder={option.words.length === 0 ? t('bots.editor.words_hint') : ''}
              value={option.words}
              maxTags={20}
              onChange={(words) => setOption(option.id, { words: words.map((word) => word.slice(0, 40)) }, 'words')}
            />
            <Select
              label={t('bots.editor.intent')}
              data={intents.map((value) => ({ value, label: t(`bots.wants.${value}`) }))}
              value={option.intent}
              clearable
              onChange={(intent) => setOption(option.id, { intent }, 'intent')}
            />
            <NextField value={option.next} document={document} onChange={(next) => setOption(option.id, { next }, 'next')} />
          </div>
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={node.options.length >= 10}
          onClick={() => onChange({ options: [...node.options, blankOption()] }, `add${node.options.length}`)}
        >
          {t('bots.editor.add_option')}
        </Button>
      </fieldset>
      <TextField
        label={t('bots.editor.retry')}
        hint={t('bots.editor.retry_hint')}
        value={node.retry}
        document={document}
        onChange={(retry) => onChange({ retry }, 'retry')}
      />
    </>
  )
}

export function QuestionFields({ node, document, onChange }: NodeFieldsProps<Extract<FlowNode, { kind: 'question' }>>) {
  const t = useT()
  const { answer } = node
  return (
    <>
      <TextField label={t('bots.editor.text')} value={node.text} document={document} onChange={(text) => onChange({ text }, 'text')} />
      <Select
        label={t('bots.editor.answer_type')}
        data={answerTypes.map((value) => ({ value, label: t(`bots.answer_types.${value}`) }))}
        value={answer.type}
        allowDeselect={false}
        onChange={(type) => onChange({ answer: { ...answer, type: (type ?? 'text') as typeof answer.type } }, 'type')}
      />
      {answer.type === 'number' && (
        <div className={s.pair}>
          <NumberField
            label={t('bots.editor.min')}
            isLive
            decimals={6}
            value={answer.min ?? ''}
            onChange={(value) => onChange({ answer: { ...answer, min: value === '' ? null : Number(value) } }, 'min')}
          />
          <NumberField
            label={t('bots.editor.max')}
            isLive
            decimals={6}
            value={answer.max ?? ''}
            onChange={(value) => onChange({ answer: { ...answer, max: value === '' ? null : Number(value) } }, 'max')}
          />
        </div>
      )}
      {answer.type === 'choice' && (
        <TagsInput
          label={t('bots.editor.options')}
          description={t('bots.editor.choices_hint')}
          value={answer.options}
          maxTags={10}
          onChange={(options) => onChange({ answer: { ...answer, options: options.map((option) => option.slice(0, 24)) } }, 'options')}
        />
      )}
      <TextInput
        label={t('bots.editor.variable')}
        description={t('bots.editor.variable_hint')}
        value={node.variable}
        maxLength={40}
        onChange={(event) => onChange({ variable: variableFrom(event.currentTarget.value) }, 'variable')}
      />
      <TextField
        label={t('bots.editor.retry')}
        hint={t('bots.editor.retry_hint')}
        value={node.retry}
        document={document}
        onChange={(retry) => onChange({ retry }, 'retry')}
      />
      <NextField value={node.next} document={document} except={node.id} onChange={(next) => onChange({ next }, 'next')} />
    </>
  )
}

/** What is typed becomes a name that texts can carry: "Número de mesa" is `numero_de_mesa`. */
const variableFrom = (typed: string): string =>
  typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
