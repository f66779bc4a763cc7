import { isIP } from 'node:net'
import { z } from 'zod'

type Words = { es: string; en: string }
/** One environment variable: how its text is read, and the words for whoever sets it. */
type Variable<S extends z.ZodType = z.ZodType> = { schema: S; about: Words; expected: Words; example: string; isSecret?: true }

const declare = <S extends z.ZodType>(variable: Variable<S>): Variable<S> => variable

/** Each is a folder under demos/. */
export const demoNames = ['chicken-shop', 'tech-store', 'eco-store'] as const
export type DemoName = (typeof demoNames)[number]

const list = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
const isUrl = (text: string, protocols: readonly string[]) => URL.canParse(text) && protocols.includes(new URL(text).protocol)
// A server behind a socket of this machine has no name of its own: postgres://ana:clave@/yapa?host=/run/postgresql.
const isDatabase = (text: string) =>
  /^\w+:\/\//.test(text) && isUrl(text.replace(/^(\w+:\/\/[^/]*@)(?=\/)/, '$1socket'), ['postgres:', 'postgresql:'])
const isNetwork = (text: string) => {
  const [address = '', bits, ...rest] = text.split('/')
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0
  return most > 0 && rest.length === 0 && (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most))
}
const whole = z.string().regex(/^\d+$/).transform(Number)
const webAddress = z
  .string()
  .refine((text) => isUrl(text, ['http:', 'https:']))
  .transform((text) => text.replace(/\/+$/, ''))

/** Everything an operator may set. An empty value counts as not set. */
export const variables = {
  YAPA_DATA: declare({
    schema: z.string().default('./data'),
    about: { es: 'Carpeta de los datos: base de datos, archivos y secretos.', en: 'Folder of the data: database, files and secrets.' },
    expected: { es: 'una carpeta', en: 'a folder' },
    example: './data',
  }),
  YAPA_BACKUPS: declare({
    schema: z.string().optional(),
    about: {
      es: 'Carpeta de las copias; mejor en otro disco. Si no, backups dentro de los datos.',
      en: 'Folder of the backups, better on another disk. Otherwise backups inside the data.',
    },
    expected: { es: 'una carpeta', en: 'a folder' },
    example: '/mnt/backups',
  }),
  YAPA_PORT: declare({
    schema: whole.pipe(z.int().max(65_535)).default(8080),
    about: { es: 'Puerto del servidor web; 0 elige uno libre.', en: 'Port of the web server; 0 picks a free one.' },
    expected: { es: 'un número entre 0 y 65535', en: 'a number from 0 to 65535' },
    example: '8080',
  }),
  YAPA_SIMULATOR_PORT: declare({
    schema: whole.pipe(z.int().max(65_535)).optional(),
    about: {
      es: 'Puerto de los proveedores simulados, solo para esta máquina; el siguiente a YAPA_PORT si no se dice.',
      en: 'Port of the simulated providers, for this machine only; the one after YAPA_PORT if not given.',
    },
    expected: { es: 'un número entre 0 y 65535', en: 'a number from 0 to 65535' },
    example: '8081',
  }),
  YAPA_HOST: declare({
    schema: z.union([z.ipv4(), z.ipv6(), z.literal('localhost')]).default('127.0.0.1'),
    about: { es: 'Dirección donde escucha; 0.0.0.0 la abre a la red.', en: 'Address it listens on; 0.0.0.0 opens it to the network.' },
    expected: { es: 'una dirección IP de esta máquina', en: 'an IP address of this machine' },
    example: '0.0.0.0',
  }),
  YAPA_PUBLIC_URL: declare({
    schema: webAddress.refine((text) => new URL(text).origin === text).optional(),
    about: {
      es: 'Dirección con la que entra la gente; va en los enlaces de los correos.',
      en: 'Address people use; it goes into the links of e-mails.',
    },
    expected: { es: 'una dirección http o https, sin camino', en: 'an http or https address without a path' },
    example: 'https://yapa.ejemplo.com',
  }),
  YAPA_TRUST_PROXY: declare({
    schema: z
      .string()
      .optional()
      .transform(list)
      .pipe(z.array(z.string().refine(isNetwork))),
    about: {
      es: 'Direcciones de los proxies que están delante, separadas por comas.',
      en: 'Addresses of the proxies in front, separated by commas.',
    },
    expected: { es: 'direcciones IP o rangos', en: 'IP addresses or ranges' },
    example: '127.0.0.1,10.0.0.0/8',
  }),
  DATABASE_URL: declare({
    schema: z.string().refine(isDatabase).optional(),
    about: {
      es: 'PostgreSQL 15 o más nuevo, en lugar del que viene incluido.',
      en: 'PostgreSQL 15 or newer, instead of the one included.',
    },
    expected: { es: 'postgres://usuario:clave@servidor:5432/base', en: 'postgres://user:password@host:5432/database' },
    example: 'postgres://yapa:clave@localhost:5432/yapa',
    isSecret: true,
  }),
  YAPA_ROLES: declare({
    schema: z
      .string()
      .default('all')
      .transform((text) => (text === 'all' ? ['http', 'worker'] : list(text)))
      .pipe(z.array(z.enum(['http', 'worker'])).min(1)),
    about: {
      es: 'Qué hace este proceso: atender la web, hacer los trabajos, o todo.',
      en: 'What this process does: serve the web, run the jobs, or all.',
    },
    expected: { es: 'all, http, worker o http,worker', en: 'all, http, worker or http,worker' },
    example: 'http',
  }),
  YAPA_DEMO: declare({
    schema: z
      .string()
      .transform((text) => (text === 'none' ? [] : list(text)))
      .pipe(z.array(z.enum(demoNames)))
      .optional(),
    about: {
      es: 'Negocios de ejemplo: el del primer arranque o varios, con comas; los que falten se agregan. none empieza vacío, con el asistente.',
      en: 'Sample businesses: that of the first start, or several, with commas; those that are missing are added. none starts empty, with the wizard.',
    },
    expected: { es: 'chicken-shop, tech-store, eco-store o none', en: 'chicken-shop, tech-store, eco-store or none' },
    example: 'chicken-shop,tech-store,eco-store',
  }),
  YAPA_LOG_LEVEL: declare({
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    about: { es: 'Cuánto se anota.', en: 'How much is logged.' },
    expected: { es: 'fatal, error, warn, info, debug, trace o silent', en: 'fatal, error, warn, info, debug, trace or silent' },
    example: 'info',
  }),
  YAPA_SMTP_URL: declare({
    schema: z
      .string()
      .refine((text) => isUrl(text, ['smtp:', 'smtps:']))
      .optional(),
    about: {
      es: 'Servidor de correo saliente; sin él, los correos quedan en la bandeja de salida del operador.',
      en: "Outgoing mail server; without it, mails wait in the operator's outbox.",
    },
    expected: { es: 'smtp://usuario:clave@servidor:587 o smtps://…:465', en: 'smtp://user:password@host:587 or smtps://…:465' },
    example: 'smtps://usuario:clave@correo.ejemplo.com:465',
    isSecret: true,
  }),
  YAPA_MAIL_FROM: declare({
    schema: z
      .string()
      .regex(/^[^<>\r\n]*<?[^<>@\s]+@[^<>@\s]+>?$/)
      .default('Yapa <yapa@localhost>'),
    about: { es: 'Remitente de los correos.', en: 'Sender of the mails.' },
    expected: { es: 'Nombre <direccion@dominio>', en: 'Name <address@domain>' },
    example: 'Mi negocio <hola@ejemplo.com>',
  }),
  YAPA_EGRESS_ALLOW: declare({
    schema: z
      .string()
      .optional()
      .transform(list)
      .pipe(z.array(z.string().regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$/))),
    about: {
      es: 'Servidores de la red privada a los que Yapa puede llamar, separados por comas.',
      en: 'Hosts of the private network that Yapa may call, separated by commas.',
    },
    expected: { es: 'nombres o direcciones, con puerto o sin él', en: 'names or addresses, with or without a port' },
    example: 'impresora.local,192.168.0.20:9100',
  }),
  YAPA_WHATSAPP_URL: declare({
    schema: webAddress.default('https://graph.facebook.com/v26.0'),
    about: { es: 'Dirección base de la API de WhatsApp.', en: 'Base address of the WhatsApp API.' },
    expected: { es: 'una dirección http o https', en: 'an http or https address' },
    example: 'https://graph.facebook.com/v26.0',
  }),
  YAPA_META_URL: declare({
    schema: webAddress.default('https://graph.facebook.com/v26.0'),
    about: { es: 'Dirección base de la API de Meta para los avisos con formulario.', en: 'Base address of the Meta API for lead ads.' },
    expected: { es: 'una dirección http o https', en: 'an http or https address' },
    example: 'https://graph.facebook.com/v26.0',
  }),
  YAPA_WATOOLBOX_URL: declare({
    schema: webAddress.default('https://api.watoolbox.com'),
    about: { es: 'Dirección base del conector WAToolbox.', en: 'Base address of the WAToolbox connector.' },
    expected: { es: 'una dirección http o https', en: 'an http or https address' },
    example: 'https://api.watoolbox.com',
  }),
  YAPA_ADMIN_TOKEN: declare({
    schema: z.string().min(24).optional(),
    about: {
      es: 'Clave para leer /metrics desde otra máquina, con Authorization: Bearer.',
      en: 'Key to read /metrics from another machine, with Authorization: Bearer.',
    },
    expected: { es: 'al menos 24 caracteres', en: 'at least 24 characters' },
    example: 'cambiala-por-una-clave-larga-al-azar',
    isSecret: true,
  }),
  NODE_ENV: declare({
    schema: z.enum(['production', 'development', 'test']).default('production'),
    about: { es: 'Modo; development y test revisan también cada respuesta.', en: 'Mode; development and test check every answer too.' },
    expected: { es: 'production, development o test', en: 'production, development or test' },
    example: 'production',
  }),
}

export type VariableName = keyof typeof variables
export type Values = { [N in VariableName]: z.output<(typeof variables)[N]['schema']> }
