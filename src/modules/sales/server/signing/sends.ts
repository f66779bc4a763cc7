import * as conversationRights from '#conversations/contract/permissions.ts'
import type { Outgoing } from '#conversations/contract/content.ts'
import * as conversations from '#conversations/server/public.ts'
import * as crm from '#crm/server/public.ts'
import type { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import { firstNameOf } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Send } from '#sales/contract/signing.ts'
import type { sendProposal } from '#sales/contract/signing-api.ts'
import { proposalSent } from '#sales/contract/signing-events.ts'
import * as problems from '#sales/server/problems.ts'
import { enqueueExpiry } from '#sales/server/signing/expiry.job.ts'
import { hold, record } from '#sales/server/signing/facts.ts'
import * as store from '#sales/server/signing/sends.store.ts'
import * as subjects from '#sales/server/signing/subject.ts'
import { aboutOf } from '#sales/server/signing/telling.ts'
import { hashOf, issue } from '#sales/server/signing/token.ts'

type SendProposal = z.output<typeof sendProposal.input>
type Departure = Pick<store.StoredSend, 'to' | 'conversationId' | 'messageId' | 'mailId'>
type Letter = { subject: subjects.Subject; version: subjects.SentVersion; url: string; token: string }

/** Where the address goes in a value of a template. */
const linkMark = /\{\{\s*link\s*\}\}/g

/**
 * Lets a proposal leave the house. All of it is one transaction: a message that is refused leaves no version sent. The
 * message itself goes out after the commit, like any other. `isHistory`: it left long ago and reaches nobody now.
 */
export async function send(ctx: Ctx, input: SendProposal, { isHistory = false } = {}): Promise<{ send: Send; url: string }> {
  await hold(ctx, input.id)
  const before = await subjects.find(ctx, input.id)
  if (!before) throw problems.proposalNotFound()
  if (before.accepted !== null) throw problems.proposalDecided()
  const version = await subjects.freeze(ctx, input.id)
  if (Date.parse(version.endsAt) <= ctx.now.getTime()) throw problems.proposalOver()
  const token = issue()
  const letter: Letter = { subject: before, version, token, url: `${ctx.config.publicUrl}/p/${token}` }
  const departure = await depart(ctx, input, letter, isHistory)
  const { actor } = ctx
  const sent: store.StoredSend = {
    ...departure,
    id: ctx.newId(),
    proposalId: input.id,
    versionId: version.id,
    version: version.number,
    channel: input.channel,
    expiresAt: version.endsAt,
    at: ctx.now.toISOString(),
    byId: actor.kind === 'system' ? null : actor.id,
    byName: actor.name,
  }
  await store.insert(ctx, { ...sent, tokenHash: hashOf(token) })
  await writeDown(ctx, before, version, sent)
  if (!isHistory) enqueueExpiry(ctx, { proposalId: before.id, version: version.number, endsAt: version.endsAt })
  return { send: { ...shownSend(sent, 0), state: input.channel === 'link' ? 'made' : 'queued' }, url: letter.url }
}

async function writeDown(ctx: Ctx, before: subjects.Subject, version: subjects.SentVersion, sent: store.StoredSend): Promise<void> {
  const by = { actorKind: ctx.actor.kind === 'system' ? ('system' as const) : ('user' as const), actorName: ctx.actor.name }
  const older = before.latestSent !== null && before.latestSent < version.number ? before.latestSent : null
  if (older !== null) {
    await record(ctx, before.id, { type: 'superseded', version: older, ...by, facts: { by: version.number } })
    const gone = await subjects.versionOf(ctx, before.id, older)
    if (gone) await close(ctx, before, gone, 'superseded')
  }
  await record(ctx, before.id, {
    type: 'sent',
    version: version.number,
    ...by,
    facts: {
      document: { versionId: version.id, pdfSha256: version.pdfSha256 },
      total: version.total,
      endsAt: version.endsAt,
      sendId: sent.id,
      channel: sent.channel,
      to: sent.to,
    },
  })
  await subjects.mark(ctx, before, 'sent')
  const about = aboutOf(ctx, before, version)
  await crm.recordActivities(ctx, [
    {
      contactId: before.contactId,
      kind: 'proposal.sent',
      at: about.at,
      source: `proposal-sent:${version.id}`,
      value: { proposalId: version.id },
    },
  ])
  await ctx.emit(proposalSent, { ...about, channel: sent.channel })
  ctx.audit({
    action: 'sales.proposal.sent',
    subject: { kind: 'proposal', id: before.id, name: before.number },
    after: { version: version.number, channel: sent.channel, to: sent.to },
  })
}

/** Nobody waits for an answer to it any more: whoever negotiates about nothing else is not in negotiation. */
export const close = (ctx: Ctx, subject: subjects.Subject, version: subjects.SentVersion, outcome: string): Promise<void> =>
  crm.recordActivities(ctx, [
    {
      contactId: subject.contactId,
      kind: 'proposal.closed',
      at: ctx.now.toISOString(),
      source: `proposal-closed:${version.id}`,
      value: { proposalId: version.id, outcome },
    },
  ])

function depart(ctx: Ctx, input: SendProposal, letter: Letter, isHistory: boolean): Promise<Departure> {
  switch (input.channel) {
    case 'whatsapp':
      return byMessage(ctx, input, letter, isHistory)
    case 'email':
      return byMail(ctx, input, letter, isHistory)
    case 'link':
      return Promise.resolve({ to: null, conversationId: null, messageId: null, mailId: null })
  }
}

/** Free text inside of the window, a template at any hour: the rules are those of whoever sends. */
async function byMessage(ctx: Ctx, input: SendProposal, { subject, version, url, token }: Letter, isHistory: boolean): Promise<Departure> {
  ctx.require(conversationRights.canReply)
  const contents: Outgoing[] = []
  if (input.template) {
    const values = Object.entries(input.template.values).map(([key, value]) => [
      key,
      value.replaceAll(linkMark, key.startsWith('button:') ? token : url),
    ])
    if (!Object.values(input.template.values).some((value) => value.match(linkMark))) throw problems.templateWithoutLink()
    contents.push({
      kind: 'template',
      templateId: input.template.templateId,
      values: Object.fromEntries(values),
      headerFileId: null,
      place: null,
    })
  } else {
    contents.push({ kind: 'text', text: `${await greeting(ctx, input.text, subject)}\n\n${url}` })
    if (input.withPdf) contents.push({ kind: 'media', fileId: await copyOf(ctx, version), caption: null, isVoice: false })
  }
  const [first] = await conversations.writeTo(ctx, { contactId: subject.contactId, channelId: input.channelId, contents, isHistory })
  if (!first) throw new Error('a message was sent and is not there')
  const { contactAddress } = await conversations.getConversation(ctx, { id: first.conversationId })
  return { to: contactAddress, conversationId: first.conversationId, messageId: first.id, mailId: null }
}

/** What a conversation is cleaned of one day is its own file: the version keeps the one that proves it. */
async function copyOf(ctx: Ctx, { pdfFileId }: subjects.SentVersion): Promise<string> {
  const { name, mime } = await ctx.files.get(ctx, pdfFileId)
  const copy = await ctx.files.put(ctx, { bytes: await ctx.files.read(ctx, pdfFileId), name, declaredMime: mime })
  return copy.id
}

async function byMail(ctx: Ctx, input: SendProposal, { subject, url }: Letter, isHistory: boolean): Promise<Departure> {
  const contact = await crm.summary(ctx, subject.contactId)
  const address = input.to ?? contact?.email
  if (!address) throw problems.proposalNoMail()
  const text = await greeting(ctx, input.text, subject)
  const mailId = isHistory
    ? null
    : (
        await ctx.mail.send(ctx, {
          to: { address, name: subject.contactName },
          subject: ctx.t('sales.signing.letter.subject', { title: subject.title, number: subject.number }),
          paragraphs: text.split(/\n{2,}/),
          action: { label: ctx.t('sales.signing.letter.open'), href: url },
        })
      ).id
  return { to: address, conversationId: null, messageId: null, mailId }
}

async function greeting(ctx: Ctx, text: string, subject: subjects.Subject): Promise<string> {
  if (text !== '') return text
  const brand = (await identity.brands(ctx)).find(({ id }) => id === subject.brandId)
  const name = firstNameOf(subject.contactName) || 'none'
  return ctx.t('sales.signing.letter.text', { name, number: subject.number, brand: brand?.name ?? '' })
}

/** Sends with how far each got by now, newest first. */
export async function ofProposal(ctx: Ctx, proposalId: string): Promise<Send[]> {
  const all = await store.ofProposal(ctx, proposalId)
  const [messages, mails] = await Promise.all([
    conversations.messageProgress(
      ctx,
      all.flatMap(({ messageId }) => messageId ?? []),
    ),
    ctx.mail.statesOf(
      ctx,
      all.flatMap(({ mailId }) => mailId ?? []),
    ),
  ])
  return all.map(({ viewCount, ...one }) => {
    const message = one.messageId === null ? undefined : messages.get(one.messageId)
    const mail = one.mailId === null ? undefined : mails.get(one.mailId)
    const shown = shownSend(one, viewCount)
    if (message)
      return { ...shown, state: stateOf(message.state), failure: message.failure?.reason ?? null, conversationId: message.conversationId }
    if (mail) return { ...shown, state: mail === 'waiting' ? 'queued' : mail }
    return shown
  })
}

const stateOf = (state: string | null): Send['state'] => (state === null ? 'sent' : state === 'played' ? 'read' : (state as Send['state']))

const shownSend = (one: store.StoredSend, viewCount: number): Send => ({
  id: one.id,
  version: one.version,
  channel: one.channel,
  to: one.to,
  at: one.at,
  byName: one.byName,
  state: one.channel === 'link' ? 'made' : 'sent',
  failure: null,
  conversationId: one.conversationId,
  expiresAt: one.expiresAt,
  viewCount,
})
