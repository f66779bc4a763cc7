import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import { translator } from '#kernel/i18n/messages.ts'
import { soleOrganizationOf } from '#identity/server/sessions/sessions.store.ts'

/** The letters that identity writes. Every link begins with the configured address: a request's Host header is not to be believed. */

type Reader = { id: string; email: string; name: string; locale: Locale }
type Notice = 'password_changed' | 'second_factor_on' | 'second_factor_off'

export async function sendResetLink(ctx: PlatformCtx, to: Reader, token: string, minutes: number): Promise<void> {
  const t = translator(to.locale)
  await ctx.mail.send(ctx, {
    ...(await addressed(ctx, to)),
    subject: t('identity.letters.reset.subject'),
    paragraphs: [t('identity.letters.reset.text', { name: to.name, minutes }), t('identity.letters.reset.ignore')],
    action: { label: t('identity.letters.reset.action'), href: `${ctx.config.publicUrl}/entrar/clave#${token}` },
  })
}

/** What its owner should hear of even if it was not them (ASVS 6.3.7). */
export async function tellAccountChanged(ctx: PlatformCtx, to: Reader, what: Notice): Promise<void> {
  const t = translator(to.locale)
  await ctx.mail.send(ctx, {
    ...(await addressed(ctx, to)),
    subject: t(`identity.letters.${what}.subject`),
    paragraphs: [t(`identity.letters.${what}.text`, { name: to.name }), t('identity.letters.not_you')],
    action: { label: t('identity.letters.review'), href: `${ctx.config.publicUrl}/ajustes/cuenta` },
  })
}

export async function sendInvitation(
  ctx: Ctx,
  to: { email: string; organizationName: string; inviterName: string | null; locale: Locale },
  token: string,
  days: number,
): Promise<void> {
  const t = translator(to.locale)
  const values = { organization: to.organizationName, inviter: to.inviterName ?? to.organizationName, days }
  await ctx.mail.send(ctx, {
    to: { address: to.email, name: '' },
    subject: t('identity.letters.invitation.subject', values),
    paragraphs: [t('identity.letters.invitation.text', values), t('identity.letters.invitation.ends', values)],
    action: { label: t('identity.letters.invitation.action'), href: `${ctx.config.publicUrl}/invitacion#${token}` },
  })
}

/**
 * Without a mail server the letter waits in the outbox that an organization's owners read. The letter of somebody who
 * works for several organizations waits in none of them: none may hold the key to the others.
 */
async function addressed(ctx: PlatformCtx, to: Reader): Promise<{ to: { address: string; name: string }; orgId?: string }> {
  const orgId = await soleOrganizationOf(ctx, to.id)
  return { to: { address: to.email, name: to.name }, ...(orgId !== null && { orgId }) }
}
