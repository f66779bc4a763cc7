import type { Outgoing } from '#conversations/contract/content.ts'
import { filledIn } from '#conversations/contract/template-text.ts'
import { waysTo, writeTo } from '#conversations/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { Problem } from '#kernel/problem.ts'
import type { NoticeTemplate } from '#inventory/contract/notice.ts'

type Said = {
  contact: { id: string; phone: string | null }
  text: string
  template: NoticeTemplate | null
  known: Readonly<Record<string, string>>
}

/**
 * Free text inside of the window, the template outside of it. `null`: it is on its way; else why it is not. What cannot be sent
 * is no reason to tell nobody else.
 */
export async function write(ctx: Ctx, { contact, text, template, known }: Said): Promise<'no_way' | 'window_closed' | 'failed' | null> {
  const ways = await waysTo(ctx, contact.id, { hasPhone: contact.phone !== null })
  const open = ways.find(({ block }) => block === null)
  const way = open ?? ways.find(({ kind, block }) => kind === 'whatsapp' && block !== 'channel-stopped')
  if (!way) return ways.length === 0 ? 'no_way' : 'window_closed'
  if (!open && template === null) return 'window_closed'
  const content: Outgoing =
    open || template === null ? { kind: 'text', text } : { kind: 'template', ...filledIn(template, known), headerFileId: null, place: null }
  try {
    await writeTo(ctx, { contactId: contact.id, channelId: way.channelId, contents: [content] })
    return null
  } catch (error) {
    if (error instanceof Problem) return 'failed'
    throw error
  }
}
