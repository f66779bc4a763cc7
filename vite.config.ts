import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import react from '@vitejs/plugin-react'
import compileMessage from 'icu-minify/compile'
import { defineConfig, type Plugin } from 'vite'
import { bootShell, firstScreen } from './src/web/build/boot-shell.ts'
import { chunks } from './src/web/build/chunks.ts'

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
      filter: { id: /\/src\/(modules\/[a-z-]+\/contract\/[a-z-]*(api|events)|kernel\/(audit|jobs|mail|search)\/contract)\.ts$/ },
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

function asData(value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if ('method' in value && 'path' in value) {
    const versioned = 'versioned' in value && value.versioned === true
    return { method: value.method, path: value.path, ...(versioned && { versioned }) }
  }
  if ('name' in value && 'data' in value) return { name: value.name }
  if ('code' in value && typeof value.code === 'string') return { code: value.code }
  // Endpoints that belong together, by what they do.
  const parts = Object.entries(value).map(([name, part]) => [name, asData(part)] as const)
  return Object.getPrototypeOf(value) === Object.prototype && parts.length > 0 && parts.every(([, data]) => data)
    ? Object.fromEntries(parts)
    : undefined
}

/** Of the first screen's module, what only its other pages say: these words come with those of everybody else. */
export const laterSections = [
  ...['channels', 'routing', 'supervision', 'languages', 'reports', 'metrics', 'metric_groups', 'permissions', 'problems'],
  ...[
    'lead_ads',
    'template_field',
    'rates',
    'audit',
    'personal-data',
    'retention',
    'timeline',
    'timeline_kind',
    'flow_actions',
    'facets',
    'paper',
    'notices',
    'connectors',
  ],
]

/** What only an open conversation, or a list without any, says: these words come with its code. */
export const threadSections = [
  ...['activities', 'canned', 'composer', 'connectors', 'costs', 'details', 'empty', 'export', 'failures', 'interactive', 'media_failures'],
  ...['mentions', 'merge', 'moved', 'numbers', 'presence', 'scheduled', 'search', 'sla', 'states', 'templates', 'transfer', 'voice'],
  'window',
]

/** Of the shell, what only pages say that are not the first, and the one that does not exist: these words come with those of the pages. */
export const laterShellSections = ['chart', 'missing', 'scan', 'settings_search']

/** `?early`, `?thread` and `?late` are the parts of a file of words. */
function partOf(words: Record<string, unknown>, id: string): Record<string, unknown> {
  const part = /\?(early|thread|late)$/.exec(id)?.[1]
  const isShell = id.includes('/src/web/')
  const of = (name: string) =>
    (isShell ? laterShellSections : laterSections).includes(name) ? 'late' : !isShell && threadSections.includes(name) ? 'thread' : 'early'
  return part ? Object.fromEntries(Object.entries(words).filter(([name]) => of(name) === part)) : words
}

/** ICU messages are parsed here, once, so that their parser stays out of the browser. */
export function compiledWords(): Plugin {
  return {
    name: 'yapa:compiled-words',
    enforce: 'pre',
    config: () => ({ resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } } }),
    transform: {
      filter: { id: /\/src\/.*\/locales\/[a-z-]+\.json(\?\w+)?$/ },
      handler(code, id) {
        const words = compileWords(partOf(JSON.parse(code), id), [], (key, message) =>
          this.warn(`${id}: ${key} is not a message: ${message}`),
        )
        // Part of a file is no file of data any more.
        return id.endsWith('.json')
          ? { code: JSON.stringify(words), map: null }
          : { code: `export default ${JSON.stringify(words)}`, moduleType: 'js', map: null }
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
 * `web/module.ts` and in the `pages.ts` beside it, so that the first load carries a handful of words instead of all.
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
        const web = `${here}src/modules/${module}/web`
        const words = `${web}/locales/${locale}.json`
        if (!existsSync(`${web}/module.ts`) || !existsSync(words)) continue
        const declarations = globSync(['module.ts', '*/pages.ts'], { cwd: web }).map((file) => `${web}/${file}`)
        for (const file of [words, ...declarations]) this.addWatchFile(file)
        const source = declarations.map((file) => readFileSync(file, 'utf8')).join('\n')
        labels[module] = pick(JSON.parse(readFileSync(words, 'utf8')), source, module)
      }
      return `export default ${JSON.stringify(labels)}`
    },
  }
}

/** Late code comes with its styles in our own way. */
export function lateFiles(): Plugin {
  const helper = '\0vite/preload-helper.js'
  return {
    name: 'yapa:late-files',
    enforce: 'pre',
    load: (id) => (id === helper ? `export { bringWithFiles as __vitePreload } from '#web/late-files.ts'` : undefined),
  }
}

function pick(words: Record<string, unknown>, source: string, module: string): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const [, key = ''] of source.matchAll(new RegExp(`'${module}\\.([a-z0-9_.-]+)'`, 'gi'))) {
    const path = key.split('.')
    const message = path.reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], words)
    // What is only looked for is not said before the rest has come.
    if (typeof message !== 'string' || /(^|_)also$/.test(path.at(-1) ?? '')) continue
    let place = picked
    for (const name of path.slice(0, -1)) place = (place[name] ??= {}) as Record<string, unknown>
    place[path.at(-1) ?? ''] = compileWords(message, [], () => {})
  }
  return picked
}

/** The product that runs beside the development server: what is not a screen is passed on to it. */
const product = { target: `http://127.0.0.1:${process.env['YAPA_PORT'] ?? 8080}`, changeOrigin: false }

export default defineConfig({
  root: `${here}src/web`,
  publicDir: `${here}src/web/public`,
  plugins: [contractsAsData(), compiledWords(), labelsOfModules(), lateFiles(), react(), bootShell()],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: `${here}dist/web`,
    emptyOutDir: true,
    target: ['chrome121', 'safari17.2', 'firefox128'],
    // All of them know it. Code that comes alone is named as well, or nobody could ask for it again (late-files.ts).
    modulePreload: { polyfill: false, resolveDependencies: (file, needed) => (needed.length > 0 ? needed : [file]) },
    cssMinify: 'lightningcss',
    manifest: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // The first screen is an entry of its own, so that what it shares with the shell travels with the shell.
      input: { index: `${here}src/web/index.html`, sw: `${here}src/web/sw.ts`, inbox: firstScreen },
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'), codeSplitting: chunks },
    },
  },
  css: {
    transformer: 'lightningcss',
    lightningcss: { targets: { chrome: 121 << 16, safari: (17 << 16) | (2 << 8), firefox: 128 << 16 } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': { ...product, ws: true }, '/files': product, '/manifest.webmanifest': product } },
})
