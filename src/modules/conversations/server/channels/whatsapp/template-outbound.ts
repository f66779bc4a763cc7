import type { Content, Media, TemplateContent } from '#conversations/contract/content.ts'
import type { SendResult } from '#conversations/server/channels/channel-adapter.ts'
import type { OutboundContent, TemplateComponent } from './outbound.ts'

type Header = Extract<NonNullable<TemplateContent['header']>, { media: Media }>

/** What the provider is handed so that it says what the content says. `upload` answers the id of the header's file. */
export async function templateOutbound(
  content: Extract<Content, { kind: 'template' }>,
  upload: (header: Header) => Promise<{ id: string } | SendResult>,
): Promise<OutboundContent | SendResult> {
  const { header, parameters, buttons } = content
  const components: TemplateComponent[] = []
  if (header && 'media' in header) {
    const file = await upload(header)
    if ('outcome' in file) return file
    const fileName = header.kind === 'document' && header.media.filename ? { fileName: header.media.filename } : {}
    components.push({ type: 'header', parameters: [{ type: header.kind, media: { id: file.id }, ...fileName }] })
  } else if (header?.kind === 'location') {
    const { latitude, longitude, name, address } = header
    components.push({ type: 'header', parameters: [{ type: 'location', latitude, longitude, name: name ?? '', address: address ?? '' }] })
  } else if (parameters.header.length > 0) components.push({ type: 'header', parameters: parameters.header.map(textOf) })
  if (parameters.body.length > 0) components.push({ type: 'body', parameters: parameters.body.map(textOf) })
  for (const [index, { kind, value }] of buttons.entries()) {
    if (value === null) continue
    if (kind === 'url') components.push({ type: 'button', subType: 'url', index, parameters: [{ type: 'text', text: value }] })
    if (kind === 'copy-code')
      components.push({ type: 'button', subType: 'copy_code', index, parameters: [{ type: 'coupon_code', coupon_code: value }] })
  }
  return { type: 'template', name: content.name, language: content.language, ...(components.length > 0 && { components }) }
}

const textOf = ({ name, text }: { name: string | null; text: string }) => ({ type: 'text' as const, text, ...(name !== null && { name }) })
