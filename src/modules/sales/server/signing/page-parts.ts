import { html, raw, safeHref, type Markup } from '#kernel/html/html.ts'
import { signatureBox, type Comment, type Decision } from '#sales/contract/signing.ts'
import type { Refusals } from '#sales/server/signing/decision.ts'

/** What a part of the page needs to say its words: `sales.sign.<key>`, moments in the organization's zone, amounts in its way of writing. */
export type Words = {
  t: (key: string, values?: Record<string, unknown>) => string
  moment: (at: string) => string
  /** The last day of what ends at an instant. */
  lastDay: (endsAt: string) => string
}

const bad = (words: Words, id: string, refusal: string | undefined): Markup | null =>
  refusal === undefined ? null : html`<small class="bad" id="${id}">${words.t(`errors.${refusal}`)}</small>`
const described = (id: string, refusal: string | undefined): Markup | null =>
  refusal === undefined ? null : html` aria-invalid="true" aria-describedby="${id}"`

export type AcceptForm = {
  action: string
  version: number
  contactName: string
  consent: string
  given: { name: string; how: string; drawn: string; typed: string; agrees: boolean } | undefined
  refusals: Refusals
}

/** Name, signature and the words that are agreed to. Until a script says otherwise the signature is typed. */
export function acceptForm(words: Words, { action, version, contactName, consent, given, refusals }: AcceptForm): Markup {
  const drawn = given?.how === 'drawn'
  return html`<form method="post" action="${action}#aceptar" novalidate>
    <input type="hidden" name="version" value="${version}" />
    <div class="field">
      <label for="name">${words.t('name')}</label>
      <input
        id="name"
        name="name"
        autocomplete="name"
        maxlength="120"
        value="${given?.name ?? contactName}"
        aria-required="true"${described('name-bad', refusals.get('name'))}
      />${bad(words, 'name-bad', refusals.get('name'))}
    </div>
    <fieldset class="field"${described('signature-bad', refusals.get('signature'))}>
      <legend>${words.t('signature')}</legend>
      <div class="how" hidden>
        <label><input type="radio" name="how" value="drawn" ${drawn && raw('checked')} />${words.t('draw')}</label>
        <label><input type="radio" name="how" value="typed" ${!drawn && raw('checked')} />${words.t('type')}</label>
      </div>
      <input type="hidden" name="signature" value="${given?.drawn ?? ''}" />
      <div id="pad" hidden>
        <canvas role="img" aria-label="${words.t('pad')}"></canvas>
        <button type="button" class="clear">${words.t('clear')}</button>
      </div>
      <div id="typed">
        <label for="typed-name" class="small soft">${words.t('typed_hint')}</label>
        <input id="typed-name" class="typed" name="typed" maxlength="120" autocomplete="off" value="${given?.typed ?? ''}" />
      </div>
      ${bad(words, 'signature-bad', refusals.get('signature'))}
    </fieldset>
    <div class="field">
      <label class="tick"
        ><input type="checkbox" name="agrees" value="yes" ${given?.agrees && raw('checked')}${described('agrees-bad', refusals.get('agrees'))} />
        <span>${consent}</span></label
      >${bad(words, 'agrees-bad', refusals.get('agrees'))}
    </div>
    <button>${words.t('accept')}</button>
  </form>`
}

export function rejectForm(
  words: Words,
  { action, version, reason, refusal }: { action: string; version: number; reason: string; refusal: string | undefined },
): Markup {
  return html`<details ${refusal !== undefined && raw('open')}>
    <summary>${words.t('reject_open')}</summary>
    <form method="post" action="${action}#rechazar" id="rechazar" novalidate>
      <input type="hidden" name="version" value="${version}" />
      <div class="field">
        <label for="reason">${words.t('reason')}</label>
        <textarea id="reason" name="reason" rows="3" maxlength="1000"${described('reason-bad', refusal)}>${reason}</textarea>
        ${bad(words, 'reason-bad', refusal)}
      </div>
      <button class="quiet">${words.t('reject')}</button>
    </form>
  </details>`
}

export type CommentForm = { action: string; id: string; version: number; text: string; refusal: string | undefined; isOpen: boolean }

export function commentSection(words: Words, comments: readonly Comment[], form: CommentForm): Markup {
  return html`<section id="comentarios" aria-labelledby="comments-title">
    <h2 id="comments-title">${words.t('comments')}</h2>
    ${
      comments.length > 0 &&
      html`<ul class="said">
      ${comments.map(
        (one) =>
          html`<li class="${one.author === 'user' ? 'ours' : 'theirs'}">
            <p class="who">${one.authorName} · ${words.moment(one.at)}</p>
            <p>${one.text}</p>
          </li>`,
      )}
    </ul>`
    }
    ${
      form.isOpen &&
      html`<form method="post" action="${form.action}#comentarios" novalidate>
      <input type="hidden" name="version" value="${form.version}" />
      <input type="hidden" name="id" value="${form.id}" />
      <div class="field">
        <label for="text">${words.t('comment')}</label>
        <textarea id="text" name="text" rows="3" maxlength="2000"${described('text-bad', form.refusal)}>${form.text}</textarea>
        ${bad(words, 'text-bad', form.refusal)}
      </div>
      <button class="quiet">${words.t('send')}</button>
    </form>`
    }
  </section>`
}

/** What became of it, on top of everything else. */
export const stateBox = (tone: 'good' | 'care', title: string, text: string, more: Markup | null = null): Markup =>
  html`<div class="state ${tone}" role="status"><h1>${title}</h1><p>${text}</p>${more}</div>`

export function signed(decision: Decision | null): Markup | null {
  const signature = decision?.signature
  if (!signature) return null
  return signature.kind === 'typed'
    ? html`<div class="signed typed">${signature.text}</div>`
    : html`<div class="signed"><svg viewBox="0 0 ${signatureBox.width} ${signatureBox.height}" role="img" aria-label="${decision.name}"><path d="${signature.path}" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" /></svg></div>`
}

export type Frame = {
  lang: string
  title: string
  hint: string
  style: string
  script: string
  nonce: string
  header: Markup | null
  main: Markup
  attributes?: Markup
  foot?: Markup | null
}

export const frame = ({ lang, title, hint, style, script, nonce, header, main, attributes, foot = null }: Frame): string =>
  `<!doctype html>${html`<html lang="${lang}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="robots" content="noindex, nofollow" />
      <meta name="referrer" content="same-origin" />
      <meta name="description" content="${hint}" />
      <meta property="og:title" content="${title}" />
      <meta property="og:description" content="${hint}" />
      <link rel="icon" href="data:," />
      <title>${title}</title>
      <style nonce="${nonce}">${raw(style)}</style>
    </head>
    <body>
      ${header}
      <main${attributes ?? null}>${main}</main>
      ${foot}
      <script nonce="${nonce}">${raw(script)}</script>
    </body>
  </html>`}`

/** A header with who it comes from; a logo only from this very place. */
export const header = (name: string, logoUrl: string | null, number: string | null): Markup =>
  html`<header class="top">${logoUrl && html`<img src="${logoUrl.startsWith('/') ? logoUrl : safeHref(logoUrl)}" alt="" height="36" />`}<b>${name}</b>${number && html`<span class="num">${number}</span>`}</header>`
