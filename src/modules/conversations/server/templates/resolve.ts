import type { Outgoing, TemplateContent } from '#conversations/contract/content.ts'
import { fieldsOf, filled, filledUrl, oneLine } from '#conversations/contract/template-text.ts'
import { templateLimits } from '#conversations/contract/template-rules.ts'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import { adapterOf } from '#conversations/server/channels/adapters.ts'
import * as media from '#conversations/server/messages/media.ts'
import {
  templateNeedsFile,
  templateNeedsPlace,
  templateNotFound,
  templateNotReady,
  templateUnfillable,
  templateValuesMissing,
} from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { isFillable } from './components.ts'
import * as store from './templates.store.ts'

type OutgoingTemplate = Extract<Outgoing, { kind: 'template' }>
type Fillable = Pick<store.TemplateRow, 'id' | 'name' | 'language' | 'category' | 'design'>

/** What the customer will read, and what the provider has to be handed so that it says exactly that. */
export async function resolve(
  ctx: Ctx,
  channel: Pick<ChannelFacts, 'kind' | 'wabaId'>,
  outgoing: OutgoingTemplate,
): Promise<TemplateContent> {
  const row = await store.find(ctx, outgoing.templateId)
  if (!row || row.wabaId !== channel.wabaId) throw templateNotFound()
  if (row.state !== 'approved') throw templateNotReady({ state: row.state, name: row.name })
  if (!isFillable(row.design)) throw templateUnfillable()
  if (row.design.header?.kind === 'location' && outgoing.place === null) throw templateNeedsPlace()
  const content = contentOf(row, outgoing.values, outgoing.place)
  if ('missing' in content) throw templateValuesMissing({ names: content.missing.join(', ') })
  await store.touch(ctx, row.id)
  const { header } = row.design
  if (!header || !('fileId' in header)) return content
  const fileId = outgoing.headerFileId ?? header.fileId
  if (fileId === null) throw templateNeedsFile()
  const file = await media.outgoing(ctx, { kind: 'media', fileId, caption: null, isVoice: false }, adapterOf(channel.kind))
  if (header.kind !== 'document' && file.kind !== header.kind) throw templateNeedsFile()
  return { ...content, header: { kind: header.kind, media: file.media } }
}

/** Pure. `missing` names the variables without a value. */
export function contentOf(
  { id, name, language, category, design }: Fillable,
  given: Readonly<Record<string, string>>,
  place: OutgoingTemplate['place'] = null,
): TemplateContent | { missing: string[] } {
  const values = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, oneLine(value)]))
  const fields = fieldsOf(design)
  const missing = fields.filter(({ key }) => !values[key])
  if (missing.length > 0) return { missing: missing.map((field) => field.name || field.key) }
  const own = Object.fromEntries(fields.map(({ key }) => [key, values[key] ?? '']))
  const { header, body, footer, buttons } = design
  const parameters = (place: 'header' | 'body') =>
    fields
      .filter((field) => field.place === place)
      .map((field) => ({
        name: design.variables === 'named' ? field.name : null,
        text: (own[field.key] ?? '').slice(0, templateLimits.body),
      }))
  return {
    kind: 'template',
    templateId: id,
    name,
    language,
    category,
    header:
      header?.kind === 'text'
        ? { kind: 'text', text: filled(header.text, 'header', own) }
        : header?.kind === 'location' && place
          ? { kind: 'location', ...place }
          : null,
    body: filled(body, 'body', own),
    footer,
    buttons: buttons.map((button, index) => {
      const value = own[`button:${index}`] ?? null
      switch (button.kind) {
        case 'url':
          return { kind: 'url', text: button.text, target: filledUrl(button.url, value ?? undefined), value }
        case 'phone':
          return { kind: 'phone', text: button.text, target: button.phone, value: null }
        case 'copy-code':
          return { kind: 'copy-code', text: '', target: value, value }
        case 'quick-reply':
          return { kind: 'quick-reply', text: button.text, target: null, value: null }
        case 'other':
          return { kind: 'other', text: button.text, target: null, value: null }
      }
    }),
    parameters: { header: parameters('header'), body: parameters('body') },
  }
}
