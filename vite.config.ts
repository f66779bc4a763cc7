import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import react from '@vitejs/plugin-react'
import compileMessage from 'icu-minify/compile'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/**
 * The browser needs only the method and the path of an endpoint, and the name of an event. Contracts are therefore
 * executed here and sent as plain data: the schemas, and Zod with them, never reach the first load.
 */
export function contractsAsData(): Plugin {
  return {
    name: 'yapa:contracts-as-data',
    enforce: 'pre',
    load: {
      filter: { id: /\/src\/(modules\/[a-z-]+\/contract\/([a-z-]*api|events)|kernel\/(audit|jobs|mail|search)\/contract)\.ts$/ },
      async handler(id) {
        const contract: Record<string, unknown> = await import(`${pathToFileURL(id).href}?${statSync(id).mtimeMs}`)
        const lines = Object.entries(contract).flatMap(([name, value]) => {
          const data = asData(value)
          return data ? [`export const ${name} = ${JSON.stringify(data)}`] : []
        })
        return { code: lines.join('\n'), map: null }
      },
    },
  }
}

function asData(value: unknown) {
  if (typeof value !== 'object' || value === null) return undefined
  if ('method' in value && 'path' in value) {
    const versioned = 'versioned' in value && value.versioned === true
    return { method: value.method, path: value.path, ...(versioned && { versioned }) }
  }
  if ('name' in value && 'data' in value) return { name: value.name }
  if ('code' in value && typeof value.code === 'string') return { code: value.code }
  return undefined
}

/** ICU messages are parsed here, once, so that their parser stays out of the browser. */
export function compiledWords(): Plugin {
  return {
    name: 'yapa:compiled-words',
    enforce: 'pre',
    config: () => ({ resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } } }),
    transform: {
      filter: { id: /\/src\/.*\/locales\/[a-z-]+\.json$/ },
      handler(code, id) {
        const words = compileWords(JSON.parse(code), [], (key, message) => this.warn(`${id}: ${key} is not a message: ${message}`))
        return { code: JSON.stringify(words), map: null }
      },
    },
  }
}

/** What cannot be parsed stays as it was written and is told; src/web/i18n/words.test.tsx fails for it. */
function compileWords(words: unknown, path: string[], tell: (key: string, message: string) => void): unknown {
  if (typeof words !== 'string')
    return Object.fromEntries(Object.entries(words as object).map(([key, value]) => [key, compileWords(value, [...path, key], tell)]))
  try {
    return compileMessage(words)
  } catch {
    tell(path.join('.'), words)
    return words
  }
}

/**
 * What the navigation, the palette and the list of settings say of each module: the keys that stand in its
 * `web/module.ts`, so that the first load carries a handful of words instead of all.
 */
export function labelsOfModules(): Plugin {
  const prefix = 'virtual:labels/'
  return {
    name: 'yapa:labels',
    resolveId: (source) => (source.startsWith(prefix) ? `\0${source}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined
      const locale = id.slice(prefix.length + 1)
      const labels: Record<string, unknown> = {}
      for (const module of readdirSync(`${here}src/modules`)) {
        const [declaration, words] = [`web/module.ts`, `web/locales/${locale}.json`].map((file) => `${here}src/modules/${module}/${file}`)
        if (!declaration || !words || !existsSync(declaration) || !existsSync(words)) continue
        this.addWatchFile(declaration)
        this.addWatchFile(words)
        labels[module] = pick(JSON.parse(readFileSync(words, 'utf8')), readFileSync(declaration, 'utf8'), module)
      }
      return `export default ${JSON.stringify(labels)}`
    },
  }
}

function pick(words: Record<string, unknown>, source: string, module: string): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const [, key = ''] of source.matchAll(new RegExp(`'${module}\\.([a-z0-9_.-]+)'`, 'gi'))) {
    const path = key.split('.')
    const message = path.reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], words)
    if (typeof message !== 'string') continue
    let place = picked
    for (const name of path.slice(0, -1)) place = (place[name] ??= {}) as Record<string, unknown>
    place[path.at(-1) ?? ''] = compileWords(message, [], () => {})
  }
  return picked
}

/** The screen a person meets first, so that its code is asked for before the entry has run. */
const firstScreen = 'src/modules/conversations/web/inbox/inbox.page.tsx'

/**
 * Turns index.html into the boot shell: the skeleton paints before the stylesheet and the code are there, the font and
 * the first screen's code are asked for at once, and the service worker learns which files make up the shell.
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
        const first = chunks.find((chunk) => chunk.facadeModuleId === here + firstScreen)
        const start = reach(bundle, [entry])
        const screen = first ? reach(bundle, [first]).filter((file) => !start.includes(file)) : []
        const font = Object.keys(bundle).find((file) => /geist-latin-wght-normal.*\.woff2$/.test(file))
        // Words, questions and toasts come later than the first screen, and must be there when the connection is not.
        const words = reach(
          bundle,
          chunks.filter((chunk) => /\/src\/web\/(i18n\/(early|late)-|ui\/.*-kit|shell\/.*-kit)/.test(chunk.facadeModuleId ?? '')),
        )
        shell = [...new Set([...start, ...screen, ...words, ...(font ? [font] : [])])].map((file) => `/${file}`)
        const early = [
          font && `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${font}">`,
          ...screen.map((file) =>
            file.endsWith('.css')
              ? `<link rel="preload" as="style" crossorigin href="/${file}">`
              : `<link rel="modulepreload" crossorigin href="/${file}">`,
          ),
        ].filter(Boolean)
        const wordsByLocale = Object.fromEntries(
          chunks.flatMap((chunk) => {
            const locale = /i18n\/early-(\w+)\.ts$/.exec(chunk.facadeModuleId ?? '')?.[1]
            return locale ? [[locale, `/${chunk.fileName}`]] : []
          }),
        )
        // A stylesheet for print holds nothing back: the skeleton paints meanwhile, and main.tsx puts it on before the first render.
        return html
          .replace(/<link rel="stylesheet"([^>]*)>/g, '<link rel="preload" as="style"$1><link rel="stylesheet" media="print" data-late$1>')
          .replace('</title>', `</title>${early.join('')}`)
          .replace("'__WORDS__'", () => JSON.stringify(wordsByLocale))
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

/** The product that runs beside the development server: what is not a screen is passed on to it. */
const product = { target: `http://127.0.0.1:${process.env['YAPA_PORT'] ?? 8080}`, changeOrigin: false }

export default defineConfig({
  root: `${here}src/web`,
  publicDir: `${here}src/web/public`,
  plugins: [contractsAsData(), compiledWords(), labelsOfModules(), react(), bootShell()],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: `${here}dist/web`,
    emptyOutDir: true,
    target: ['chrome121', 'safari17.2', 'firefox128'],
    cssMinify: 'lightningcss',
    manifest: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: `${here}src/web/index.html`, sw: `${here}src/web/sw.ts` },
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  css: {
    transformer: 'lightningcss',
    lightningcss: { targets: { chrome: 121 << 16, safari: (17 << 16) | (2 << 8), firefox: 128 << 16 } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': { ...product, ws: true }, '/files': product, '/manifest.webmanifest': product } },
})
