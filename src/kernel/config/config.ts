import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { GroundError } from './ground-error.ts'
import { type DemoName, type Values, type VariableName, variables } from './variables.ts'

export { demoNames, type DemoName } from './variables.ts'

/** How this process was asked to run; read once, checked, never changed. */
export type Config = {
  readonly mode: 'production' | 'development' | 'test'
  /** Absolute. */
  readonly dataDir: string
  /** Absolute. */
  readonly backupsDir: string
  readonly host: string
  /** 0 before `settlePorts`, when any free one will do. */
  readonly port: number
  /** Origin that people use, without a closing slash. */
  readonly publicUrl: string
  /** Addresses of the proxies whose X-Forwarded-For counts. */
  readonly trustProxy: readonly string[] | false
  readonly databaseUrl: string | undefined
  readonly roles: readonly ('http' | 'worker')[]
  /** Those that the first start writes; none: it begins empty. */
  readonly demos: readonly DemoName[]
  /** Somebody said which ones. */
  readonly areDemosNamed: boolean
  readonly logLevel: Values['YAPA_LOG_LEVEL']
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  /** Hosts, `host` or `host:port`, that may be called although they are private. */
  readonly egressAllow: readonly string[]
  /** Without a closing slash. */
  readonly whatsappUrl: string
  readonly metaUrl: string
  /** Without a closing slash. */
  readonly watoolboxUrl: string
  readonly adminToken: string | undefined
  /** Where the simulated providers of demo organizations listen; loopback only, without a closing slash. */
  readonly simulatorUrl: string
}

type Environment = Readonly<Record<string, string | undefined>>

const root = resolve(import.meta.dirname, '../../..')

/** Reads and checks the environment (and `.env` beside package.json). Throws GroundError: one sentence per bad variable. */
export function loadConfig(env: Environment = readEnvironment()): Config {
  const values: Record<string, unknown> = {}
  const wrong: { es: string; en: string }[] = []
  for (const [name, { schema, expected, ...variable }] of Object.entries(variables)) {
    const given = env[name]?.trim() || undefined
    const read = schema.safeParse(given)
    if (read.success) values[name] = read.data
    else wrong.push(describeWrong(name, 'isSecret' in variable ? undefined : given, expected))
  }
  if (wrong.length > 0) {
    const cause = wrong.map((one) => one.es).join('\n')
    const cure = `Corregilo en .env o en el entorno y arrancá otra vez.\n${wrong.map((one) => one.en).join('\n')}`
    throw new GroundError('ground.bad_config', cause, cure)
  }
  return assemble(values as Values)
}

/** Names that look like ours and are not: most likely a typing mistake. */
export function findUnknown(env: Environment = readEnvironment()): string[] {
  return Object.keys(env).filter((name) => name.startsWith('YAPA_') && !(name in variables))
}

/** The text of `.env.example`. */
export function describeConfig(): string {
  const head = '# Copy to .env and uncomment what you change. / Copiá este archivo como .env y descomentá lo que cambies.\n'
  const entries = Object.entries(variables).map(([name, { about, example }]) => `# ${about.es}\n# ${about.en}\n# ${name}=${example}\n`)
  return [head, ...entries].join('\n')
}

function assemble(values: Values): Config {
  const dataDir = resolve(root, values.YAPA_DATA)
  return {
    mode: values.NODE_ENV,
    dataDir,
    backupsDir: values.YAPA_BACKUPS ? resolve(root, values.YAPA_BACKUPS) : join(dataDir, 'backups'),
    host: values.YAPA_HOST,
    port: values.YAPA_PORT,
    publicUrl: values.YAPA_PUBLIC_URL ?? `http://localhost:${values.YAPA_PORT}`,
    trustProxy: values.YAPA_TRUST_PROXY.length > 0 && values.YAPA_TRUST_PROXY,
    databaseUrl: values.DATABASE_URL,
    roles: values.YAPA_ROLES,
    demos: values.YAPA_DEMO ?? ['chicken-shop'],
    areDemosNamed: values.YAPA_DEMO !== undefined,
    logLevel: values.YAPA_LOG_LEVEL,
    smtpUrl: values.YAPA_SMTP_URL,
    mailFrom: values.YAPA_MAIL_FROM,
    egressAllow: values.YAPA_EGRESS_ALLOW,
    whatsappUrl: values.YAPA_WHATSAPP_URL,
    metaUrl: values.YAPA_META_URL,
    watoolboxUrl: values.YAPA_WATOOLBOX_URL,
    adminToken: values.YAPA_ADMIN_TOKEN,
    simulatorUrl: `http://127.0.0.1:${values.YAPA_SIMULATOR_PORT ?? simulatorPortBeside(values.YAPA_PORT)}`,
  }
}

// The next one, where there is a next one; where any port will do, any will do here too.
const simulatorPortBeside = (port: number): number => (port === 0 ? 0 : port === 65_535 ? port - 1 : port + 1)

function describeWrong(
  name: VariableName | string,
  given: string | undefined,
  expected: { es: string; en: string },
): { es: string; en: string } {
  const shown = given === undefined ? { es: 'el valor dado', en: 'the value given' } : { es: `«${given}»`, en: `"${given}"` }
  return {
    es: `${name}: ${shown.es} no sirve; se espera ${expected.es}.`,
    en: `${name}: ${shown.en} will not do; expected ${expected.en}.`,
  }
}

// What the environment says wins over the file.
function readEnvironment(): Environment {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return process.env
}
