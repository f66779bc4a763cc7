import { createTask } from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { RecurringRow } from '#orders/server/recurring/recurring.store.ts'

/** A task of whoever wrote it down, of nobody when they are gone. */
export async function tellPerson(
  ctx: Ctx,
  { createdById, contactId }: Pick<RecurringRow, 'createdById' | 'contactId'>,
  title: string,
  { notes, href }: { notes: string; href: string },
): Promise<void> {
  const isThere = createdById !== null && (await identity.colleagues(ctx)).some(({ id }) => id === createdById)
  await createTask(ctx, {
    title: title.slice(0, 200),
    notes: notes.slice(0, 2000),
    dueAt: null,
    remindMinutes: null,
    repeats: 'never',
    priority: 'high',
    assigneeId: isThere ? createdById : null,
    contactId,
    reference: { href, words: ctx.t('orders.recurring.title') },
  })
}
