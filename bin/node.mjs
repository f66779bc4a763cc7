import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { runChild } from './child.mjs'
import { giveUp, runtimeFolder, say } from './place.mjs'

/** The Node that Yapa is tested with. */
const nodeVersion = '24.21.0'
/** The oldest that runs it. */
const oldest = [24, 10]

const platformPackage = `node-${process.platform}-${process.arch}`

function isNewEnough(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

/** Path of a Node that is new enough: the one that runs this, or ours, brought by npm the first time. */
export async function ensureNode() {
  if (isNewEnough()) return process.execPath
  const program = join(runtimeFolder, 'node_modules', platformPackage, 'bin', 'node')
  if (existsSync(program)) return program
  say('Trayendo Node 24 (solo la primera vez)…')
  mkdirSync(runtimeFolder, { recursive: true })
  if (!existsSync(join(runtimeFolder, 'package.json'))) writeFileSync(join(runtimeFolder, 'package.json'), '{ "private": true }\n')
  const { code, output } = await runNpm(
    ['install', '--no-save', '--no-package-lock', '--ignore-scripts', `${platformPackage}@${nodeVersion}`],
    runtimeFolder,
    process.env,
  )
  if (code !== 0 || !existsSync(program)) {
    say(output.trim())
    giveUp(
      `No se pudo traer Node 24 para ${process.platform}-${process.arch}. Revisá la conexión y probá otra vez, o instalá Node 24.10 o más nuevo.`,
    )
  }
  return program
}

/** The environment in which everything runs: our Node first in the path, compiled code kept between starts. */
export function environmentFor(node) {
  const path = process.env.PATH ?? ''
  const folder = dirname(node)
  return {
    ...process.env,
    PATH: path.split(delimiter)[0] === folder ? path : `${folder}${delimiter}${path}`,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(runtimeFolder, 'compiled'),
    // By itself the C library keeps a heap for each of a dozen threads; two save a server some ten megabytes.
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
  }
}

/** Runs npm quietly in a folder, under the Node that `env` puts first. */
export async function runNpm(args, folder, env) {
  // Inside `npm start` npm describes that run in the environment, and a second npm would take it for its own orders.
  const clean = Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix|command)/.test(name)),
  )
  const common = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel', 'error', '--prefix', folder]
  const result = await runChild('npm', [...args, ...common], { env: clean, quiet: true, cwd: folder })
  if (result.code === 127) giveUp('Falta npm, que viene con Node: instalá Node 18 o más nuevo desde nodejs.org.')
  return result
}
