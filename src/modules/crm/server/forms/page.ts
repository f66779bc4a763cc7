import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { html, raw, type Markup } from '#kernel/html/html.ts'
import type { PublicAnswer } from '#kernel/module.ts'
import { Problem } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import type { PublicForm } from '#crm/contract/form.ts'
import type { Given } from '#crm/server/forms/answers.ts'
import type { StoredForm } from '#crm/server/forms/forms.store.ts'
import * as intake from '#crm/server/forms/intake.ts'
import { script, styleOf } from '#crm/server/forms/page-parts.ts'
import * as token from '#crm/server/forms/token.ts'

type Asked = { query: Readonly<Record<string, string>>; form: URLSearchParams; nonce: string }
/** Where the form stands: on its own, or in a frame of another page, whose address and referrer it then brings along. */
type Place = { slug: string; isFramed: boolean; page: string; referrer: string; nonce: string }

export async function formPage(ctx: PlatformCtx, { query, nonce }: Asked): Promise<PublicAnswer> {
  const own = `${ctx.request.origin}/f/${query['slug'] ?? ''}`
  const utm = new URLSearchParams(Object.entries(query).filter(([name]) => /^(?:utm_\w{1,20}|\w{1,3}clid)$/.test(name)))
  const place: Place = {
    slug: query['slug'] ?? '',
    isFramed: query['e'] === '1',
    page: (query['p'] ?? (utm.size > 0 ? `${own}?${utm}` : own)).slice(0, 2_000),
    referrer: (query['r'] ?? ctx.request.header('referer') ?? '').slice(0, 2_000),
    nonce,
  }
  return orWords(ctx, place, () =>
    intake.inFormOf(ctx, place.slug, async (tenant, form) =>
      form.isOpen ? drawForm(tenant, form, place, {}) : drawNotice(tenant, form, place, 'closed'),
    ),
  )
}

export async function submitPage(ctx: PlatformCtx, { query, form: sent, nonce }: Asked): Promise<PublicAnswer> {
  const place: Place = {
    slug: query['slug'] ?? '',
    isFramed: sent.get('_framed') === '1',
    page: (sent.get('_page') ?? '').slice(0, 2_000),
    referrer: (sent.get('_referrer') ?? '').slice(0, 2_000),
    nonce,
  }
  const given = givenOf(sent)
  const flood = await intake.refuseFlood(ctx, place.slug).catch((error: unknown) => error)
  return orWords(ctx, place, () =>
    intake.inFormOf(ctx, place.slug, async (tenant, form) => {
      if (!form.isOpen) return drawNotice(tenant, form, place, 'closed')
      if (flood instanceof Problem) return drawForm(tenant, form, place, { given, notice: 'flood', status: 429 })
      const outcome = await intake.take(tenant, form, {
        token: sent.get('_token') ?? '',
        answers: given,
        page: place.page,
        referrer: place.referrer,
      })
      if (outcome.state === 'taken') return drawThanks(tenant, form, place)
      // A token that is only too young stays: whoever waits and sends again is a person.
      const kept = outcome.state === 'too-soon' || outcome.state === 'refused' ? (sent.get('_token') ?? undefined) : undefined
      return drawForm(tenant, form, place, {
        given,
        refusals: outcome.refusals,
        notice: outcome.state.replaceAll('-', '_'),
        token: kept,
        status: 422,
      })
    }),
  )
}

/** Puts a frame with the form behind itself, tells it where it stands, and gives it the height it asks for. */
export async function embedScript(ctx: PlatformCtx, { query }: Asked): Promise<PublicAnswer> {
  const slug = query['slug'] ?? ''
  await intake.inFormOf(ctx, slug, () => Promise.resolve())
  return { kind: 'script', body: script(slug) }
}

/** An address of nobody is a page too. */
async function orWords(ctx: PlatformCtx, place: Place, draw: () => Promise<PublicAnswer>): Promise<PublicAnswer> {
  try {
    return await draw()
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error
    const body = html`<main><h1>${ctx.t('crm.form_page.gone')}</h1></main>`
    return {
      kind: 'page',
      status: 404,
      html: frame({ lang: ctx.locale, title: ctx.t('crm.form_page.gone'), accent: undefined, place, body }),
      isEmbeddable: true,
    }
  }
}

function givenOf(sent: URLSearchParams): Given {
  const given: Record<string, string | readonly string[]> = {}
  for (const key of new Set(sent.keys())) {
    if (key.startsWith('_') || key.length > 60) continue
    const values = sent.getAll(key).slice(0, 50)
    given[key] = values.length > 1 ? values : (values[0] ?? '').slice(0, 20_000)
  }
  return given
}

type Drawing = {
  given?: Given
  refusals?: ReadonlyMap<string, string>
  /** A key below `crm.form_page.notices`. */
  notice?: string
  token?: string | undefined
  status?: number
}

async function drawForm(
  ctx: Ctx,
  form: StoredForm,
  place: Place,
  { given = {}, refusals = new Map(), notice, token: kept, status }: Drawing,
): Promise<PublicAnswer> {
  const { fields } = await intake.drawn(ctx, form)
  const error = (key: string): Markup | null => {
    const refusal = refusals.get(key)
    return refusal ? html`<small class="bad" id="${idOf(key)}-error">${ctx.t(`crm.form_page.errors.${refusal}`)}</small>` : null
  }
  const body = html`<main>
    <h1>${form.texts.title}</h1>
    ${form.texts.intro && html`<p>${form.texts.intro}</p>`}
    ${notice && html`<p class="notice" role="alert">${ctx.t(`crm.form_page.notices.${notice}`)}</p>`}
    <form method="post" action="/f/${form.slug}" novalidate>
      <input type="hidden" name="_token" value="${kept ?? token.issue(ctx.crypto, form.id, ctx.now)}" />
      <input type="hidden" name="_page" value="${place.page}" />
      <input type="hidden" name="_referrer" value="${place.referrer}" />
      <input type="hidden" name="_framed" value="${place.isFramed ? '1' : ''}" />
      <div class="trap" aria-hidden="true"><label>${intake.trap}<input name="${intake.trap}" tabindex="-1" autocomplete="off" /></label></div>
      ${fields.map((field) => fieldOf(ctx, field, given[field.key] ?? '', error(field.key)))}
      ${form.consents.map(
        (consent, i) =>
          html`<div class="field">
            <label class="tick"
              ><input type="checkbox" name="consent:${i}" value="yes" ${given[`consent:${i}`] === 'yes' && raw('checked')} />
              <span>${consent.text}${consent.isRequired && ' *'}</span></label
            >${error(`consent:${i}`)}
          </div>`,
      )}
      <button>${form.texts.button}</button>
    </form>
  </main>`
  return pageOf(ctx, form, place, form.texts.title, body, status)
}

const autocompleteByType: Readonly<Record<string, string>> = { name: 'name', phone: 'tel', email: 'email' }
const inputTypes: Readonly<Record<string, string>> = { phone: 'tel', email: 'email', date: 'date', link: 'url' }
const idOf = (key: string): string => `f-${key.replaceAll(/[^a-z0-9]/g, '-')}`

function fieldOf(ctx: Ctx, field: PublicForm['fields'][number], given: string | readonly string[], error: Markup | null): Markup {
  const id = idOf(field.key)
  const text = typeof given === 'string' ? given : (given[0] ?? '')
  const chosen = typeof given === 'string' ? [given] : given
  const described = error ? html` aria-invalid="true" aria-describedby="${id}-error"` : null
  const required = field.isRequired ? html` aria-required="true"` : null
  const label = html`${field.label}${field.isRequired && ' *'}`
  if (field.type === 'boolean')
    return html`<div class="field">
      <label class="tick"><input type="checkbox" name="${field.key}" value="yes" ${text === 'yes' && raw('checked')} /><span>${label}</span></label>${error}
    </div>`
  if (field.type === 'multi-choice')
    return html`<fieldset class="field">
      <legend>${label}</legend>
      ${field.options.map(
        (option) =>
          html`<label class="tick"
            ><input type="checkbox" name="${field.key}" value="${option.id}" ${chosen.includes(option.id) && raw('checked')} /><span
              >${option.label}</span
            ></label
          >`,
      )}${error}
    </fieldset>`
  const control =
    field.type === 'message'
      ? html`<textarea id="${id}" name="${field.key}" rows="4" maxlength="5000"${required}${described}>${text}</textarea>`
      : field.type === 'choice'
        ? html`<select id="${id}" name="${field.key}"${required}${described}>
            <option value="">${ctx.t('crm.form_page.choose')}</option>
            ${field.options.map((option) => html`<option value="${option.id}" ${text === option.id && raw('selected')}>${option.label}</option>`)}
          </select>`
        : html`<input
            id="${id}"
            name="${field.key}"
            type="${inputTypes[field.type] ?? 'text'}"
            ${field.type === 'number' && raw('inputmode="decimal"')}
            autocomplete="${autocompleteByType[field.type] ?? 'off'}"
            value="${text}"${required}${described}
          />`
  return html`<div class="field"><label for="${id}">${label}</label>${control}${error}</div>`
}

async function drawThanks(ctx: Ctx, form: StoredForm, place: Place): Promise<PublicAnswer> {
  const to = form.redirectUrl
  const body = html`<main class="thanks" ${to && html`data-to="${to}"`}>
    <div role="status"><h1>${form.texts.thanks}</h1></div>
    ${to && html`<p><a href="${to}" target="_top" rel="noopener">${ctx.t('crm.form_page.go_on')}</a></p>`}
  </main>`
  return pageOf(ctx, form, place, form.texts.title, body, 200)
}

async function drawNotice(ctx: Ctx, form: StoredForm, place: Place, what: string): Promise<PublicAnswer> {
  return pageOf(ctx, form, place, form.texts.title, html`<main><h1>${ctx.t(`crm.form_page.notices.${what}`)}</h1></main>`, 410)
}

async function pageOf(ctx: Ctx, form: StoredForm, place: Place, title: string, body: Markup, status = 200): Promise<PublicAnswer> {
  const brand = (await identity.brands(ctx)).find(({ id }) => id === form.brandId)
  const page = frame({
    lang: brand?.locale ?? ctx.locale,
    title: `${title}${brand ? ` · ${brand.name}` : ''}`,
    accent: brand?.theme,
    place,
    body,
  })
  return { kind: 'page', status, html: page, isEmbeddable: true }
}

type Frame = { lang: string; title: string; accent: Parameters<typeof styleOf>[0]; place: Place; body: Markup }

const frame = ({ lang, title, accent, place, body }: Frame): string =>
  `<!doctype html>${html`<html lang="${lang}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>${title}</title>
      <style nonce="${place.nonce}">${raw(styleOf(accent, place.isFramed))}</style>
    </head>
    <body>
      ${body}
      <script nonce="${place.nonce}">${raw(ownScript(place))}</script>
    </body>
  </html>`}`

/** Tells the page around how high it is, and goes on where the business wants its visitors. Works without, only less well. */
const ownScript = ({ slug, isFramed }: Place): string =>
  isFramed
    ? `(()=>{const tell=(m)=>parent.postMessage({yapaForm:${JSON.stringify(slug)},...m},'*'),size=()=>tell({height:document.documentElement.scrollHeight});new ResizeObserver(size).observe(document.body);size();const to=document.querySelector('.thanks')?.dataset.to;if(to)setTimeout(()=>tell({to}),1500)})()`
    : `(()=>{const to=document.querySelector('.thanks')?.dataset.to;if(to)setTimeout(()=>location.assign(to),1500)})()`
