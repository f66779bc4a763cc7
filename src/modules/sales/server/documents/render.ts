import { readFile } from 'node:fs/promises'
import type { Ctx } from '#kernel/ctx.ts'
import { renderPdf } from '#kernel/pdf/pdf.ts'
import * as identity from '#identity/server/public.ts'
import type { ThumbnailSize } from '#kernel/files/files.ts'
import type { Discount, ProposalLine, Totals } from '#sales/contract/proposal.ts'
import type { DocumentIssue, ProposalDocument } from '#sales/contract/proposal-document.ts'
import { discountBasisPoints } from '#sales/contract/proposal-totals.ts'
import type { VariableValues } from '#sales/contract/proposal-variable.ts'
import { htmlOf, type Letterhead } from '#sales/server/documents/html.ts'
import { itemsTableOf, writerOf } from '#sales/server/documents/items-table.ts'
import { paperStyle } from '#sales/server/documents/paper-style.ts'
import { includesOf, resolve, type IncludedTemplate } from '#sales/server/documents/resolve.ts'
import { sheetOf, type ProposalSheet } from '#sales/server/documents/sheet.ts'
import * as templates from '#sales/server/templates/templates.store.ts'

/** Everything that a proposal says and offers, wherever it is kept. */
export type Sayable = {
  number: string
  title: string
  brandId: string
  contact: { name: string; phone: string | null; email: string | null; taxId: string | null }
  ownerId: string | null
  currency: string
  /** Days, `2026-11-21`. */
  date: string
  validUntil: string
  document: ProposalDocument
  lines: readonly ProposalLine[]
  discount: Discount | null
  includesTax: boolean
  totals: Totals
  self?: { id: string; name: string }
}
export type Said = {
  document: ProposalDocument
  issues: DocumentIssue[]
  html: string
  css: string
  sheet: ProposalSheet
  logo: Buffer | null
  picture: Buffer | null
}

/** What it says once everything is in its place: as markup, and ready for paper. Without a side effect. */
export async function say(ctx: Ctx, one: Sayable): Promise<Said> {
  const brands = await identity.brands(ctx)
  const brand = brands.find(({ id }) => id === one.brandId) ?? brands.find(({ isMain }) => isMain)
  const locale = brand?.locale ?? ctx.locale
  const write = writerOf(locale, one.currency)
  const seller = one.ownerId === null ? null : ((await identity.people(ctx, [one.ownerId]))[0]?.name ?? null)
  const values: VariableValues = {
    clientName: one.contact.name,
    'contact.name': one.contact.name,
    'contact.phone': one.contact.phone,
    'contact.email': one.contact.email,
    'contact.taxId': one.contact.taxId?.split(':').at(-1) ?? null,
    proposalDate: write.day(one.date),
    validUntil: write.day(one.validUntil),
    'proposal.number': one.number,
    'proposal.title': one.title,
    discountPercentage: write.percent(discountBasisPoints(one.totals)),
    subtotal: write.money(one.totals.subtotalMinor),
    taxes: write.money(one.totals.taxMinor),
    total: write.money(one.totals.totalMinor),
    'seller.name': seller,
    'brand.name': brand?.name ?? null,
    'organization.name': (await identity.organization(ctx)).name,
  }
  const templatesById = await included(ctx, one.document)
  const { document, issues } = resolve(one.document, { values, templatesById, ...(one.self && { self: one.self }) })
  const { cover } = one.document
  const logo = cover.showsLogo ? await pictureOf(ctx, brand?.logoFileId, 240) : null
  const picture = cover.isShown ? await pictureOf(ctx, cover.picture?.fileId, 960) : null
  const word = (key: string): string => ctx.t(`sales.paper.${key}`)
  const letterhead: Letterhead = {
    brandName: brand?.name ?? '',
    logo: logo && addressOf(logo),
    picture: picture && addressOf(picture),
    facts: [
      { label: word('number'), value: one.number },
      { label: word('client'), value: one.contact.name },
      { label: word('date'), value: values.proposalDate ?? '' },
      { label: word('valid_until'), value: values.validUntil ?? '' },
    ],
    termsTitle: word('terms'),
  }
  const items = itemsTableOf(ctx.t, write, one)
  const color = brand?.theme.light['--accent'] ?? ''
  return {
    document,
    issues: [...issues, ...(one.lines.some(({ kind }) => kind === 'item') ? [] : [{ kind: 'lines_missing' as const, name: '' }])],
    html: htmlOf(document, letterhead, items),
    css: paperStyle(color),
    sheet: sheetOf(document, letterhead, items, {
      title: `${one.number} · ${one.title}`,
      logo: logo ? logoFile : '',
      picture: picture ? pictureFile : '',
      color: /^#[0-9a-f]{6}$/i.test(color) ? color : '#2f55d4',
      pageOf: word('page_of'),
    }),
    logo,
    picture,
  }
}

const addressOf = (webp: Buffer): string => `data:image/webp;base64,${webp.toString('base64')}`

const logoFile = 'logo.webp'
const pictureFile = 'cover.webp'
let source: string | undefined

/** The paper of what was said. */
export async function paperOf(
  ctx: Pick<Ctx, 'locale'>,
  { sheet, logo, picture }: Pick<Said, 'sheet' | 'logo' | 'picture'>,
): Promise<Uint8Array> {
  source ??= await readFile(new URL('proposal.typ', import.meta.url), 'utf8')
  return renderPdf(source, sheet, {
    language: ctx.locale,
    files: { ...(logo && { [logoFile]: logo }), ...(picture && { [pictureFile]: picture }) },
  })
}

/** The templates that are named, and those that they name in turn. */
async function included(ctx: Ctx, document: ProposalDocument): Promise<Map<string, IncludedTemplate>> {
  const found = new Map<string, IncludedTemplate>()
  let wanted = [...new Set(includesOf(document))]
  while (wanted.length > 0) {
    const read = await templates.some(ctx, wanted)
    for (const { id, name, document: inner } of read) found.set(id, { id, name, sections: inner.sections })
    wanted = [...new Set(read.flatMap((one) => includesOf({ ...one.document, terms: { type: 'doc', content: [] } })))].filter(
      (id) => !found.has(id),
    )
  }
  return found
}

/** Small enough to stand in a page, sharp enough for paper. A picture that cannot be read is no reason to have no proposal. */
async function pictureOf(ctx: Ctx, fileId: string | null | undefined, size: ThumbnailSize): Promise<Buffer | null> {
  if (!fileId) return null
  try {
    return (await ctx.files.thumbnail(ctx, fileId, size)).bytes
  } catch (error) {
    ctx.log.warn({ err: error, fileId }, 'a picture was left out of a proposal')
    return null
  }
}
