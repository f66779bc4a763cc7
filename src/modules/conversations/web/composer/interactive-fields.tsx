import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { interactiveLimits as limits } from '#conversations/contract/interactive-limits.ts'
import { ButtonFields, CatalogField, ListFields, ProductListFields } from '#conversations/web/composer/interactive-lists.tsx'
import { type FieldsOf, Label, Line } from '#conversations/web/composer/interactive-parts.tsx'
import { useT } from '#web/i18n/i18n.tsx'

/** What nearly all kinds have: a title above, the text, and small print below. */
export function FrameFields({ message, fault, onChange, part }: FieldsOf & { part: 'head' | 'foot' }) {
  const t = useT()
  if (part === 'foot') {
    if (!('footer' in message)) return null
    return (
      <Line
        label={t('conversations.interactive.footer')}
        isOptional
        value={message.footer ?? ''}
        max={limits.footer}
        error={fault('footer')}
        onChange={(footer) => onChange({ ...message, footer: footer || null })}
      />
    )
  }
  return (
    <>
      {'header' in message && (
        <Line
          label={t('conversations.interactive.header')}
          isOptional={message.type !== 'product-list'}
          value={message.header ?? ''}
          max={limits.header}
          error={fault('header')}
          onChange={(header) => onChange({ ...message, header: header || null })}
        />
      )}
      <Textarea
        label={
          <Label
            text={t('conversations.interactive.body')}
            length={message.body?.length ?? 0}
            max={limits.body}
            isOptional={message.type === 'product'}
          />
        }
        autosize
        minRows={2}
        maxRows={7}
        value={message.body ?? ''}
        error={fault('body')}
        data-autofocus
        onChange={({ currentTarget }) =>
          onChange(
            message.type === 'product' ? { ...message, body: currentTarget.value || null } : { ...message, body: currentTarget.value },
          )
        }
      />
    </>
  )
}

export function KindFields({ message, fault, onChange }: FieldsOf) {
  const t = useT()
  switch (message.type) {
    case 'buttons':
      return <ButtonFields message={message} fault={fault} onChange={onChange} />
    case 'list':
      return <ListFields message={message} fault={fault} onChange={onChange} />
    case 'product-list':
      return <ProductListFields message={message} fault={fault} onChange={onChange} />
    case 'link':
      return (
        <>
          <Line
            label={t('conversations.interactive.button')}
            value={message.text}
            max={limits.linkText}
            error={fault('text')}
            onChange={(text) => onChange({ ...message, text })}
          />
          <TextInput
            label={t('conversations.interactive.url')}
            placeholder="https://"
            type="url"
            value={message.url}
            error={fault('url')}
            onChange={({ currentTarget }) => onChange({ ...message, url: currentTarget.value })}
          />
        </>
      )
    case 'product':
      return (
        <>
          <CatalogField message={message} fault={fault} onChange={onChange} />
          <TextInput
            label={t('conversations.interactive.sku')}
            value={message.product.sku}
            error={fault('product')}
            onChange={({ currentTarget }) => onChange({ ...message, product: { sku: currentTarget.value, name: null } })}
          />
        </>
      )
    case 'flow':
      return (
        <>
          <Line
            label={t('conversations.interactive.button')}
            value={message.text}
            max={limits.flowText}
            error={fault('text')}
            onChange={(text) => onChange({ ...message, text })}
          />
          <TextInput
            label={t('conversations.interactive.flow_id')}
            description={t('conversations.interactive.flow_id_hint')}
            value={message.flowId}
            error={fault('flowId')}
            onChange={({ currentTarget }) => onChange({ ...message, flowId: currentTarget.value })}
          />
          <TextInput
            label={t('conversations.interactive.screen')}
            description={t('conversations.interactive.screen_hint')}
            value={message.screen}
            error={fault('screen')}
            onChange={({ currentTarget }) => onChange({ ...message, screen: currentTarget.value })}
          />
          <Checkbox
            label={t('conversations.interactive.is_draft')}
            checked={message.isDraft}
            onChange={({ currentTarget }) => onChange({ ...message, isDraft: currentTarget.checked })}
          />
        </>
      )
    case 'catalog':
    case 'location-request':
      return null
  }
}
