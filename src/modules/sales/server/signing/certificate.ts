import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { amountInWords, tagOf } from '#kernel/i18n/in-words.ts'
import { renderPdf } from '#kernel/pdf/pdf.ts'
import { signatureBox, type Decision } from '#sales/contract/signing.ts'
import { proposalNotDecided, proposalNotFound } from '#sales/server/problems.ts'
import { decisionOf } from '#sales/server/signing/decision.ts'
import * as facts from '#sales/server/signing/facts.store.ts'
import { verify } from '#sales/server/signing/signing.ts'
import * as subjects from '#sales/server/signing/subject.ts'

const linkSeconds = 3_600

/** Who answered what, when, and how that is known, on paper. Temporary: it can be written again at any time. */
export async function write(ctx: Ctx, { id }: { id: string }): Promise<{ fileUrl: string }> {
  const subject = await subjects.find(ctx, id)
  if (!subject) throw proposalNotFound()
  const decision = await decisionOf(ctx, id)
  const version = decision && (await subjects.versionOf(ctx, id, decision.version))
  if (!decision || !version) throw proposalNotDecided()
  const [source, paper] = await Promise.all([
    readFile(new URL('certificate.typ', import.meta.url), 'utf8'),
    paperOf(ctx, subject, version, decision),
  ])
  const bytes = await renderPdf(source, paper, { language: ctx.locale, files: { 'signature.svg': Buffer.from(drawingOf(decision)) } })
  const staged = await ctx.files.stage(ctx.org, {
    name: `${ctx.t('sales.certificate.title')} ${subject.number}.pdf`,
    stream: Readable.from([Buffer.from(bytes)]),
    isTemporary: true,
  })
  const file = await ctx.files.put(ctx, staged)
  return { fileUrl: ctx.files.url(ctx.org, file.id, { isDownload: true, seconds: linkSeconds }) }
}

async function paperOf(ctx: Ctx, subject: subjects.Subject, version: subjects.SentVersion, decision: Decision) {
  const [trail, verdict, brands] = await Promise.all([
    facts.ofProposal(ctx, subject.id),
    verify(ctx, { id: subject.id }),
    identity.brands(ctx),
  ])
  const t = (key: string, values?: Record<string, unknown>): string => ctx.t(`sales.certificate.${key}`, values)
  const format = new Intl.DateTimeFormat(tagOf(ctx.locale), {
    timeZone: ctx.zone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hour12: false,
  })
  const moment = (at: string): string => `${format.format(new Date(at))} (${ctx.zone})`
  const fact = (key: string, value: string | null | undefined) => (value ? [{ label: t(key), value }] : [])
  const { verification, signature } = decision
  const via = ctx.t(`sales.signing.channels.${verification.channel}`)
  return {
    brand: brands.find(({ id }) => id === subject.brandId)?.name ?? '',
    title: t(decision.outcome),
    facts: [
      ...fact('proposal', `${subject.number} · ${t('version', { version: version.number })} · ${version.title}`),
      ...fact('customer', subject.contactName),
      ...fact('total', amountInWords(ctx, version.total.amountMinor, version.total.currency)),
      ...fact('signer', decision.name),
      ...fact('moment', `${moment(decision.at)} · ${decision.at}`),
      ...fact('reason', decision.reason),
      ...fact('ip', decision.ip),
      ...fact('browser', decision.userAgent),
      ...fact('verified', t('verified_link', { via, to: verification.to ?? t('by_hand'), at: moment(verification.sentAt) })),
      ...fact('document', version.pdfSha256),
    ],
    consent: decision.consent ? { label: t('consent', { version: decision.consent.version }), text: decision.consent.text } : null,
    signature:
      signature === null ? null : { label: t('signature'), kind: signature.kind, text: signature.kind === 'typed' ? signature.text : '' },
    trail: {
      label: t('trail'),
      verdict: verdict.isIntact ? t('intact', { length: verdict.length }) : t('broken', { seq: verdict.seq }),
      rows: trail.map(({ seq, at, type, actorName, hash }) => ({
        seq: String(seq),
        at: format.format(new Date(at)),
        what: ctx.t(`sales.signing.facts.${type}`),
        who: actorName,
        hash,
      })),
    },
    law: t('law'),
    footer: t('footer', { at: moment(ctx.now.toISOString()) }),
  }
}

/** The path holds nothing but letters M and L and numbers: it was checked before it was kept, and is checked again here. */
function drawingOf({ signature }: Decision): string {
  const { width, height } = signatureBox
  const path = signature?.kind === 'drawn' && /^[ML\d ]+$/.test(signature.path) ? signature.path : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><path d="${path || 'M0 0'}" fill="none" stroke="#1b1a17" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>`
}
