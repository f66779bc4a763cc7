import { z } from 'zod'
import { endpoint, type Permission } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** A way to look at a list that somebody gave a name. `Look` is what it keeps of the list: the query of its address, and what else the module adds. */
export type View<Look> = Look & { id: string; name: string; isShared: boolean; isMine: boolean; version: number }
export type NewView<Look> = Look & { name: string; isShared: boolean }

const Name = z.string().trim().min(1).max(60)

export const viewOf = <L extends z.ZodRawShape>(look: L) =>
  z.object({ id: Id, name: z.string(), ...look, isShared: z.boolean(), isMine: z.boolean(), version: z.int() })

export const newViewOf = <L extends z.ZodRawShape>(look: L) => z.object({ name: Name, isShared: z.boolean().default(false), ...look })

/** The addresses of the views of a kind. `creating`: its look where something may be left out at first. */
export function viewApi<L extends z.ZodRawShape, C extends z.ZodRawShape>(of: {
  path: `/${string}`
  permission: Permission
  look: L
  creating: C
}) {
  const { path, permission } = of
  const one = `${path}/:id` as const
  const output = viewOf(of.look)
  const changes = z.object({ id: Id, name: Name.optional(), isShared: z.boolean().optional(), ...z.object(of.look).partial().shape })
  return {
    /** One's own and the shared ones, by name. A view shows nobody more than their role lets them see. */
    list: endpoint({ method: 'GET', path, permission, input: z.object({}), output: z.object({ items: z.array(output) }) }),
    create: endpoint({ method: 'POST', path, permission, input: newViewOf(of.creating), output }),
    update: endpoint({ method: 'PATCH', path: one, permission, input: changes, output, versioned: true }),
    remove: endpoint({ method: 'DELETE', path: one, permission, input: z.object({ id: Id }), output: z.object({}) }),
  }
}
