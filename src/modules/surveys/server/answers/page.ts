import * as identity from '#identity/server/public.ts'
import { addressKey, attempt } from '#kernel/auth/throttle.ts'
import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { html, raw, type Markup } from '#kernel/html/html.ts'
import { translator } from '#kernel/i18n/messages.ts'
import type { PublicAnswer } from '#kernel/module.ts'
import { bandOf, isScore, scaleOf, scoresOf } from '#surveys/contract/scale.ts'
import { give, isOpen } from '#surveys/server/answers/answers.ts'
import { styleOf } from '#surveys/server/answers/page-style.ts'
import * as store from '#surveys/server/invitations/invitations.store.ts'
import { labelOf } from '#surveys/server/invitations/question.ts'
import { readLink } from '#surveys/server/invitations/link.ts'
import * as surveys from '#surveys/server/surveys/surveys.store.ts'

type Asked = { query: Readonly<Record<string, string>>; form: URLSearchParams; nonce: string }
type Drawn = { invitation: store.InvitationRow; survey: surveys.SurveyRow; token: string; nonce: string }

const mostLetters = 2_000
const perAddress = { limit: 60, windowSeconds: 600 }

/** What somebody sees who follows the link. Looking changes nothing: programs that fetch previews look too. */
export const surveyPage = (ctx: PlatformCtx, asked: Asked): Promise<PublicAnswer> =>
  withInvitation(ctx, asked, (tenant, drawn) => draw(tenant, drawn))

/** One press is an answer; it can be pressed otherwise until the time is over. */
export async function answerPage(ctx: PlatformCtx, asked: Asked): Promise<PublicAnswer> {
  const allowed = await attempt(ctx.sql, { bucket: 'surveys.page.address', key: addressKey(ctx.request.ip), now: ctx.now, ...perAddress })
  return withInvitation(ctx, asked, async (tenant, drawn) => {
    if (!allowed.allowed) return draw(tenant, drawn, { notice: 'flood', status: 429 })
    if (!isOpen(drawn.invitation, tenant.now)) return draw(tenant, drawn)
    const { kind } = drawn.survey
    const typed = asked.form.get('score')
    const score = typed !== null && /^\d{1,2}$/.test(typed) ? Number(typed) : undefined
    const comment = (asked.form.get('comment') ?? '').trim().slice(0, mostLetters)
    const isKnown = score === undefined ? drawn.invitation.score !== null || kind === 'open' : isScore(kind, score)
    if (!isKnown || (score === undefined && comment === '')) return draw(tenant, drawn, { notice: 'choose', status: 422 })
    await give(tenant, drawn.invitation, drawn.survey, { ...(score !== undefined && { score }), comment, via: 'link' })
    const invitation = (await store.find(tenant, drawn.invitation.id)) ?? drawn.invitation
    return draw(tenant, { ...drawn, invitation })
  })
}

/** A link that was made up, or whose customer or survey is gone, is a page too. */
async function withInvitation(
  ctx: PlatformCtx,
  { query, nonce }: Asked,
  run: (tenant: Ctx, drawn: Drawn) => Promise<PublicAnswer>,
): Promise<PublicAnswer> {
  const token = query['token'] ?? ''
  const named = readLink(ctx, token)
  const answer =
    named &&
    (await ctx.inOrg(named.orgId, async (tenant) => {
      const invitation = await store.lock(tenant, named.id)
      const survey = invitation && (await surveys.findPlain(tenant, invitation.surveyId))
      return survey && invitation.sentAt !== null ? run(tenant, { invitation, survey, token, nonce }) : undefined
    }))
  if (answer) return answer
  const body = html`<main><h1>${ctx.t('surveys.page.gone')}</h1><p class="soft">${ctx.t('surveys.page.gone_hint')}</p></main>`
  return {
    kind: 'page',
    status: 404,
    isEmbeddable: false,
    html: frame({ lang: ctx.locale, title: ctx.t('surveys.page.gone'), style: styleOf(undefined), nonce, body }),
  }
}

type Extra = { notice?: 'choose' | 'flood'; status?: number }

async function draw(ctx: Ctx, { invitation, survey, token, nonce }: Drawn, { notice, status }: Extra = {}): Promise<PublicAnswer> {
  const t = translator(survey.language)
  const all = await identity.brands(ctx)
  const brand = all.find(({ id }) => id === invitation.brandId) ?? all.find(({ isMain }) => isMain) ?? all[0]
  const canAnswer = isOpen(invitation, ctx.now)
  const isAnswered = invitation.answeredAt !== null
  const body = html`<main>
    ${brand && html`<p class="brand">${brand.name}</p>`}
    ${!canAnswer ? closed(t, isAnswered) : isAnswered ? thanks(t, invitation, survey, token) : question(t, survey, token)}
    ${notice && html`<p role="alert">${t(`surveys.page.${notice}`)}</p>`}
  </main>`
  const title = brand ? `${survey.texts.question.slice(0, 80)} · ${brand.name}` : survey.texts.question
  return {
    kind: 'page',
    status: status ?? (canAnswer ? 200 : 410),
    isEmbeddable: false,
    html: frame({ lang: survey.language, title, style: styleOf(brand?.theme), nonce, body }),
  }
}

type Words = ReturnType<typeof translator>

const closed = (t: Words, isAnswered: boolean): Markup =>
  html`<h1>${t('surveys.page.closed')}</h1><p class="soft">${t(isAnswered ? 'surveys.page.closed_answered' : 'surveys.page.closed_hint')}</p>`

const question = (t: Words, survey: surveys.SurveyRow, token: string): Markup =>
  html`<h1>${survey.texts.question}</h1>${survey.kind === 'open' ? commentForm(t, token, t('surveys.page.your_answer')) : scoreForm(t, survey, token, null)}`

function thanks(t: Words, { score, comment }: store.InvitationRow, survey: surveys.SurveyRow, token: string): Markup {
  const { texts, kind } = survey
  const words = score === null ? texts.good : texts[bandOf(kind, score)]
  return html`<div role="status"><h1>${words}</h1></div>
    ${score !== null && html`<p class="chosen">${t('surveys.page.chosen', { label: labelOf(survey, score) })}</p>`}
    ${comment && html`<p class="soft">“${comment}”</p>`}
    ${commentForm(t, token, comment ? t('surveys.page.add') : texts.followUp || t('surveys.page.more'))}
    ${score !== null && html`<details><summary>${t('surveys.page.change')}</summary>${scoreForm(t, survey, token, score)}</details>`}`
}

function scoreForm(t: Words, survey: surveys.SurveyRow, token: string, chosen: number | null): Markup {
  const isNumbers = survey.kind !== 'csat'
  const scores = isNumbers ? scoresOf(survey.kind).toReversed() : scoresOf(survey.kind)
  const scale = scaleOf(survey.kind)
  const end = (score: number | undefined): string => t(`surveys.chat.labels.${survey.kind}_${score ?? 0}`)
  return html`<form method="post" action="/e/${token}" novalidate>
    <div class="scores${isNumbers && ' numbers'}" role="group" aria-label="${survey.texts.question}">
      ${scores.map(
        (score) =>
          html`<button name="score" value="${score}" ${isNumbers && html`aria-label="${labelOf(survey, score)}"`} ${chosen === score && raw('aria-pressed="true"')}>${isNumbers ? score : labelOf(survey, score)}</button>`,
      )}
    </div>
    ${isNumbers && html`<p class="ends" aria-hidden="true"><span>${end(scale?.min)}</span><span>${end(scale?.max)}</span></p>`}
  </form>`
}

const commentForm = (t: Words, token: string, label: string): Markup => html`<form method="post" action="/e/${token}" novalidate>
  <label for="comment">${label}</label>
  <textarea id="comment" name="comment" maxlength="${mostLetters}"></textarea>
  <button class="send">${t('surveys.page.send')}</button>
</form>`

type Frame = { lang: string; title: string; style: string; nonce: string; body: Markup }

const frame = ({ lang, title, style, nonce, body }: Frame): string =>
  `<!doctype html>${html`<html lang="${lang}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <title>${title}</title>
      <style nonce="${nonce}">${raw(style)}</style>
    </head>
    <body>
      ${body}
    </body>
  </html>`}`
