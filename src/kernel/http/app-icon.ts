import type { FastifyInstance } from 'fastify'
import { html } from '#kernel/html/html.ts'
import { notFound } from '#kernel/problem.ts'

/** Drawn from the address alone, so that the system which installs the app may fetch it without a session. */
export function registerAppIcon(app: FastifyInstance): void {
  app.get<{ Querystring: Record<string, unknown> }>('/app-icon.svg', async ({ query }, reply) => {
    const { color, letters, purpose = 'any' } = query
    if (typeof color !== 'string' || !/^[0-9a-f]{6}$/.test(color)) throw notFound()
    if (typeof letters !== 'string' || !/^(?:[\p{L}\p{N}]{1,2}|·)$/u.test(letters)) throw notFound()
    if (purpose !== 'any' && purpose !== 'maskable') throw notFound()
    return reply
      .type('image/svg+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(draw(color, letters, purpose === 'maskable'))
  })
}

function draw(color: string, letters: string, isMaskable: boolean): string {
  const corner = isMaskable ? 0 : 17
  // What lies outside of the inner four fifths may be cut away.
  const size = isMaskable ? 22 : 27
  return String(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
      <rect width="64" height="64" rx="${corner}" fill="#${color}" />
      <text
        x="32"
        y="33"
        fill="#fff"
        font-family="Geist, system-ui, sans-serif"
        font-size="${size}"
        font-weight="600"
        text-anchor="middle"
        dominant-baseline="central"
      >
        ${letters}
      </text>
    </svg>`,
  )
}
