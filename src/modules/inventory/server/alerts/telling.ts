import * as crm from '#crm/server/public.ts'
import { waysTo, writeTo } from '#conversations/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { written } from '#inventory/server/alerts/waiting.ts'
import { canManageStock } from '#inventory/contract/permissions.ts'
import { settingOf } from '#inventory/server/settings/settings.ts'

type Telling = { words: string; values: Record<string, string | number>; href: string; key: string; text: string }

/**
 * Tells those who look after stock: in the app and, where a contact was named for it, where they are written to. Who was named
 * in the settings, or who may manage stock until somebody is.
 */
export async function tellKeepers(ctx: Ctx, { text, ...notice }: Telling): Promise<void> {
  const { tellerIds, tellsContactId } = await settingOf(ctx)
  const personIds =
    tellerIds.length > 0
      ? tellerIds
      : (await identity.access(ctx)).filter(({ permissions }) => permissions.has(canManageStock.code)).map(({ id }) => id)
  await identity.notify(ctx, { personIds, ...notice })
  if (tellsContactId === null) return
  const contact = await crm.summary(ctx, tellsContactId)
  const ways = contact ? await waysTo(ctx, contact.id, { hasPhone: contact.phone !== null }) : []
  // Outside of the window only a template would get through: the notice in the app says it all the same.
  const open = ways.find(({ block }) => block === null)
  if (!contact || !open) return
  await written(() => writeTo(ctx, { contactId: contact.id, channelId: open.channelId, contents: [{ kind: 'text', text }] }))
}
