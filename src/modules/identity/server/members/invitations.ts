import type { Ctx } from '#kernel/ctx.ts'
import { notFound } from '#kernel/problem.ts'
import type { CreateInvitation, Invitation, SentInvitation } from '#identity/contract/invitation.ts'
import { sendInvitation } from '#identity/server/accounts/letters.ts'
import * as store from '#identity/server/members/invitations.store.ts'
import * as members from '#identity/server/members/members.store.ts'
import * as organizations from '#identity/server/organizations/organizations.ts'
import { alreadyInvited, alreadyMember } from '#identity/server/problems.ts'
import { grantable, nameOf } from '#identity/server/roles/grants.ts'
import { newOrgToken } from '#identity/server/sessions/link-token.ts'
import { checkedTeams } from '#identity/server/teams/teams.ts'

export const invitationDays = 7

export async function list(ctx: Ctx): Promise<{ items: Invitation[] }> {
  return { items: (await store.list(ctx)).map((row) => shown(ctx, row)) }
}

/** The link is mailed and shown to nobody else: who opens it has proven that the mailbox is theirs. */
export async function create(ctx: Ctx, input: CreateInvitation): Promise<SentInvitation> {
  await grantable(ctx, input.roleId)
  const teamIds = (await checkedTeams(ctx, input.teamIds)).map((team) => team.id)
  if (await members.findByEmail(ctx, input.email)) throw alreadyMember()
  const open = await store.openFor(ctx, input.email)
  if (open && stateOf(ctx, open) === 'pending') throw alreadyInvited()
  if (open) await store.revoke(ctx, open.id)
  const { token, hash } = newOrgToken(ctx.org)
  const id = ctx.newId()
  const invitedBy = ctx.actor.kind === 'user' ? ctx.actor.id : null
  const isMade = await store.insert(ctx, {
    id,
    email: input.email,
    roleId: input.roleId,
    teamIds,
    tokenHash: hash,
    invitedBy,
    expiresAt: endOf(ctx),
  })
  if (!isMade) throw alreadyInvited()
  const row = await existing(ctx, id)
  await send(ctx, row, token)
  ctx.audit({
    action: 'identity.invitation.created',
    subject: { kind: 'invitation', id, name: input.email },
    after: { email: input.email, role: roleName(ctx, row) },
  })
  return { ...shown(ctx, row), hasMailServer: ctx.mail.hasServer }
}

/** A new link for another week; the old one stops working. */
export async function resend(ctx: Ctx, input: { id: string }): Promise<SentInvitation> {
  const before = await existing(ctx, input.id)
  await grantable(ctx, before.roleId)
  const { token, hash } = newOrgToken(ctx.org)
  if (!(await store.renew(ctx, input.id, hash, endOf(ctx)))) throw notFound()
  const row = await existing(ctx, input.id)
  await send(ctx, row, token)
  ctx.audit({ action: 'identity.invitation.resent', subject: { kind: 'invitation', id: row.id, name: row.email } })
  return { ...shown(ctx, row), hasMailServer: ctx.mail.hasServer }
}

export async function revoke(ctx: Ctx, input: { id: string }): Promise<Record<never, never>> {
  const row = await existing(ctx, input.id)
  if (await store.revoke(ctx, input.id))
    ctx.audit({ action: 'identity.invitation.revoked', subject: { kind: 'invitation', id: row.id, name: row.email } })
  return {}
}

async function existing(ctx: Ctx, id: string): Promise<store.InvitationRow> {
  const row = await store.find(ctx, id)
  if (!row) throw notFound()
  return row
}

async function send(ctx: Ctx, row: store.InvitationRow, token: string): Promise<void> {
  const organization = await organizations.get(ctx)
  await sendInvitation(
    ctx,
    { email: row.email, organizationName: organization.name, inviterName: row.invitedByName, locale: organization.locale },
    token,
    invitationDays,
  )
}

const endOf = (ctx: Ctx): string => new Date(ctx.now.getTime() + invitationDays * 86_400_000).toISOString()

const roleName = (ctx: Ctx, row: store.InvitationRow): string => nameOf(ctx, { preset: row.preset, name: row.roleName })

function stateOf(ctx: Ctx, row: store.InvitationRow): Invitation['state'] {
  if (row.usedAt !== null) return 'accepted'
  if (row.revokedAt !== null) return 'revoked'
  return Date.parse(row.expiresAt) <= ctx.now.getTime() ? 'expired' : 'pending'
}

const shown = (ctx: Ctx, row: store.InvitationRow): Invitation => ({
  id: row.id,
  email: row.email,
  roleId: row.roleId,
  roleName: roleName(ctx, row),
  teamIds: row.teamIds,
  state: stateOf(ctx, row),
  invitedByName: row.invitedByName,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
})
