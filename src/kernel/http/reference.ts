import type { FastifyInstance } from 'fastify'
import type { Kernel } from '#kernel/context.ts'
import { html } from '#kernel/html/html.ts'
import { openApi } from '#kernel/http/openapi.ts'
import { newNonce } from '#kernel/http/server.ts'
import { sdk } from '#kernel/sdk/sdk.ts'

/** `/api/openapi.json`, `/api/sdk.ts`, and `/api/reference` for people: all made from the endpoints themselves. */
export function registerReference(app: FastifyInstance, kernel: Kernel): void {
  let document: ReturnType<typeof openApi> | undefined
  const read = () => (document ??= openApi(kernel.modules, kernel.translator('en')))
  app.get('/api/openapi.json', async (_request, reply) => reply.header('cache-control', 'public, max-age=300').send(await read()))
  let library: Promise<string> | undefined
  app.get('/api/sdk.ts', async (_request, reply) => {
    const text = await (library ??= sdk(kernel.modules))
    return reply.header('cache-control', 'public, max-age=300').type('text/plain; charset=utf-8').send(text)
  })
  app.get('/api/reference', async (_request, reply) => {
    const nonce = newNonce()
    void reply.header('content-security-policy', `default-src 'none'; style-src 'nonce-${nonce}'`).type('text/html; charset=utf-8')
    return reply.send(page(await read(), nonce))
  })
}

function page(document: Awaited<ReturnType<typeof openApi>>, nonce: string): string {
  const groups = Map.groupBy(
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
    ),
    ({ operation }) => operation.tags[0] ?? '',
  )
  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <title>Yapa API</title>
          <style nonce="${nonce}">
            body {
              font:
                15px/1.5 system-ui,
                sans-serif;
              color: #2a2622;
              background: #f6f4f1;
              margin: 0;
            }
            main {
              max-width: 960px;
              margin: 0 auto;
              padding: 24px 16px;
            }
            section {
              background: #fff;
              border-radius: 12px;
              padding: 4px 20px 12px;
              margin: 16px 0;
              box-shadow: 0 0 0 1px #0000000f;
            }
            h3 {
              font:
                600 14px/1.4 ui-monospace,
                monospace;
              margin: 20px 0 4px;
              overflow-wrap: anywhere;
            }
            h3 b {
              display: inline-block;
              min-width: 64px;
              color: #b03a0b;
            }
            p {
              margin: 0;
              color: #5b554f;
            }
            pre {
              background: #f8f7f5;
              border-radius: 8px;
              padding: 10px 12px;
              overflow: auto;
              font-size: 12px;
            }
            summary {
              cursor: pointer;
              color: #5b554f;
              margin-top: 4px;
            }
          </style>
        </head>
        <body>
          <main>
            <h1>Yapa API</h1>
            <p>
              REST under <code>/api/v1</code>, JSON in and out, failures as <code>application/problem+json</code>. Authenticate with
              <code>Authorization: Bearer &lt;API key&gt;</code>. The machine-readable document is
              <a href="/api/openapi.json">openapi.json</a>, and <a href="/api/sdk.ts">sdk.ts</a> is a client for TypeScript in one file, with
              the types of every endpoint.
            </p>
            ${[...groups].map(
              ([tag, operations]) =>
                html`<section>
                  <h2>${tag}</h2>
                  ${operations.map(
                    ({ path, method, operation }) =>
                      html`<h3><b>${method.toUpperCase()}</b> ${path}</h3>
                        <p>${operation['x-permission']}${operation['x-if-match'] ? ' · needs If-Match' : ''}</p>
                        <details>
                          <summary>Schema</summary>
                          <pre>
${JSON.stringify({ parameters: operation.parameters, body: operation.requestBody, answer: operation.responses['200'] }, null, 2)}</pre>
                        </details>`,
                  )}
                </section>`,
            )}
          </main>
        </body>
      </html>`,
  )
}
