import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Kernel } from '#kernel/context.ts'
import { html } from '#kernel/html/html.ts'
import { newNonce } from '#kernel/http/server.ts'
import { localeOf } from '#kernel/i18n/messages.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import { unavailable } from '#kernel/problem.ts'

const retryAfterSeconds = 2
/** Whoever watches over the process asks these; they tell the truth about it at any time. */
const always = new Set(['/health', '/metrics'])

/**
 * Until `isOpen`, nobody is answered from an installation that is half written: a browser that comes early would be
 * shown the assistant for an empty one. People get a page that asks again by itself, programs a 503 with `Retry-After`.
 */
export function askToWait(app: FastifyInstance, kernel: Kernel, isOpen: () => boolean): void {
  app.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?')[0] ?? '/'
    if (isOpen() || always.has(path)) return done()
    request.locale = localeOf(request.headers['accept-language'])
    const isForPeople = request.method === 'GET' && String(request.headers.accept ?? '').includes('text/html')
    if (!isForPeople) return done(unavailable({ retryAfterSeconds }))
    void sendPage(kernel, request.locale, reply)
  })
}

function sendPage(kernel: Kernel, locale: Locale, reply: FastifyReply): FastifyReply {
  const nonce = newNonce()
  return reply
    .code(503)
    .headers({
      'retry-after': String(retryAfterSeconds),
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
    })
    .type('text/html; charset=utf-8')
    .send(page(kernel.translator(locale), locale, nonce))
}

const page = (t: ReturnType<Kernel['translator']>, locale: Locale, nonce: string): string =>
  String(
    html`<!doctype html>
      <html lang="${locale}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta http-equiv="refresh" content="${retryAfterSeconds}" />
          <title>${t('kernel.starting.title')}</title>
          <style nonce="${nonce}">
            :root {
              color-scheme: light dark;
            }
            body {
              display: grid;
              place-items: center;
              min-height: 100dvh;
              margin: 0;
              background: light-dark(#f6f4f1, #100e0c);
              color: light-dark(#2a2622, #f1efec);
              font:
                15px/1.5 system-ui,
                sans-serif;
            }
            main {
              max-width: 40ch;
              padding: 24px;
              text-align: center;
            }
            h1 {
              margin: 0 0 4px;
              font-size: 20px;
              font-weight: 600;
              letter-spacing: -0.01em;
            }
            p {
              margin: 0;
              color: light-dark(#5b554f, #b5afa8);
            }
          </style>
        </head>
        <body>
          <main>
            <h1>${t('kernel.starting.title')}</h1>
            <p>${t('kernel.starting.hint')}</p>
          </main>
        </body>
      </html>`,
  )
