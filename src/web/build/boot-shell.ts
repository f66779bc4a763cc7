import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, Rolldown } from 'vite'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const modules = `${root}src/modules`

/** What a person meets first. */
export const firstScreen = `${modules}/conversations/web/inbox/inbox.page.tsx`

/**
 * Turns index.html into the boot shell: the skeleton paints before the stylesheet and the code are there; the font, the
 * words and the code of the page that was asked for come at once; and the service worker learns which files make up the shell.
 */
export function bootShell(): Plugin {
  let shell: string[] = []
  return {
    name: 'yapa:boot-shell',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) return html
        const chunks = Object.values(bundle).filter((file): file is Rolldown.OutputChunk => file.type === 'chunk')
        const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === 'index')
        if (!entry) throw new Error('the entry chunk is missing')
        const start = reach(bundle, [entry])
        const beyondStart = (page: string): string[] => {
          const chunk = chunks.find((one) => one.facadeModuleId === page)
          return chunk ? reach(bundle, [chunk]).filter((file) => !start.includes(file)) : []
        }
        const font = Object.keys(bundle).find((file) => /geist-latin-wght-normal.*\.woff2$/.test(file))
        // Words, questions, toasts and what is drawn where nothing is come later than the first screen, and must be there when the connection is not.
        const words = reach(
          bundle,
          chunks.filter((chunk) =>
            /\/src\/web\/(i18n\/(early|thread|late)-|ui\/(.*-kit|drawing-lines)|shell\/.*-kit)/.test(chunk.facadeModuleId ?? ''),
          ),
        )
        shell = [...new Set([...start, ...beyondStart(firstScreen), ...words, ...(font ? [font] : [])])].map((file) => `/${file}`)
        const filesByPlace = Object.fromEntries([...firstPages()].map(([place, page]) => [place, beyondStart(page)]))
        // What all languages share of the words comes whichever it is.
        const shared = words.filter((file) => /\btree-/.test(file)).map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`)
        const early = (font ? `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${font}">` : '') + shared.join('')
        // A stylesheet for print holds nothing back: the skeleton paints meanwhile, and main.tsx puts it on before the first render.
        return html
          .replace(/<link rel="stylesheet"([^>]*)>/g, '<link rel="preload" as="style"$1><link rel="stylesheet" media="print" data-late$1>')
          .replace('</title>', `</title>${early}`)
          .replace(/\n *\/\/.*/g, '')
          .replace("'__WORDS__'", () => JSON.stringify(wordsOf(chunks)))
          .replace("'__PAGES__'", () => JSON.stringify(numbered(filesByPlace)))
      },
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type === 'chunk') worker.code = worker.code.replace(/(['"`])__SHELL__\1/, () => JSON.stringify(JSON.stringify(shell)))
      },
    },
  }
}

const parts = ['early', 'thread', 'late']

/** `{ es: [early, thread, late] }`: the inbox speaks with the first alone, an open conversation with two, every other page with all. */
function wordsOf(chunks: readonly Rolldown.OutputChunk[]): Record<string, string[]> {
  const words: Record<string, string[]> = {}
  for (const chunk of chunks) {
    const [, part, locale = ''] = /i18n\/(early|thread|late)-(\w+)\.ts$/.exec(chunk.facadeModuleId ?? '') ?? []
    if (part) (words[locale] ??= [])[parts.indexOf(part)] = `/${chunk.fileName}`
  }
  return words
}

/** `[files, { place: indexes }]`: pages share most of their files, and the page that carries this list should be light. */
function numbered(filesByPlace: Record<string, string[]>): [string[], Record<string, number[]>] {
  const files = [...new Set(Object.values(filesByPlace).flat())]
  const indexes = Object.entries(filesByPlace).map(([place, own]) => [place, own.map((file) => files.indexOf(file))])
  return [files.map((file) => file.replace(/^assets\//, '')), Object.fromEntries(indexes)]
}

const door = 'entrar'

/** The pages at which people begin (the door and what the navigation offers), by the word of their address. */
function firstPages(): Map<string, string> {
  const pages = new Map([['', firstScreen]])
  for (const module of readdirSync(modules)) {
    const declaration = `${modules}/${module}/web/module.ts`
    if (!existsSync(declaration)) continue
    const source = readFileSync(declaration, 'utf8')
    const offered = new Set([door, ...[...source.matchAll(/\bto: '\/([a-z-]+)'/g)].map(([, place]) => place)])
    for (const [, place = '', rest = ''] of source.matchAll(/path: '\/([a-z-]+)(?:\/\{-\$\w+\})?',((?:(?!path: ')[^])*)/g)) {
      const [, file] = /\bpage: \(\) =>\s+import\('([^']+)'\)/.exec(rest) ?? []
      if (file && offered.has(place)) pages.set(place, resolve(dirname(declaration), file))
    }
  }
  return pages
}

/** A chunk, everything it imports statically, and their stylesheets. */
function reach(bundle: Rolldown.OutputBundle, from: Rolldown.OutputChunk[]): string[] {
  const seen = new Set<string>()
  const visit = (chunk: Rolldown.OutputChunk) => {
    if (seen.has(chunk.fileName)) return
    seen.add(chunk.fileName)
    for (const style of (chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? []) seen.add(style)
    for (const name of chunk.imports) {
      const next = bundle[name]
      if (next?.type === 'chunk') visit(next)
    }
  }
  for (const chunk of from) visit(chunk)
  return [...seen]
}
