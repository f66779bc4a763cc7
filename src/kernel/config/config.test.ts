import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { describeConfig, findUnknown, loadConfig } from './config.ts'
import { GroundError } from './ground-error.ts'
import { settlePorts } from './ports.ts'
import { variables } from './variables.ts'

test('with nothing set, Yapa serves this machine only, with its own database and the sample shop', () => {
  const config = loadConfig({})
  assert.equal(config.mode, 'production')
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.port, 8080)
  assert.equal(config.publicUrl, 'http://localhost:8080')
  assert.equal(config.databaseUrl, undefined)
  assert.deepEqual(config.roles, ['http', 'worker'])
  assert.deepEqual([config.demos, config.areDemosNamed], [['chicken-shop'], false])
  assert.equal(config.trustProxy, false)
  assert.equal(config.whatsappUrl, 'https://graph.facebook.com/v26.0')
  assert.match(config.dataDir, /^\/.*\/data$/)
  assert.equal(config.backupsDir, join(config.dataDir, 'backups'))
})

test('an empty variable counts as not set, and spaces around a value do not matter', () => {
  const config = loadConfig({ YAPA_PORT: '', DATABASE_URL: ' ', YAPA_DEMO: ' none ' })
  assert.equal(config.port, 8080)
  assert.equal(config.databaseUrl, undefined)
  assert.deepEqual([config.demos, config.areDemosNamed], [[], true])
  assert.deepEqual(loadConfig({ YAPA_DEMO: 'tech-store, eco-store' }).demos, ['tech-store', 'eco-store'])
})

test('lists are split at commas and addresses lose their closing slash', () => {
  const config = loadConfig({
    YAPA_EGRESS_ALLOW: 'impresora.local, 192.168.0.20:9100',
    YAPA_TRUST_PROXY: '10.0.0.0/8',
    YAPA_ROLES: 'worker',
    YAPA_WHATSAPP_URL: 'http://127.0.0.1:5600/v26.0/',
  })
  assert.deepEqual(config.egressAllow, ['impresora.local', '192.168.0.20:9100'])
  assert.deepEqual(config.trustProxy, ['10.0.0.0/8'])
  assert.deepEqual(config.roles, ['worker'])
  assert.equal(config.whatsappUrl, 'http://127.0.0.1:5600/v26.0')
})

test('a database is found by its name, its address, or the socket of this machine', () => {
  for (const url of [
    'postgres://ana:clave@db.example:6432/yapa',
    'postgresql:///yapa?host=/run/postgresql',
    'postgres://ana:clave@/yapa?host=/run/postgresql',
    'postgres://ana:clave@%2Frun%2Fpostgresql/yapa',
  ])
    assert.equal(loadConfig({ DATABASE_URL: url }).databaseUrl, url)
})

const wrongValues = [
  ['YAPA_PORT', 'ochenta', 'un número entre 0 y 65535'],
  ['YAPA_PORT', '70000', 'un número entre 0 y 65535'],
  ['YAPA_PORT', '0x50', 'un número entre 0 y 65535'],
  ['YAPA_HOST', 'mi maquina', 'una dirección IP de esta máquina'],
  ['YAPA_PUBLIC_URL', 'yapa.ejemplo.com', 'una dirección http o https, sin camino'],
  ['YAPA_PUBLIC_URL', 'https://ejemplo.com/yapa', 'una dirección http o https, sin camino'],
  ['YAPA_TRUST_PROXY', 'caddy', 'direcciones IP o rangos'],
  ['YAPA_TRUST_PROXY', '10.0.0.0/33', 'direcciones IP o rangos'],
  ['YAPA_ROLES', 'http,cocinero', 'all, http, worker o http,worker'],
  ['YAPA_ROLES', ',', 'all, http, worker o http,worker'],
  ['YAPA_DEMO', 'pizzeria', 'chicken-shop, tech-store, eco-store o none'],
  ['YAPA_LOG_LEVEL', 'mucho', 'fatal, error, warn, info, debug, trace o silent'],
  ['YAPA_MAIL_FROM', 'nadie', 'Nombre <direccion@dominio>'],
  ['YAPA_EGRESS_ALLOW', 'http://impresora', 'nombres o direcciones, con puerto o sin él'],
  ['YAPA_WHATSAPP_URL', 'ftp://graph', 'una dirección http o https'],
  ['NODE_ENV', 'prod', 'production, development o test'],
] as const

for (const [name, given, expected] of wrongValues)
  test(`${name}=${given} is refused with one sentence that names it, shows it and says what is expected`, () => {
    assert.throws(
      () => loadConfig({ [name]: given }),
      (error) =>
        error instanceof GroundError &&
        error.code === 'ground.bad_config' &&
        error.message.split('\n')[0]?.startsWith(`${name}: «${given}» no sirve; se espera ${expected}.`) === true,
    )
  })

const secrets = [
  ['DATABASE_URL', 'mysql://root:hunter2@localhost/yapa'],
  ['DATABASE_URL', 'postgres:root:hunter2'],
  ['YAPA_SMTP_URL', 'correo:hunter2@localhost'],
  ['YAPA_ADMIN_TOKEN', 'hunter2'],
] as const

for (const [name, given] of secrets)
  test(`a wrong ${name} is named and its secret is not shown`, () => {
    assert.throws(
      () => loadConfig({ [name]: given }),
      (error) => error instanceof GroundError && error.message.includes(name) && !error.message.includes('hunter2'),
    )
  })

test('every wrong variable gets its sentence at once', () => {
  assert.throws(
    () => loadConfig({ YAPA_PORT: 'x', YAPA_DEMO: 'y' }),
    (error) => error instanceof GroundError && error.message.includes('YAPA_PORT') && error.message.includes('YAPA_DEMO'),
  )
})

test('port 0 becomes a free port, and every address names it', async () => {
  const config = await settlePorts(loadConfig({ YAPA_PORT: '0' }))
  const simulatorPort = new URL(config.simulatorUrl).port
  assert.ok(config.port > 0 && Number(simulatorPort) > 0 && Number(simulatorPort) !== config.port)
  assert.equal(config.publicUrl, `http://localhost:${config.port}`)
})

test('ports and addresses that were given stay', async () => {
  const given = loadConfig({ YAPA_PORT: '8080', YAPA_SIMULATOR_PORT: '80' })
  assert.deepEqual(await settlePorts(given), given)
  const behindProxy = await settlePorts(
    loadConfig({ YAPA_PORT: '0', YAPA_PUBLIC_URL: 'https://yapa.example', YAPA_SIMULATOR_PORT: '9000' }),
  )
  assert.equal(behindProxy.publicUrl, 'https://yapa.example')
  assert.equal(behindProxy.simulatorUrl, 'http://127.0.0.1:9000')
  assert.equal(loadConfig({ YAPA_PORT: '65535' }).simulatorUrl, 'http://127.0.0.1:65534')
})

test('a mistyped name is found', () => {
  assert.deepEqual(findUnknown({ YAPA_PORT: '1', YAPA_PROT: '2', PATH: '/bin' }), ['YAPA_PROT'])
})

test('the examples shown to operators are themselves valid', () => {
  for (const [name, { example }] of Object.entries(variables)) assert.doesNotThrow(() => loadConfig({ [name]: example }), name)
})

test('.env.example is what the variables say', () => {
  assert.equal(readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8'), describeConfig())
})
