import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { write } from '#inventory/server/alerts/writing.ts'
import { canManageStock } from '#inventory/contract/permissions.ts'
import { settingOf } from '#inventory/server/settings/settings.ts'

type Telling = { words: string; values: Record<string, string | number>; href: string; key: string; text: string }

/**
 * Tells those who look after stock: in the app and, where a contact was named for it, where they are written to. Who was named
 * in the settings, or who may manage stock until somebody is.
 */
export async function tellKeepers(ctx: Ctx, { text, ...notice }: Telling): Promise<void> {
  const { tellerIds, tellsContactId, keeperTemplate } = await settingOf(ctx)
  const personIds =
    tellerIds.length > 0
      ? tellerIds
      : (await identity.access(ctx)).filter(({ permissions }) => permissions.has(canManageStock.code)).map(({ id }) => id)
  await identity.notify(ctx, { personIds, ...notice })
  if (tellsContactId === null) return
  const contact = await crm.summary(ctx, tellsContactId)
  // Where nothing gets through the notice in the app says it all the same.
  if (contact) await write(ctx, { contact, text, template: keeperTemplate, known: { '{{aviso}}': oneLine(text) } })
}

/** Gaps of a template hold neither lines nor much. */
const oneLine = (text: string): string => {
  const line = text
    .replace(/:\s*\n\s*•\s*/, ': ')
    .replaceAll(/\s*\n\s*•\s*/g, ' · ')
    .replaceAll(/\s+/g, ' ')
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`
}
const longest = 600
