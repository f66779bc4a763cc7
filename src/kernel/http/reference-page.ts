import { createHash } from 'node:crypto'
import { html, raw, type Markup } from '#kernel/html/html.ts'
import type { openApi } from '#kernel/http/openapi.ts'

type Document = Awaited<ReturnType<typeof openApi>>
type Group = { path: string; method: string; operation: Document['paths'][string][string] }[]

/** The operations of each module, which is what they are tagged with. */
export const groupsOf = (document: Document): Map<string, Group> =>
  Map.groupBy(
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
    ),
    ({ operation }) => operation.tags[0] ?? '',
  )

const style = `
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
h3 b,
li b {
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
ul {
  padding: 0;
  margin: 0;
  list-style: none;
}
li a {
  display: block;
  padding: 3px 0;
  color: inherit;
  font:
    13px/1.5 ui-monospace,
    monospace;
  text-decoration: none;
  overflow-wrap: anywhere;
}
a {
  color: #b03a0b;
}
summary {
  cursor: pointer;
  color: #5b554f;
  margin-top: 4px;
}
`

/** What the policy of the page lets in. */
export const styleHash = createHash('sha256').update(style).digest('base64')

const page = (content: Markup): string =>
  String(html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>Yapa API</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`)

/** Every endpoint by name: a page that a telephone opens at once. */
export const overview = (groups: ReadonlyMap<string, Group>): string =>
  page(html`<h1>Yapa API</h1>
    <p>
      REST under <code>/api/v1</code>, JSON in and out, failures as <code>application/problem+json</code>. Authenticate with
      <code>Authorization: Bearer &lt;API key&gt;</code>. The machine-readable document is <a href="/api/openapi.json">openapi.json</a>, and
      <a href="/api/sdk.ts">sdk.ts</a> is a client for TypeScript in one file, with the types of every endpoint.
    </p>
    ${[...groups].map(
      ([module, group]) =>
        html`<section>
          <h2><a href="/api/reference/${module}">${module}</a></h2>
          <ul>
            ${group.map(
              ({ path, method, operation }) =>
                html`<li><a href="/api/reference/${module}#${operation.operationId}"><b>${method.toUpperCase()}</b> ${path}</a></li>`,
            )}
          </ul>
        </section>`,
    )}`)

/** What the endpoints of one module take and give. */
export const schemas = (module: string, group: Group): string =>
  page(html`<p><a href="/api/reference">Yapa API</a></p>
    <h1>${module}</h1>
    <section>
      ${group.map(
        ({ path, method, operation }) =>
          html`<h3 id="${operation.operationId}"><b>${method.toUpperCase()}</b> ${path}</h3>
            <p>${operation['x-permission']}${operation['x-if-match'] ? ' · needs If-Match' : ''}</p>
            <details>
              <summary>Schema</summary>
              <pre>
${JSON.stringify({ parameters: operation.parameters, body: operation.requestBody, answer: operation.responses['200'] }, null, 2)}</pre>
            </details>`,
      )}
    </section>`)
