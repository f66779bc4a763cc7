import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where a page is, and who may stand in front of it. */
export type Address = { to: string; pattern: string; who: 'owner' | 'stranger' }

/**
 * Every address that the modules of the screen declare, read from their declarations: a page that is added is looked at
 * without anybody having to remember it.
 */
function patterns(): string[] {
  const list = readFileSync(`${root}/src/web/modules.ts`, 'utf8')
  const names = [...list.matchAll(/from '#([a-z-]+)\/web\/module\.ts'/g)].map(([, name]) => name ?? '')
  return names.flatMap((name) => {
    const web = `${root}/src/modules/${name}/web`
    const source = globSync(['module.ts', '*/pages.ts'], { cwd: web }).map((file) => readFileSync(`${web}/${file}`, 'utf8'))
    const paths = [...source.join('\n').matchAll(/^\s+path: '([^']+)'/gm)].map(([, path]) => path ?? '')
    if (paths.length === 0) throw new Error(`${name} declares no page that can be read`)
    return paths.map((path) => (path.startsWith('/') ? path : `/ajustes/${path}`))
  })
}

/** What else there is to see behind the same addresses: empty answers, other tabs, new things, nothing at all. */
const others: Address[] = [
  '/ajustes',
  '/ajustes/marcas/nueva',
  '/ajustes/roles/nuevo',
  '/ajustes/personas?ver=invitaciones',
  '/contactos?buscar=nadie-se-llama-asi',
  '/contactos?ver=archivados',
  '/tablero?period=last-30-days',
  '/embudos?vista=lista',
  '/embudos?vista=pronostico',
  '/embudos?vista=metricas',
  '/propuestas?ver=resultados',
  '/una-pagina-que-no-existe',
].map((to) => ({ to, pattern: to, who: 'owner' }))

const isDoor = (pattern: string): boolean => /^\/(entrar|invitacion|empezar)/.test(pattern)

/** Pages that are about two things, and where they are led to from. */
const ledToFrom: Readonly<Record<string, string>> = { '/contactos/$id/unir/$otherId': '/contactos/duplicados' }

/** Pages whose things open over their list or are chosen from a menu, without a link that leads there. */
const opensInPlace = new Set(['/tareas/{-$id}', '/embudos/{-$pipelineId}'])

const parameter = /\{-\$[a-zA-Z]+\}|\$[a-zA-Z]+/g

/** As a link would lead there: the document stays, so that a look costs no new start of the app. */
export const goWithin = (page: Page, to: string): Promise<void> =>
  page.evaluate((href) => {
    const { __TSR_ROUTER__ } = window as unknown as { __TSR_ROUTER__: { navigate(to: { href: string }): Promise<void> } }
    // A page that asks before it is left waits for an answer that nobody gives here.
    const asked = new Promise<never>((_, reject) => setTimeout(() => reject(new Error(`${location.pathname} was not left`)), 60_000))
    return Promise.race([__TSR_ROUTER__.navigate({ href }), asked])
  }, to)

/** The first real thing that the list before this address leads to: `/contactos/$id` is looked for in `/contactos`. */
async function exampleOf(page: Page, pattern: string): Promise<string> {
  await goWithin(page, ledToFrom[pattern] ?? pattern.replace(/\/\{?-?\$.*$/, ''))
  const [upToLast = ''] = /^.*\$[a-zA-Z]+\}?/.exec(pattern) ?? []
  // Ids have digits; what has none is a page of its own (`/contactos/nuevo`).
  const like = `^${upToLast.replace(parameter, '([^/?]*\\d[^/?]*)')}`
  const links = (text: string): string[] | undefined =>
    [...document.querySelectorAll('a[href]')]
      .map((link) => new RegExp(text).exec(link.getAttribute('href') ?? '')?.slice(1))
      .find((ids) => ids !== undefined)
  const found = await page.waitForFunction(links, like).catch(() => {
    throw new Error(`${page.url()} leads to nothing that could stand in ${pattern}`)
  })
  const ids = await found.jsonValue()
  return pattern.replace(parameter, () => ids?.shift() ?? '')
}

/** `page` belongs to the owner, who is inside and looks in the lists for what is there. */
export async function addressesOf(page: Page): Promise<Address[]> {
  const found: Address[] = []
  for (const pattern of patterns()) {
    const who = isDoor(pattern) ? 'stranger' : 'owner'
    if (!pattern.includes('$') || pattern.includes('{-')) found.push({ to: pattern.replace(/\/\{-.*$/, ''), pattern, who })
    if (pattern.includes('$') && !opensInPlace.has(pattern)) found.push({ to: await exampleOf(page, pattern), pattern, who })
  }
  return [...found, { to: '/entrar/clave#abc', pattern: '/entrar/clave', who: 'stranger' }, ...others]
}
