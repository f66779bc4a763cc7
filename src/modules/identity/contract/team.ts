import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

export const TeamName = z.string().trim().min(1).max(60)

/** People who share the work: "my team" in the scopes of conversations and reports. */
export const Team = z.object({ id: Id, name: z.string(), memberIds: z.array(Id), version: z.int() })
export type Team = z.infer<typeof Team>

export const CreateTeam = z.object({ name: TeamName, memberIds: z.array(Id).max(500).default([]) })
export type CreateTeam = z.infer<typeof CreateTeam>

export const UpdateTeam = z.object({ id: Id, name: TeamName.optional(), memberIds: z.array(Id).max(500).optional() })
export type UpdateTeam = z.infer<typeof UpdateTeam>
