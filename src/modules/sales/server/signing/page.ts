import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { amountInWords, tagOf } from '#kernel/i18n/in-words.ts'
import { html, raw, type Markup } from '#kernel/html/html.ts'
import type { PublicAnswer } from '#kernel/module.ts'
import { Problem } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import { paperStyle } from '#sales/server/documents/paper-style.ts'
import * as comments from '#sales/server/signing/comments.ts'
import * as commentStore from '#sales/server/signing/comments.store.ts'
import * as decision from '#sales/server/signing/decision.ts'
import { inProposalOf, refuseFlood, type Visitor } from '#sales/server/signing/door.ts'
import * as parts from '#sales/server/signing/page-parts.ts'
import { pageScript } from '#sales/server/signing/page-script.ts'
import { styleOf } from '#sales/server/signing/page-style.ts'
import { lookOnce } from '#sales/server/signing/views.ts'

type Asked = { query: Readonly<Record<string, string>>; form: URLSearchParams; nonce: string }
type Given = NonNullable<parts.AcceptForm['given']>
/** What was typed and what was wrong with it, to be shown again. */
type Again = {
  given?: Given
  refusals?: decision.Refusals
  reason?: string
  comment?: { text: string; refusal: string | undefined }
  status?: number
}

const linkSeconds = 86_400
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const proposalPage = (ctx: PlatformCtx, { query, nonce }: Asked): Promise<PublicAnswer> =>
  orWords(ctx, nonce, () => {
    const token = query['token'] ?? ''
    const wanted = numberOf(query['v'])
    return inProposalOf(ctx, token, (tenant, visitor) => draw(tenant, visitor, { token, nonce }), { wanted })
  })

export const acceptPage = (ctx: PlatformCtx, asked: Asked): Promise<PublicAnswer> =>
  act(ctx, asked, async (tenant, visitor) => {
    const said = (name: string): string => (asked.form.get(name) ?? '').slice(0, 30_000)
    const given = { name: said('name'), how: said('how'), drawn: said('signature'), typed: said('typed'), agrees: said('agrees') === 'yes' }
    const { refusals } = await decision.accept(tenant, visitor, given)
    return refusals.size > 0 ? { given, refusals, status: 422 } : {}
  })

export const rejectPage = (ctx: PlatformCtx, asked: Asked): Promise<PublicAnswer> =>
  act(ctx, asked, async (tenant, visitor) => {
    const reason = asked.form.get('reason') ?? ''
    const { refusals } = await decision.reject(tenant, visitor, { name: asked.form.get('name') ?? '', reason })
    return refusals.size > 0 ? { reason, refusals, status: 422 } : {}
  })

export const commentPage = (ctx: PlatformCtx, asked: Asked): Promise<PublicAnswer> =>
  act(ctx, asked, async (tenant, visitor) => {
    const [text, id] = [asked.form.get('text') ?? '', asked.form.get('id') ?? '']
    if (visitor.standing !== 'open' && visitor.standing !== 'rejected') return {}
    const { state } = await comments.say(tenant, visitor, { id: uuid.test(id) ? id : tenant.newId(), name: '', text })
    return state === 'said' ? {} : { comment: { text, refusal: state }, status: 422 }
  })

/** Something that somebody sent from the page, while the proposal is held; then the page as it is now. */
async function act(
  ctx: PlatformCtx,
  { query, form, nonce }: Asked,
  run: (tenant: Ctx, visitor: Visitor) => Promise<Again>,
): Promise<PublicAnswer> {
  const token = query['token'] ?? ''
  const wanted = numberOf(form.get('version') ?? undefined)
  return orWords(ctx, nonce, async () => {
    await refuseFlood(ctx, token)
    const again = await inProposalOf(
      ctx,
      token,
      async (tenant, visitor) => {
        // Whoever answers has looked, whether or not their browser said so.
        if (visitor.standing === 'open' && ctx.person?.orgId !== tenant.org) await lookOnce(tenant, visitor)
        return run(tenant, visitor)
      },
      { holds: true, wanted },
    )
    // In a transaction of its own: what was just written is read as everybody else reads it.
    return inProposalOf(ctx, token, (tenant, visitor) => draw(tenant, visitor, { token, nonce }, again), { wanted })
  })
}

const numberOf = (text: string | undefined): number | undefined => (text && /^\d{1,4}$/.test(text) ? Number(text) : undefined)

/** A link of nobody, and one that is asked too often, are pages too. */
async function orWords(ctx: PlatformCtx, nonce: string, run: () => Promise<PublicAnswer>): Promise<PublicAnswer> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 404 && error.status !== 429)) throw error
    const what = error.status === 404 ? 'gone' : 'flood'
    const title = ctx.t(`sales.sign.${what}.title`)
    const page = parts.frame({
      lang: ctx.locale,
      title,
      hint: '',
      style: styleOf(undefined),
      script: '',
      nonce,
      header: null,
      main: parts.stateBox('care', title, ctx.t(`sales.sign.${what}.text`)),
    })
    return { kind: 'page', status: error.status, html: page, isEmbeddable: false }
  }
}

async function draw(ctx: Ctx, visitor: Visitor, place: { token: string; nonce: string }, again: Again = {}): Promise<PublicAnswer> {
  const { subject, version, standing } = visitor
  const [brands, said, decided] = await Promise.all([
    identity.brands(ctx),
    commentStore.ofProposal(ctx, subject.id),
    standing === 'accepted' || standing === 'rejected' ? decision.decisionOf(ctx, subject.id) : null,
  ])
  const brand = brands.find(({ id }) => id === subject.brandId)
  const words = wordsOf(ctx)
  const own = `/p/${place.token}`
  const isOpen = standing === 'open'
  const main = html`
    ${stateOf(words, visitor, decided, own)}
    <section class="doc">
      ${!version.html.includes('<h1') && isOpen && html`<h1>${version.title}</h1>`}
      ${raw(version.html)}
      <p class="small"><a href="${ctx.files.url(ctx.org, version.pdfFileId, { isDownload: true, seconds: linkSeconds })}">${words.t('pdf')}</a></p>
    </section>
    ${isOpen && decisionSection(ctx, words, visitor, own, again)}
    ${parts.commentSection(words, said, {
      action: `${own}/comment`,
      id: ctx.newId(),
      version: version.number,
      text: again.comment?.text ?? '',
      refusal: again.comment?.refusal,
      isOpen: isOpen || standing === 'rejected',
    })}
  `
  const page = parts.frame({
    lang: ctx.locale,
    title: `${version.title}${brand ? ` · ${brand.name}` : ''}`,
    hint: words.t('hint', { number: subject.number, brand: brand?.name ?? '' }),
    style: styleOf(brand?.theme) + paperStyle(brand?.theme.light['--accent'] ?? ''),
    script: pageScript,
    nonce: place.nonce,
    header: parts.header(brand?.name ?? '', brand?.logoUrl ?? null, words.t('number', { number: subject.number, version: version.number })),
    main,
    attributes: html` data-views="/api/v1/public-proposals/${place.token}/views" data-visit="${ctx.newId()}"`,
    foot: isOpen ? bar(words, amountInWords(ctx, version.total.amountMinor, version.total.currency)) : null,
  })
  const status = again.status ?? (standing === 'expired' || standing === 'withdrawn' ? 410 : 200)
  return { kind: 'page', status, html: page, isEmbeddable: false }
}

function decisionSection(ctx: Ctx, words: parts.Words, visitor: Visitor, own: string, again: Again): Markup {
  const { subject, version } = visitor
  const refusals: decision.Refusals = again.refusals ?? new Map()
  return html`<section id="aceptar" aria-labelledby="accept-title">
    <h2 id="accept-title">${words.t('accept_title')}</h2>
    <p class="soft">${words.t('until', { at: words.lastDay(version.endsAt) })}</p>
    ${again.given && html`<p class="notice" role="alert">${words.t('mend')}</p>`}
    ${parts.acceptForm(words, {
      action: `${own}/accept`,
      version: version.number,
      contactName: subject.contactName,
      consent: decision.consentOf(ctx, visitor).text,
      given: again.given,
      refusals,
    })}
    ${parts.rejectForm(words, { action: `${own}/reject`, version: version.number, reason: again.reason ?? '', refusal: refusals.get('reason') })}
  </section>`
}

const bar = (words: parts.Words, total: string): Markup =>
  html`<footer class="bar"><div><b>${total}</b><a class="go" href="#aceptar">${words.t('go')}</a></div></footer>`

function stateOf(
  words: parts.Words,
  { standing, subject, version }: Visitor,
  decided: ReturnType<typeof decision.readDecision>,
  own: string,
): Markup | null {
  if (standing === 'open') return null
  const values = { number: subject.number, version: version.number, name: decided?.name ?? '', at: decided ? words.moment(decided.at) : '' }
  const more =
    standing === 'accepted'
      ? parts.signed(decided)
      : standing === 'superseded' && subject.latestSent !== null
        ? html`<p><a href="${own}?v=${subject.latestSent}">${words.t('newest')}</a></p>`
        : null
  return parts.stateBox(
    standing === 'accepted' ? 'good' : 'care',
    words.t(`states.${standing}.title`, values),
    words.t(`states.${standing}.text`, values),
    more,
  )
}

function wordsOf(ctx: Ctx): parts.Words {
  const format = new Intl.DateTimeFormat(tagOf(ctx.locale), {
    timeZone: ctx.zone,
    dateStyle: 'long',
    timeStyle: 'short',
    hour12: false,
  })
  const day = new Intl.DateTimeFormat(tagOf(ctx.locale), { timeZone: ctx.zone, dateStyle: 'long' })
  return {
    t: (key, values) => ctx.t(`sales.sign.${key}`, values),
    moment: (at) => format.format(new Date(at)),
    lastDay: (endsAt) => day.format(new Date(Date.parse(endsAt) - 1)),
  }
}
