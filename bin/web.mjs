import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { runChild } from './child.mjs'
import { giveUp, root, say } from './place.mjs'

const stampFile = join(root, 'dist', 'web', '.stamp')

/** Builds the screens unless the ones in dist/web come from these very sources. Answers whether it built. */
export async function ensureWeb(node, env) {
  if (!existsSync(join(root, 'vite.config.ts')) || !existsSync(join(root, 'src', 'web', 'index.html'))) return false
  const state = describeSources()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === state) return false
  say('Armando las pantallas…')
  const { code, output } = await buildWeb(node, env)
  if (code === 0) return true
  say(output.trim())
  giveUp('No se pudieron armar las pantallas: arriba está el motivo.')
}

/** Builds without asking, and remembers from what. */
export async function buildWeb(node, env) {
  const state = describeSources()
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const built = await runChild(node, [vite, 'build', '--logLevel', 'warn'], { env: { ...env, NODE_ENV: 'production' }, quiet: true })
  if (built.code === 0) writeFileSync(stampFile, state)
  return built
}

function describeSources() {
  const hash = createHash('sha256')
  const files = [join(root, 'vite.config.ts'), join(root, 'package-lock.json'), ...listSources(join(root, 'src'), false)]
  for (const file of files.sort()) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

// Everything under a folder that the browser may read: the screens, the contracts, the words.
const reachBrowser = new Set(['web', 'contract', 'locales', 'widget', 'sdk', 'public'])

function listSources(folder, isInside) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return listSources(path, isInside || reachBrowser.has(entry.name))
    return isInside && !entry.name.includes('.test.') ? [path] : []
  })
}
