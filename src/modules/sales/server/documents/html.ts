import { escape, html, raw, safeHref, type Markup } from '#kernel/html/html.ts'
import type { ProposalDocument } from '#sales/contract/proposal-document.ts'
import type { Block, Inline, List, RichText } from '#sales/contract/rich-text.ts'
import type { ItemsTable } from '#sales/server/documents/items-table.ts'

/** What stands around the text: who offers what to whom. All of it is text, but the pictures, which are addresses. */
export type Letterhead = {
  brandName: string
  logo: string | null
  /** Of the cover, an address like the logo's. */
  picture: string | null
  facts: { label: string; value: string }[]
  termsTitle: string
}

/** A resolved document as markup of ours, without the page around it. Throws on what was never resolved. Pure. */
export function htmlOf(document: ProposalDocument, letterhead: Letterhead, items: ItemsTable): string {
  const { cover, sections, terms } = document
  const logo =
    letterhead.logo !== null && cover.showsLogo && html`<img class="logo" src="${letterhead.logo}" alt="${letterhead.brandName}" />`
  const facts = html`<dl class="facts">${letterhead.facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
  const head = cover.isShown
    ? html`<header class="cover">${logo || html`<p class="brand">${letterhead.brandName}</p>`}<div><h1>${cover.title}</h1>${cover.subtitle && html`<p class="subtitle">${cover.subtitle}</p>`}</div>${letterhead.picture !== null && html`<img class="picture" src="${letterhead.picture}" alt="" />`}${facts}</header>`
    : html`<header class="head">${logo || html`<p class="brand">${letterhead.brandName}</p>`}${facts}</header>`
  const body = sections.map(
    ({ title, body: text, startsPage }) =>
      html`<section${startsPage && raw(' class="starts-page"')}>${title && html`<h2>${title}</h2>`}${textOf(text, items)}</section>`,
  )
  const last = !isBlank(terms) && html`<section class="terms"><h2>${letterhead.termsTitle}</h2>${textOf(terms, items)}</section>`
  return html`<article class="paper">${head}${body}${last}</article>`.toString()
}

export const isBlank = (text: RichText): boolean => text.content.every((block) => block.type === 'paragraph' && !block.content?.length)

const textOf = (text: RichText, items: ItemsTable): Markup[] => text.content.map((block) => blockOf(block, items))

function blockOf(block: Block, items: ItemsTable): Markup {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${inlinesOf(block.content)}</p>`
    case 'heading': {
      // The title of a section is the second level.
      const tag = raw(`h${block.attrs.level + 2}`)
      return html`<${tag}>${inlinesOf(block.content)}</${tag}>`
    }
    case 'bulletList':
    case 'orderedList':
      return listOf(block)
    case 'blockquote':
      return html`<blockquote>${block.content.map((one) => html`<p>${inlinesOf(one.content)}</p>`)}</blockquote>`
    case 'horizontalRule':
      return html`<hr />`
    case 'pageBreak':
      return html`<div class="page-break"></div>`
    case 'itemsTable':
      return tableOf(items)
    default:
      throw new Error(`no page shows ${block.type}`)
  }
}

function listOf(list: List): Markup {
  const rows = list.content.map(
    ({ content }) =>
      html`<li>${content.map((one) => (one.type === 'paragraph' ? html`<p>${inlinesOf(one.content)}</p>` : listOf(one)))}</li>`,
  )
  if (list.type === 'bulletList') return html`<ul>${rows}</ul>`
  return html`<ol${list.attrs.start !== 1 && html` start="${list.attrs.start}"`}>${rows}</ol>`
}

const inlinesOf = (inlines: readonly Inline[] = []): Markup[] => inlines.map(inlineOf)

function inlineOf(inline: Inline): Markup {
  switch (inline.type) {
    case 'text':
      return (inline.marks ?? []).reduce(
        (inner, mark) => {
          if (mark.type !== 'link') return raw(`<${tagOf[mark.type]}>${inner}</${tagOf[mark.type]}>`)
          const href = safeHref(mark.attrs.href)
          return href ? html`<a href="${href}" target="_blank" rel="noopener noreferrer nofollow">${inner}</a>` : inner
        },
        raw(escape(inline.text)),
      )
    case 'hardBreak':
      return html`<br />`
    case 'gap':
      return html`<mark class="gap">{{${inline.attrs.name}}}</mark>`
    default:
      throw new Error(`no page shows ${inline.type}`)
  }
}

const tagOf = { bold: 'strong', italic: 'em', underline: 'u', strike: 's' } as const

function tableOf({ columns, rows, hasDiscounts, hasTaxes, sums, note }: ItemsTable): Markup {
  const span = 3 + Number(hasDiscounts) + Number(hasTaxes)
  return html`<div class="items"><table><thead><tr><th scope="col">${columns.description}</th><th scope="col" class="n">${columns.quantity}</th><th scope="col" class="n">${columns.price}</th>${hasDiscounts && html`<th scope="col" class="n">${columns.discount}</th>`}${hasTaxes && html`<th scope="col" class="n">${columns.tax}</th>`}<th scope="col" class="n">${columns.total}</th></tr></thead><tbody>${rows.map(
    (row) =>
      row.kind === 'heading'
        ? html`<tr class="group"><th scope="rowgroup" colspan="${span}">${row.description}</th><td class="n">${row.total}</td></tr>`
        : html`<tr><td>${row.description}</td><td class="n" data-label="${columns.quantity}">${row.quantity}</td><td class="n" data-label="${columns.price}">${row.price}</td>${hasDiscounts && html`<td class="n" data-label="${columns.discount}">${row.discount}</td>`}${hasTaxes && html`<td class="n" data-label="${columns.tax}">${row.tax}</td>`}<td class="n" data-label="${columns.total}">${row.total}</td></tr>`,
  )}</tbody></table><dl class="sums">${sums.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>${note && html`<p class="note">${note}</p>`}</div>`
}
