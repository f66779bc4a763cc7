import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runChild } from './child.mjs'
import { say } from './place.mjs'

/** The one without a window first: it draws the same pages with half the work of a browser's own process. Not every Debian has it. */
const packages = ['chromium-headless-shell', 'chromium']
const names = [...packages, 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const bundles = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

/** Path of a Chromium for the browser tests, or undefined. On Debian, root gets it installed. */
export async function ensureChromium(env) {
  const found = findChromium(env)
  if (found) return found
  if (process.getuid?.() !== 0 || !isDebian()) return undefined
  say('Instalando Chromium para las pruebas (solo la primera vez)…')
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, quiet: true }
  const updated = await runChild('apt-get', ['update', '-q'], quiet)
  let output = updated.output
  for (const name of packages) {
    const installed = await runChild('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], quiet)
    if (installed.code === 0) return findChromium(env)
    output += `\n${installed.output}`
  }
  say(output.trim().split('\n').slice(-5).join('\n'))
  return findChromium(env)
}

export const howToInstallChromium =
  'Falta Chromium para las pruebas en el navegador: instalalo (Debian y Ubuntu: sudo apt-get install chromium) o indicá dónde está con CHROMIUM_PATH.'

export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return isProgram(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined
  const folders = [...new Set(['/usr/bin', ...(env.PATH ?? '').split(delimiter)])]
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...bundles].find(isProgram)
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const isDebian = () => existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
