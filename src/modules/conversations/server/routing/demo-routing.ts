import { z } from 'zod'
import { Language, Skill } from '#conversations/contract/availability.ts'
import { RoutingConditions, RoutingMethod } from '#conversations/contract/routing.ts'
import * as availability from '#conversations/server/availability/availability.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as rules from './rules.ts'

/** Rules and skills of a demo business; teams, channels and people by the keys that the demo gives them. */
export const DemoRouting = z.object({
  rules: z
    .array(
      z.object({
        name: z.string(),
        isActive: z.boolean().default(true),
        channel: z.string().optional(),
        conditions: RoutingConditions.partial().default({}),
        skill: Skill.nullable().default(null),
        team: z.string(),
        method: RoutingMethod,
        overflow: z.object({ team: z.string(), afterSeconds: z.int() }).optional(),
      }),
    )
    .default([]),
  skills: z
    .array(
      z.object({ person: z.string(), skills: z.array(Skill), languages: z.array(Language), capacity: z.int().nullable().default(null) }),
    )
    .default([]),
})

type Known = {
  teams: ReadonlyMap<string, string>
  channels: ReadonlyMap<string, { id: string }>
  people: ReadonlyMap<string, { id: string }>
}

export async function loadRouting(ctx: Ctx, demo: z.output<typeof DemoRouting>, { teams, channels, people }: Known): Promise<void> {
  for (const { person, ...profile } of demo.skills) {
    const id = people.get(person)?.id
    if (id) await availability.updateProfile(ctx, { id, ...profile })
  }
  for (const { channel, team, overflow, conditions, ...rule } of demo.rules) {
    const channelId = channel === undefined ? undefined : channels.get(channel)?.id
    await rules.create(ctx, {
      ...rule,
      conditions: RoutingConditions.parse({ ...conditions, ...(channelId && { channelIds: [channelId] }) }),
      teamId: teams.get(team) ?? '',
      overflow: overflow ? { teamId: teams.get(overflow.team) ?? '', afterSeconds: overflow.afterSeconds } : null,
    })
  }
}
