import { Textarea, TextInput } from '@mantine/core'
import { interactiveLimits as limits } from '#conversations/contract/interactive-limits.ts'
import type { Interactive } from '#conversations/contract/interactive.ts'
import { type ButtonsMessage, type ListMessage, newButton, newProduct, newRow } from '#conversations/web/composer/interactive-kinds.ts'
import { Add, type FieldsOf, Group, Line, Removable } from '#conversations/web/composer/interactive-parts.tsx'
import { useT } from '#web/i18n/i18n.tsx'

type Of<K extends Interactive['type']> = Extract<Interactive, { type: K }>

export function ButtonFields({ message, fault, onChange }: FieldsOf<ButtonsMessage>) {
  const t = useT()
  const { buttons } = message
  const put = (next: ButtonsMessage['buttons']) => onChange({ ...message, buttons: next })
  return (
    <Group title={t('conversations.interactive.buttons')} error={fault('buttons')}>
      {buttons.map((button, i) => (
        <Removable
          key={button.id}
          label={t('conversations.interactive.remove_button', { number: i + 1 })}
          onRemove={buttons.length > 1 ? () => put(buttons.filter((one) => one !== button)) : null}
        >
          <Line
            label={t('conversations.interactive.button_number', { number: i + 1 })}
            value={button.title}
            max={limits.buttonTitle}
            error={fault(`buttons.${i}.title`)}
            onChange={(title) => put(buttons.map((one) => (one === button ? { ...one, title } : one)))}
          />
        </Removable>
      ))}
      {buttons.length < limits.buttons && (
        <Add text={t('conversations.interactive.add_button')} onClick={() => put([...buttons, newButton()])} />
      )}
    </Group>
  )
}

export function ListFields({ message, fault, onChange }: FieldsOf<ListMessage>) {
  const t = useT()
  const { sections } = message
  const put = (i: number, change: Partial<ListMessage['sections'][number]>) =>
    onChange({ ...message, sections: sections.map((section, at) => (at === i ? { ...section, ...change } : section)) })
  const count = sections.reduce((sum, { rows }) => sum + rows.length, 0)
  return (
    <>
      <Line
        label={t('conversations.interactive.list_button')}
        value={message.button}
        max={limits.listButton}
        error={fault('button')}
        onChange={(button) => onChange({ ...message, button })}
      />
      {sections.map((section, i) => (
        <Group
          key={i}
          title={t('conversations.interactive.section_number', { number: i + 1 })}
          error={i === 0 ? fault('sections') : null}
          onRemove={sections.length > 1 ? () => onChange({ ...message, sections: sections.filter((one) => one !== section) }) : null}
        >
          <Line
            label={t('conversations.interactive.section_title')}
            isOptional={sections.length < 2}
            value={section.title ?? ''}
            max={limits.sectionTitle}
            error={fault(`sections.${i}.title`)}
            onChange={(title) => put(i, { title: title || null })}
          />
          {section.rows.map((row, j) => (
            <Removable
              key={row.id}
              label={t('conversations.interactive.remove_row', { number: j + 1 })}
              onRemove={count > 1 ? () => put(i, { rows: section.rows.filter((one) => one !== row) }) : null}
            >
              <Line
                label={t('conversations.interactive.row_number', { number: j + 1 })}
                value={row.title}
                max={limits.rowTitle}
                error={fault(`sections.${i}.rows.${j}.title`)}
                onChange={(title) => put(i, { rows: section.rows.map((one) => (one === row ? { ...one, title } : one)) })}
              />
              <Line
                label={t('conversations.interactive.row_description')}
                isOptional
                value={row.description ?? ''}
                max={limits.rowDescription}
                error={fault(`sections.${i}.rows.${j}.description`)}
                onChange={(words) =>
                  put(i, { rows: section.rows.map((one) => (one === row ? { ...one, description: words || null } : one)) })
                }
              />
            </Removable>
          ))}
          {count < limits.rows && (
            <Add text={t('conversations.interactive.add_row')} onClick={() => put(i, { rows: [...section.rows, newRow()] })} />
          )}
        </Group>
      ))}
      {count < limits.rows && (
        <Add
          text={t('conversations.interactive.add_section')}
          onClick={() => onChange({ ...message, sections: [...sections, { title: null, rows: [newRow()] }] })}
        />
      )}
    </>
  )
}

export function ProductListFields({ message, fault, onChange }: FieldsOf<Of<'product-list'>>) {
  const t = useT()
  const { sections } = message
  const put = (i: number, change: Partial<Of<'product-list'>['sections'][number]>) =>
    onChange({ ...message, sections: sections.map((section, at) => (at === i ? { ...section, ...change } : section)) })
  return (
    <>
      <CatalogField message={message} fault={fault} onChange={onChange} />
      {sections.map((section, i) => (
        <Group
          key={i}
          title={t('conversations.interactive.section_number', { number: i + 1 })}
          error={(i === 0 ? fault('sections') : null) ?? fault(`sections.${i}.products`)}
          onRemove={sections.length > 1 ? () => onChange({ ...message, sections: sections.filter((one) => one !== section) }) : null}
        >
          <Line
            label={t('conversations.interactive.section_title')}
            value={section.title}
            max={limits.sectionTitle}
            error={fault(`sections.${i}.title`)}
            onChange={(title) => put(i, { title })}
          />
          <Textarea
            label={t('conversations.interactive.skus')}
            description={t('conversations.interactive.skus_hint')}
            autosize
            minRows={2}
            value={section.products.map(({ sku }) => sku).join('\n')}
            onChange={({ currentTarget }) => put(i, { products: currentTarget.value.split('\n').map((sku) => ({ ...newProduct(), sku })) })}
          />
        </Group>
      ))}
      {sections.length < limits.sections && (
        <Add
          text={t('conversations.interactive.add_section')}
          onClick={() => onChange({ ...message, sections: [...sections, { title: '', products: [newProduct()] }] })}
        />
      )}
    </>
  )
}

export function CatalogField({ message, fault, onChange }: FieldsOf<Of<'product'> | Of<'product-list'>>) {
  const t = useT()
  return (
    <TextInput
      label={t('conversations.interactive.catalog_id')}
      description={t('conversations.interactive.catalog_id_hint')}
      inputMode="numeric"
      value={message.catalogId}
      error={fault('catalogId')}
      onChange={({ currentTarget }) => onChange({ ...message, catalogId: currentTarget.value })}
    />
  )
}
