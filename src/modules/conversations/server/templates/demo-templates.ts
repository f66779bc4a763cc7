import * as identity from '#identity/server/public.ts'
import { z } from 'zod'
import { TemplateCategory, TemplateDesign, TemplateState, VariableSources } from '#conversations/contract/template.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { componentsOf } from './components.ts'
import * as store from './templates.store.ts'

/** A template of a demo business: as it stands at the simulated provider. */
export const DemoTemplate = z.object({
  name: z.string(),
  language: z.string().default('es_AR'),
  category: TemplateCategory,
  state: TemplateState.default('approved'),
  quality: z.enum(['green', 'yellow', 'red', 'unknown']).default('green'),
  reason: z.string().nullable().default(null),
  advice: z.string().nullable().default(null),
  usedDaysAgo: z.number().nullable().default(null),
  sources: VariableSources.default({}),
  design: TemplateDesign.partial({ header: true, footer: true, buttons: true, variables: true, examples: true }),
})
export type DemoTemplate = z.infer<typeof DemoTemplate>

const hourMs = 3_600_000

/** What a demo business had approved, refused and paused before anybody looks at it. The simulator is told at every start. Answers their ids by name. */
export async function createForDemo(ctx: Ctx, wabaId: string, all: readonly DemoTemplate[]): Promise<Map<string, string>> {
  const rows = all.map(({ design, usedDaysAgo, ...one }, index) => {
    const blank = { header: null, footer: null, buttons: [], variables: 'positional' as const, examples: {} }
    const isPaused = one.state === 'paused'
    return store.blankRow(
      {
        ...one,
        id: ctx.newId(),
        wabaId,
        // Digits as the provider's, of an account that nobody else has.
        providerId: `9${wabaId.slice(-6)}${String(index).padStart(4, '0')}`,
        design: { ...blank, ...design },
        usedAt: usedDaysAgo === null ? null : new Date(ctx.now.getTime() - usedDaysAgo * 24 * hourMs).toISOString(),
        ...(isPaused && { pauses: 1, pausedUntil: new Date(ctx.now.getTime() + 2 * hourMs).toISOString() }),
      },
      ctx.now.toISOString(),
    )
  })
  await store.save(ctx, rows)
  await store.noteSync(ctx, wabaId, null)
  return new Map(rows.map(({ name, id }) => [name, id]))
}

export type SimulatedTemplate = {
  id: string
  wabaId: string
  name: string
  language: string
  category: string
  parameterFormat: 'POSITIONAL' | 'NAMED'
  components: Record<string, unknown>[]
  status: string
  reason: string
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
  pauses: number
}

/** What the simulator has to be told at every start: the templates of a demo business as its provider had them. */
export async function simulatedTemplates(ctx: Ctx): Promise<SimulatedTemplate[]> {
  const { isDemo } = await identity.organization(ctx)
  if (!isDemo) return []
  const accounts = new Set((await channels.list(ctx)).filter(({ isSimulator }) => isSimulator).map(({ wabaId }) => wabaId))
  const all: SimulatedTemplate[] = []
  for (const wabaId of accounts)
    for (const row of await store.ofAccount(ctx, wabaId)) {
      if (row.providerId === null) continue
      all.push({
        id: row.providerId,
        wabaId,
        name: row.name,
        language: row.language,
        category: row.category.toUpperCase(),
        parameterFormat: row.design.variables === 'named' ? 'NAMED' : 'POSITIONAL',
        components: componentsOf(row.design, null),
        status: row.state.toUpperCase().replaceAll('-', '_'),
        reason: row.reason === null ? 'NONE' : row.reason.toUpperCase().replaceAll('-', '_'),
        quality: row.quality.toUpperCase() as SimulatedTemplate['quality'],
        pauses: row.pauses,
      })
    }
  return all
}
