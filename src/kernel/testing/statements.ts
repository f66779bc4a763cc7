import type { Ctx } from '#kernel/ctx.ts'
import { executeWith, type Statement } from '#kernel/db/sql.ts'

/** A context that notes the text of every statement it runs: what costs turns at the database is counted, not timed. */
export function noting(ctx: Ctx): { ctx: Ctx; statements: string[] } {
  const statements: string[] = []
  const sql = executeWith((statement: Statement) => {
    statements.push(statement.text)
    return ctx.sql(statement)
  })
  return { ctx: { ...ctx, sql }, statements }
}
