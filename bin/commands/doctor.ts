import { GroundError } from '#kernel/config/ground-error.ts'
import type { Config } from '#kernel/config/config.ts'
import { assertMayLook } from '#kernel/postgres/data-folder.ts'
import { bad, type Check, type Finding, good } from './check.ts'
import { type Command, refuseAny, say } from './command.ts'
import { machineChecks } from './machine-checks.ts'
import { productChecks } from './product-checks.ts'

const marks = { good: '✔', note: '!', bad: '✖' }

/** Looks at everything that can be wrong; for each thing that is, one sentence and its cure. 1 if any keeps Yapa from working. */
export const doctor: Command = async (config, args) => {
  refuseAny(args)
  const checks = [...machineChecks, ...productChecks]
  const width = Math.max(...checks.map(({ name }) => name.length))
  const isClosed = await assertMayLook(config.dataDir).then(
    () => false,
    () => true,
  )
  const findings: Finding[] = []
  for (const check of checks) {
    const finding = isClosed && check.isOfData ? good('se revisa con el usuario de los datos') : await look(check, config)
    findings.push(finding)
    say(`${marks[finding.state]} ${check.name.padEnd(width)}  ${finding.told}`)
    if (finding.cure) say(`  ${' '.repeat(width)}  → ${finding.cure}`)
  }
  const worst = findings.filter(({ state }) => state === 'bad').length
  say(worst === 0 ? '\nTodo en orden.' : `\n${worst === 1 ? 'Hay una cosa' : `Hay ${worst} cosas`} que arreglar.`)
  return worst === 0 ? 0 : 1
}

async function look({ look: find }: Check, config: Config): Promise<Finding> {
  try {
    return await find(config)
  } catch (error) {
    if (error instanceof GroundError) return bad(error.message.slice(0, -error.cure.length).trim(), error.cure)
    return bad(error instanceof Error ? error.message : String(error), 'Mirá bin/yapa logs; si sigue, mandanos este mensaje completo.')
  }
}
