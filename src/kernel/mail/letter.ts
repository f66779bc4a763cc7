import { html, safeHref } from '#kernel/html/html.ts'

/** What every mail of the product is made of: plain paragraphs and at most one thing to do. */
export type Letter = { subject: string; paragraphs: readonly string[]; action?: { label: string; href: string } }

/** Tables and inline styles: mail programs understand little else. */
export function letterHtml({ subject, paragraphs, action }: Letter): string {
  const href = action ? safeHref(action.href) : ''
  return String(
    html`<!doctype html>
      <html>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>${subject}</title>
        </head>
        <body style="margin:0;background:#f6f4f1">
          <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
            <tr>
              <td align="center" style="padding:32px 16px">
                <table
                  role="presentation"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  style="max-width:520px;background:#ffffff;border-radius:12px"
                >
                  <tr>
                    <td style="padding:28px 32px;font:16px/24px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#2a2622">
                      <h1 style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600">${subject}</h1>
                      ${paragraphs.map((paragraph) => html`<p style="margin:0 0 14px">${paragraph}</p>`)}
                      ${
                        action &&
                        href &&
                        html`<p style="margin:22px 0 8px">
                            <a
                              href="${href}"
                              style="display:inline-block;background:#2a2622;color:#ffffff;text-decoration:none;padding:10px 18px;border-radius:8px;font-weight:600"
                              >${action.label}</a
                            >
                          </p>
                          <p style="margin:0;font-size:13px;line-height:20px;color:#6b645d;word-break:break-all">${href}</p>`
                      }
                    </td>
                  </tr>
                </table>
              </td>
            </tr>
          </table>
        </body>
      </html>`,
  )
}

export const letterText = ({ subject, paragraphs, action }: Letter): string =>
  [subject, ...paragraphs, ...(action ? [`${action.label}: ${action.href}`] : [])].join('\n\n')
