import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { laterSections, laterShellSections, threadSections } from '../../vite.config.ts'

/**
 * What a browser gets before it shows the inbox, as the release builds it. The page names the files of the places where
 * people begin; it stays far below what the first round trip can carry.
 */
const most = { scripts: 230 * 1024, styles: 24 * 1024, page: 3.25 * 1024, files: 16, chunk: 40 * 1024 }
const inbox = 'conversations/web/inbox/inbox.page.tsx'

let files: (Rolldown.OutputChunk | Rolldown.OutputAsset)[]
const named = (name: string) => files.find((file) => file.fileName === name)
const chunks = () => files.filter((file): file is Rolldown.OutputChunk => file.type === 'chunk')
const weigh = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + gzipSync(textOf(named(name))).length, 0)
const textOf = (file: Rolldown.OutputChunk | Rolldown.OutputAsset | undefined) =>
  file?.type === 'chunk' ? file.code : Buffer.from(file?.source ?? '').toString()

/** A chunk, all it imports at once, and their styles. */
function reach(chunk: Rolldown.OutputChunk | undefined, seen = new Set<string>()): Set<string> {
  if (!chunk || seen.has(chunk.fileName)) return seen
  seen.add(chunk.fileName)
  for (const style of (chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? []) seen.add(style)
  for (const name of chunk.imports)
    reach(
      chunks().find((other) => other.fileName === name),
      seen,
    )
  return seen
}

const firstLoad = () => {
  const loaded = reach(chunks().find((chunk) => chunk.name === 'index' && chunk.isEntry))
  for (const name of ['i18n/early-es.ts', inbox])
    reach(
      chunks().find((chunk) => chunk.facadeModuleId?.endsWith(name)),
      loaded,
    )
  return [...loaded]
}

before(async () => {
  // Tests run with another NODE_ENV, under which React comes with its checks: what people get is weighed here.
  const environment = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  const built = await build({ configFile: 'vite.config.ts', mode: 'production', logLevel: 'silent', build: { write: false } })
  process.env.NODE_ENV = environment
  files = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []))
})

test('the first load of the inbox stays within its budget', () => {
  const loaded = firstLoad()
  const scripts = weigh(loaded.filter((name) => name.endsWith('.js')))
  const styles = weigh(loaded.filter((name) => name.endsWith('.css')))
  assert.ok(scripts <= most.scripts, `${Math.round(scripts / 1024)} kB of scripts`)
  assert.ok(styles <= most.styles, `${Math.round(styles / 1024)} kB of styles`)
})

test('the first load comes in a few files: each one more is a turn in the queue of connections', () => {
  const scripts = firstLoad().filter((name) => name.endsWith('.js'))
  assert.ok(scripts.length <= most.files, `${scripts.length} files: ${scripts.join(', ')}`)
})

test('no page brings more than its share', () => {
  const pages = chunks().filter((chunk) => chunk.facadeModuleId?.endsWith('.page.tsx'))
  assert.ok(pages.length > 20)
  for (const page of pages) {
    const weight = weigh([page.fileName])
    assert.ok(weight <= most.chunk, `${page.fileName} weighs ${Math.round(weight / 1024)} kB`)
  }
})

test('schemas, palette, dialogs and the parser of messages are not part of the first load', () => {
  const modules = chunks()
    .filter((chunk) => firstLoad().includes(chunk.fileName))
    .flatMap((chunk) => Object.entries(chunk.modules).flatMap(([id, module]) => (module.renderedLength > 0 ? [id] : [])))
  for (const late of [
    '/zod/',
    '@mantine/spotlight',
    'toast-kit',
    'dialog-kit',
    'intl-messageformat',
    '@mantine/dates',
    'dayjs',
    'libphonenumber',
  ])
    assert.deepEqual(
      modules.filter((id) => id.includes(late)),
      [],
      late,
    )
})

test('the inbox, and an open conversation, speak without the words that come later', () => {
  const thread = reach(chunks().find((chunk) => chunk.facadeModuleId?.endsWith('conversations/web/thread/thread.tsx')))
  const speaking = (files: readonly string[], sections: readonly string[], module = 'conversations') => {
    const late = new RegExp(`\\b${module}\\.(?:${sections.join('|')})\\.`)
    return chunks()
      .filter(({ fileName }) => files.includes(fileName))
      .flatMap((chunk) => Object.entries(chunk.modules))
      .filter(([id, { code }]) => /\/web\/(?!module\.ts)/.test(id) && late.test(code ?? ''))
      .map(([id]) => id)
  }
  assert.deepEqual(speaking([...thread, ...firstLoad()], laterSections), [])
  assert.deepEqual(speaking(firstLoad(), threadSections), [])
  assert.deepEqual(speaking([...thread, ...firstLoad()], laterShellSections, 'web'), [])
  // Whoever looks for nothing finds nothing.
  assert.notDeepEqual(speaking([...thread], threadSections), [])
})

test('no schema reaches the browser, not even late: it tries to make code from text, which the policy of the page refuses', () => {
  const withSchemas = chunks().filter((chunk) =>
    Object.entries(chunk.modules).some(([id, module]) => id.includes('/zod/') && module.renderedLength > 0),
  )
  assert.deepEqual(
    withSchemas.map(({ fileName }) => fileName),
    [],
  )
})

test('every inline script and style of the page carries the nonce, and nothing else is inline', () => {
  const page = textOf(named('index.html'))
  for (const [tag] of page.matchAll(/<(?:script|style|link rel="(?:stylesheet|modulepreload)")[^>]*>/g))
    assert.match(tag, /nonce="__NONCE__"/, tag)
  assert.doesNotMatch(page.replace(/<(script|style)[\s\S]*?<\/\1>/g, ''), /\son[a-z]+=|\sstyle=/)
  assert.ok(gzipSync(page).length <= most.page, `the page weighs ${gzipSync(page).length} bytes`)
})

test('the service worker knows the shell and stands alone', () => {
  const worker = textOf(named('sw.js'))
  const shell = JSON.parse(JSON.parse(/JSON\.parse\(("(?:[^"\\]|\\.)*")\)/.exec(worker)?.[1] ?? '""')) as string[]
  const entry = chunks().find((chunk) => chunk.name === 'index' && chunk.isEntry)
  assert.ok(shell.includes(`/${entry?.fileName}`))
  for (const part of ['.woff2', '/early-es', '/late-es', '/toast-kit'])
    assert.ok(
      shell.some((path) => path.includes(part)),
      part,
    )
  for (const path of shell) assert.ok(named(path.slice(1)), path)
  assert.doesNotMatch(worker, /\bimport\s*[({'"]|\bexport\b/)
})

test('neither the page nor a style asks anybody else for something', () => {
  assert.doesNotMatch(textOf(named('index.html')), /(?:src|href)="(?:https?:)?\/\//)
  const styles = files.filter((file) => file.fileName.endsWith('.css'))
  assert.ok(styles.length > 1)
  for (const style of styles) assert.doesNotMatch(textOf(style), /(?:url\(|@import)\s*["']?(?:https?:)?\/\//, style.fileName)
})
