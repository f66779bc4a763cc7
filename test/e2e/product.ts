import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findLifeline } from '../../bin/child.mjs'
import { findChromium } from '../../bin/chromium.mjs'
import { end } from '../end.ts'
import { freePort } from '../free-port.ts'

export type RunningProduct = {
  url: string
  dataDir: string
  process: ChildProcess
  output: () => string
  /** What a browser that came as early as possible was shown when this demo was loaded. */
  firstAnswer: { status: number; text: string } | undefined
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const startPatienceMs = 240_000
/** Where `npm test` has loaded the demo, once for all files. A file that runs by itself, or names its demo, loads its own. */
const demoData = process.env.YAPA_TEST_DEMO

/** The product as a new user finds it: a process of its own on data that nobody has worked with. It ends with us, even when we are killed. */
export async function startProduct(env: Record<string, string> = {}): Promise<RunningProduct> {
  const dataDir = env.YAPA_DATA ?? (await mkdtemp(join(tmpdir(), 'yapa-e2e-')))
  const isCopy = demoData !== undefined && !env.YAPA_DATA && !env.YAPA_DEMO
  if (isCopy) await promisify(execFile)('cp', ['-a', `${demoData}/.`, dataDir])
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const url = `http://localhost:${port}`
  let output = ''
  const [program = '', ...args] = [...findLifeline(), process.execPath, 'src/app/main.ts']
  const child = spawn(program, args, {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      YAPA_LOG_LEVEL: 'warn',
      ...env,
      YAPA_DATA: dataDir,
      YAPA_PORT: String(port),
      YAPA_SIMULATOR_PORT: String(simulatorPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk))
  const until = Date.now() + startPatienceMs
  let firstAnswer = isCopy ? await recallFirstAnswer(dataDir) : undefined
  // It answers before the demo is in; it introduces itself when all is there.
  while (!output.includes('Yapa está en') || !(await isReady(url))) {
    firstAnswer ??= await lookIn(url)
    if (child.exitCode !== null || Date.now() > until) throw new Error(`the product did not start:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    dataDir,
    process: child,
    output: () => output,
    firstAnswer,
    async stop() {
      await end(child)
      if (!env.YAPA_DATA) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const firstAnswerFile = 'first-answer.json'

/** For those who begin from a copy of this data: what a browser was shown while it was loaded. */
export const rememberFirstAnswer = ({ dataDir, firstAnswer }: RunningProduct): Promise<void> =>
  writeFile(join(dataDir, firstAnswerFile), JSON.stringify(firstAnswer ?? null))

const recallFirstAnswer = async (dataDir: string): Promise<RunningProduct['firstAnswer']> =>
  JSON.parse(await readFile(join(dataDir, firstAnswerFile), 'utf8')) ?? undefined

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    (answer) => answer.ok,
    () => false,
  )

const lookIn = (url: string): Promise<RunningProduct['firstAnswer']> =>
  fetch(url, { headers: { accept: 'text/html' } }).then(
    async (answer) => ({ status: answer.status, text: await answer.text() }),
    () => undefined,
  )

/** Flags without which Chromium calls its maker at every start. */
const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = async (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: await findChromium(), headless: true, args: [...quietFlags, ...more] })

export type Visitor = { context: BrowserContext; page: Page; foreignRequests: string[]; errors: string[] }

export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

export type WindowOptions = {
  size?: keyof typeof sizes
  theme?: 'light' | 'dark'
  /** What an earlier window of the same person was given at the door: `await context.storageState()`. */
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>
  /** With the worker that keeps the shell for days without a connection. Elsewhere each window would fetch the whole shell once more. */
  keepsShell?: boolean
  /** For somebody who has not asked for less motion. */
  moves?: boolean
}

/** The windows, and what went wrong behind each: its own errors, those in its console, and requests without the answer it wanted. */
const opened = new Map<Page, string[]>()
const mostLines = 250
const mostTroubles = 40

// What people saw when a test failed is gone with the browser; a machine where nobody looks on has to write it down.
afterEach(async (t) => {
  if (!('passed' in t) || t.passed) return
  for (const [page, troubles] of opened) {
    const seen = await page.locator('body').ariaSnapshot({ timeout: 2_000 }).catch(String)
    const lines = seen.split('\n').filter((line) => !/^\s*- (img|\/url: .*)$/.test(line))
    console.log(`  at ${page.url()}:\n${lines.slice(0, mostLines).join('\n')}`)
    if (troubles.length > 0) console.log(`  behind it:\n${troubles.slice(-mostTroubles).join('\n')}`)
  }
})

/** A browser window of one person. Notes every request that leaves the product's origin and every error of the page. */
export async function openWindow(browser: Browser, url: string, options: WindowOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: sizes[options.size ?? 'desktop'],
    colorScheme: options.theme ?? 'light',
    locale: 'es-AR',
    timezoneId: 'America/Argentina/Buenos_Aires',
    // As whoever asks for less motion sees it: frames on the way to another are drawn by the processor here, and waited for.
    reducedMotion: options.moves ? 'no-preference' : 'reduce',
    serviceWorkers: options.keepsShell ? 'allow' : 'block',
    hasTouch: options.size === 'phone',
    isMobile: options.size === 'phone',
    ...(options.storageState && { storageState: options.storageState }),
  })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  opened.set(page, troublesOf(page))
  page.on('close', () => opened.delete(page))
  const foreignRequests: string[] = []
  const errors: string[] = []
  const origin = new URL(url).host
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (!['data:', 'blob:', 'about:'].includes(protocol) && host !== origin) foreignRequests.push(request.url())
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|404|409|422)/.test(message.text())) errors.push(message.text())
  })
  return { context, page, foreignRequests, errors }
}

function troublesOf(page: Page): string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.stack ?? String(error)))
  page.on('console', (message) => message.type() === 'error' && troubles.push(`console: ${message.text()}`))
  page.on('requestfailed', (request) => troubles.push(`${request.method()} ${request.url()}: ${request.failure()?.errorText}`))
  page.on('response', (answer) => {
    if (answer.status() >= 400) troubles.push(`${answer.request().method()} ${answer.url()}: ${answer.status()}`)
  })
  return troubles
}
