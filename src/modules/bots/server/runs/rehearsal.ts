import type { z } from 'zod'
import type { rehearse as endpoint, RehearsedLine, RehearsedSaid } from '#bots/contract/flow-api.ts'
import { newRun } from '#bots/contract/run.ts'
import * as flows from '#bots/server/flows/flows.store.ts'
import { flowNotFound } from '#bots/server/problems.ts'
import * as identity from '#identity/server/public.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { step } from './engine.ts'
import { knownTo, understoodOf } from './understanding.ts'
import { hoursInWords } from './facts.ts'
import type { Effect, Facts, Heard, Incoming, Said } from './heard.ts'

type Input = z.output<typeof endpoint.input>

/** What is drawn, tried out: the engine that answers customers, and nobody who carries out what it asks for. */
export async function rehearse(ctx: Ctx, { id, state, said, isOpen }: Input): Promise<z.output<typeof endpoint.output>> {
  const flow = await flows.find(ctx, id)
  if (!flow) throw flowNotFound()
  const facts = await factsOf(ctx, isOpen)
  const heard: Heard = {
    id: ctx.newId(),
    at: facts.now,
    said: saidOf(said),
    understood: understoodOf(saidOf(said)),
    known: await knownTo(ctx, null, saidOf(said)),
  }
  const effects: Effect[] = []
  // Where it was over, what is said begins anew.
  let place = state === null || state.over !== null ? newRun : state
  const take = (incoming: Incoming): void => {
    const stepped = step(flow.draft, place, incoming, facts)
    place = stepped.state
    effects.push(...stepped.effects)
  }
  take(place.at === null ? { kind: 'begin', heard } : { kind: 'heard', heard })
  // Every action succeeds at once, so that what comes after it can be seen. As many as there could be nodes in a row.
  for (let i = 0; i < 20 && place.calling !== null && place.waits === 'action'; i++)
    take({ kind: 'acted', n: place.calling, ok: true, values: {} })
  return { state: place, lines: effects.map((effect) => lineOf(effect, isOpen)), nodeId: place.at }
}

async function factsOf(ctx: Ctx, isOpen: boolean): Promise<Facts> {
  const organization = await identity.organization(ctx)
  const hours = await identity.workingHours(ctx, null)
  return {
    now: ctx.now.toISOString(),
    today: dayIn(ctx.zone, ctx.now),
    isOpen,
    openingHours: hours ? hoursInWords(hours, ctx.locale) : '',
    companyName: organization.name,
    country: organization.country,
    locale: ctx.locale,
    contact: { name: ctx.t('bots.rehearsal.customer'), isReturning: false, tags: [] },
  }
}

function saidOf(said: z.output<typeof RehearsedSaid>): Said {
  if (said.kind === 'file') return { kind: 'file', fileId: null, name: said.name, caption: '' }
  if (said.kind === 'place') return { kind: 'place', latitude: -31.4167, longitude: -64.1833, name: '' }
  return said
}

const nothing = { options: [], link: null, fileName: null, reason: null }

function lineOf(effect: Effect, isOpen: boolean): RehearsedLine {
  const { kind, nodeId } = effect
  switch (effect.kind) {
    case 'ask':
      return { ...nothing, kind, nodeId, text: effect.text, options: [...effect.options] }
    case 'say':
      return { ...nothing, kind, nodeId, text: effect.text, link: effect.link, fileName: effect.file?.name ?? null }
    case 'ask-place':
      return { ...nothing, kind, nodeId, text: effect.text }
    case 'act':
      return { ...nothing, kind, nodeId, text: effect.action }
    case 'hand-off':
      return { ...nothing, kind, nodeId, text: isOpen ? effect.text : effect.awayText, reason: effect.reason }
    case 'end':
      return { ...nothing, kind, nodeId, text: '' }
  }
}
