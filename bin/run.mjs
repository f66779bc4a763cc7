#!/usr/bin/env node
/**
 * The one program that runs with nothing installed: on any Node from 18 it brings what Yapa needs (Node 24, the locked
 * packages, the built screens), only what is missing, and then becomes the command asked for.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { become } from './child.mjs'
import { ensureNode, environmentFor } from './node.mjs'
import { ensurePackages } from './packages.mjs'
import { giveUp, root } from './place.mjs'
import { serverFlags } from './server-flags.mjs'
import { ensureWeb } from './web.mjs'

const commands = {
  start: { script: 'src/app/main.ts', flags: serverFlags, args: ['start'], needsWeb: true },
  dev: { script: 'src/app/main.ts', flags: ['--watch', '--watch-preserve-output', ...serverFlags], args: ['dev'], needsWeb: true },
  test: { script: 'bin/test.mjs' },
  check: { script: 'bin/check.mjs' },
  bench: { script: 'bin/bench.mjs', needsWeb: true },
  docs: { script: 'bin/docs.mjs' },
  eval: { script: 'bin/eval.ts' },
  'test:crash': { script: 'bin/test-crash.mjs' },
  'test:walks': { script: 'bin/test.mjs', args: ['--only', 'web,walks'] },
  'test:load': { script: 'bin/test-load.mjs', needsWeb: true },
  yapa: { script: 'bin/commands/yapa.ts' },
}

const [name = 'start', ...rest] = process.argv.slice(2)
const command = commands[name]
if (!command) giveUp(`No existe la orden «${name}». Las que hay: ${Object.keys(commands).join(', ')}.`, 2)
const script = join(root, command.script)
if (!existsSync(script)) giveUp(`Falta ${command.script}: la copia de Yapa está incompleta, bajala otra vez.`)

const node = await ensureNode()
const env = environmentFor(node)
await ensurePackages(node, env)
if (command.needsWeb || (name === 'yapa' && rest[0] === 'start')) await ensureWeb(node, env)
await become(node, [...(command.flags ?? []), script, ...(command.args ?? []), ...rest], env)
