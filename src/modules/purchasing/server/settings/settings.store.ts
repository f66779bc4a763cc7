import type { Ctx } from '#kernel/ctx.ts'
import type { SaveSetting } from '#purchasing/contract/purchasing-setting.ts'

export type SettingRow = SaveSetting & { version: number }

export async function find(ctx: Ctx): Promise<SettingRow | undefined> {
  const [row] = await ctx.sql<SettingRow>`
    select s.approval_over_minor as "approvalOverMinor", s.over_basis_points as "overBasisPoints",
      s.short_basis_points as "shortBasisPoints", s.bill_quantity_basis_points as "billQuantityBasisPoints",
      s.bill_price_basis_points as "billPriceBasisPoints", s.cost_rule as "costRule", s.order_template as "orderTemplate", s.version
    from purchasing.setting s`
  return row
}

/** Writes it if it is still what was looked at; 0 where nobody had said anything. */
export async function save(ctx: Ctx, setting: SaveSetting, expected: number): Promise<boolean> {
  const values = setting
  const template = setting.orderTemplate === null ? null : JSON.stringify(setting.orderTemplate)
  const rows =
    expected === 0
      ? await ctx.sql`
          insert into purchasing.setting (approval_over_minor, over_basis_points, short_basis_points, bill_quantity_basis_points,
            bill_price_basis_points, cost_rule, order_template)
          values (${values.approvalOverMinor}, ${values.overBasisPoints}, ${values.shortBasisPoints},
            ${values.billQuantityBasisPoints}, ${values.billPriceBasisPoints}, ${values.costRule}, ${template}::jsonb)
          on conflict (org_id) do nothing returning true as done`
      : await ctx.sql`
          update purchasing.setting set approval_over_minor = ${values.approvalOverMinor},
            over_basis_points = ${values.overBasisPoints}, short_basis_points = ${values.shortBasisPoints},
            bill_quantity_basis_points = ${values.billQuantityBasisPoints}, bill_price_basis_points = ${values.billPriceBasisPoints},
            cost_rule = ${values.costRule}, order_template = ${template}::jsonb, version = version + 1
          where version = ${expected} returning true as done`
  return rows.length > 0
}
