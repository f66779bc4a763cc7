import type { Page } from 'playwright-core'
import { withKernel } from '#app/with-kernel.ts'
import { FlowDocument } from '#bots/contract/flow.ts'
import * as flows from '#bots/server/flows/flows.ts'
import { loadConfig } from '#kernel/config/config.ts'
import { inTenant } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import { signIn } from '../../e2e/person.ts'
import { openBrowser, openWindow } from '../../e2e/product.ts'
import { ms, type Row } from '../figures.ts'
import { type Frames, framesDuring } from '../frames.ts'
import type { Stage } from '../plan.ts'

const nodes = 300
const columns = 20
const movesMs = 16

/** As many steps as a large shop draws, in rows, each leading to the next and every third one to two. */
const large = (): FlowDocument =>
  FlowDocument.parse({
    start: 'n0',
    nodes: Array.from({ length: nodes }, (_, i) => {
      const at = {
        id: `n${i}`,
        name: `Paso ${i + 1}`,
        x: (i % columns) * 290,
        y: Math.floor(i / columns) * 190,
        text: `Texto del paso ${i + 1}`,
      }
      const next = `n${(i + 1) % nodes}`
      return i % 3 === 0
        ? {
            ...at,
            kind: 'menu',
            options: [
              { id: 'a', title: 'Seguir', next },
              { id: 'b', title: 'Saltar', next: `n${(i + columns) % nodes}` },
            ],
          }
        : { ...at, kind: 'answer', next }
    }),
  })

/** The flow editor in Chromium: frames while somebody moves over the board, sees all of it, and moves a step. */
export async function editorRows(stage: Stage): Promise<Row[]> {
  const { product, ground, plan } = stage
  const id = await draw(stage)
  const browser = await openBrowser()
  try {
    const { page } = await openWindow(browser, `http://localhost:${product.target.port}`)
    await signIn(page, ground.people[0]?.email ?? '', { to: `/bots/${id}`, password: ground.password })
    await page.locator('.react-flow__node').first().waitFor()
    const seconds = plan.liveSeconds / 2
    const whole = await panned(page, seconds)
    await page.locator('.react-flow__controls-zoomin').click({ clickCount: 5, delay: 60 })
    const near = await panned(page, seconds)
    const moved = await dragged(page, seconds)
    const row = (what: string, frames: Seen): Row => ({
      what: `flow editor with ${nodes} steps: ${what}`,
      figure: `${Math.round(frames.perSecond)} frames/s`,
      p50: ms(frames.p50),
      p95: ms(frames.p95),
      goal: '≥ 50 frames/s',
      note: `Chromium without a graphics card, 1440x900, ${frames.drawn} steps in sight; milliseconds between frames`,
    })
    return [row('moving over all of it', whole), row('moving over what fits the screen', near), row('moving a step', moved)]
  } finally {
    await browser.close()
  }
}

async function draw({ product, ground }: Stage): Promise<string> {
  const [org] = ground.orgs
  const caller = {
    org: org?.id ?? '',
    actor: { kind: 'system', name: 'load' } as const,
    locale: 'es' as const,
    zone: 'America/Argentina/Cordoba',
    requestId: newId(),
  }
  return withKernel(loadConfig(product.env), (kernel) =>
    inTenant(kernel, caller, async (ctx) => {
      const { id, version } = await flows.create(ctx, { name: 'Grande', copyOf: null })
      await flows.draw({ ...ctx, ifMatch: version }, { id, draft: large() })
      return id
    }),
  )
}

type Seen = Frames & { drawn: number }

/** The board by its empty ground, to and fro. */
async function panned(page: Page, seconds: number): Promise<Seen> {
  const box = await page.locator('.react-flow').boundingBox()
  if (!box) throw new Error('there is no board')
  return moving(page, seconds, { x: box.x + box.width - 24, y: box.y + 24 }, { x: -box.width / 3, y: box.height / 3 })
}

async function dragged(page: Page, seconds: number): Promise<Seen> {
  const box = await page.locator('.react-flow__node').nth(3).boundingBox()
  if (!box) throw new Error('there is no step in sight')
  return moving(page, seconds, { x: box.x + box.width / 2, y: box.y + 12 }, { x: 160, y: 120 })
}

type Point = { x: number; y: number }

async function moving(page: Page, seconds: number, from: Point, by: Point): Promise<Seen> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  const frames = await framesDuring(page, async () => {
    const begun = performance.now()
    for (let now = begun; now - begun < seconds * 1_000; now = performance.now()) {
      const part = (1 - Math.cos(((now - begun) / 1_000) * Math.PI)) / 2
      await page.mouse.move(from.x + by.x * part, from.y + by.y * part)
      await new Promise((resolve) => setTimeout(resolve, movesMs))
    }
  })
  await page.mouse.up()
  return { ...frames, drawn: await page.locator('.react-flow__node').count() }
}
