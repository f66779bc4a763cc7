import { Readable } from 'node:stream'
import type { z } from 'zod'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { csvOf, xlsxOf, type Cell, type Table } from '#kernel/sheet/table.ts'
import * as identity from '#identity/server/public.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { WriteProductFile } from '#commerce/contract/product-import.ts'
import * as categoryStore from '#commerce/server/catalogue/categories.store.ts'
import type { PricedIn } from '#commerce/server/imports/columns.ts'
import * as store from '#commerce/server/imports/goods.store.ts'
import { tooManyProducts } from '#commerce/server/imports/problems.ts'
import { pricedIn } from '#commerce/server/imports/priced-in.ts'

/** Writing more keeps everybody else waiting, and opening it keeps its reader waiting. */
const most = { csv: 200_000, xlsx: 20_000 }
const linkSeconds = 3_600
const productsOfPage = 2_000

/** The catalogue as a file that comes in again as it went out; a template has the titles and two rows that show how. */
export async function write(
  ctx: Ctx,
  { format, isTemplate }: z.output<typeof WriteProductFile>,
): Promise<{ fileUrl: string; rows: number }> {
  const about = await aboutOf(ctx)
  const goods = isTemplate ? examplesOf(ctx, about) : await everything(ctx, about, most[format])
  const table = tableOf(ctx, about, goods)
  const bytes = format === 'csv' ? Buffer.from(csvOf(table, ctx)) : await xlsxOf(table, ctx)
  const day = isTemplate ? '' : ` ${dayIn(ctx.zone, ctx.now)}`
  const staged = await ctx.files.stage(ctx.org, {
    name: `${ctx.t(isTemplate ? 'commerce.import.template' : 'commerce.catalogue.title')}${day}.${format}`,
    stream: Readable.from([bytes]),
    maxBytes: 256 * 1024 ** 2,
    isTemporary: true,
  })
  const file = await ctx.files.put(ctx, staged)
  if (!isTemplate)
    ctx.audit({
      action: 'commerce.product.exported',
      subject: { kind: 'product', id: ctx.org, name: table.title },
      after: { format, rows: goods.length },
    })
  return { fileUrl: ctx.files.url(ctx.org, file.id, { isDownload: true, seconds: linkSeconds }), rows: goods.length }
}

type About = { lists: PricedIn[]; options: string[]; paths: Map<string, string>; currency: string; knowsCosts: boolean }

async function aboutOf(ctx: Ctx): Promise<About> {
  const [lists, options, categories, { currency }] = await Promise.all([
    pricedIn(ctx),
    store.optionNames(ctx),
    categoryStore.living(ctx),
    identity.organization(ctx),
  ])
  const byId = new Map(categories.map((one) => [one.id, one]))
  const pathOf = (id: string | null): string[] => {
    const one = id === null ? undefined : byId.get(id)
    return one ? [...pathOf(one.parentId), one.name] : []
  }
  const paths = new Map(categories.map(({ id }) => [id, pathOf(id).join(' > ')]))
  return {
    lists: lists.toSorted((a, b) => Number(b.isMain) - Number(a.isMain)),
    options,
    paths,
    currency,
    knowsCosts: ctx.can(canReadCosts),
  }
}

async function everything(ctx: Ctx, { lists }: About, limit: number): Promise<store.FileRow[]> {
  const all: store.FileRow[] = []
  const listIds = lists.map(({ id }) => id)
  for (let after: store.FileRow | null = null; ;) {
    const page: store.FileRow[] = await store.page(ctx, listIds, after, productsOfPage)
    all.push(...page)
    if (all.length > limit) throw tooManyProducts({ limit })
    const last = page.at(-1)
    if (!last) return all
    after = last
  }
}

function tableOf(ctx: Ctx, { lists, options, paths, knowsCosts }: About, goods: readonly store.FileRow[]): Table {
  const title = (name: string): string => ctx.t(`commerce.import.columns.${name}`)
  const columns = [
    { title: title('category'), width: 26 },
    { title: title('name'), width: 34 },
    ...options.map((name) => ({ title: name, width: 12 })),
    { title: title('sku'), width: 16 },
    { title: title('barcode'), width: 18 },
    { title: title('unit'), width: 12 },
    { title: title('kind'), width: 12 },
    ...lists.map(({ name, isMain }) => ({ title: isMain ? title('price') : `${title('price')} ${name}`, width: 14 })),
    ...(knowsCosts ? [{ title: title('cost'), width: 14 }] : []),
    { title: title('tax'), width: 12 },
    { title: title('station'), width: 16 },
    { title: title('labels'), width: 24 },
    { title: title('available'), width: 12 },
    { title: title('weight'), width: 14 },
    { title: title('description'), width: 40 },
  ]
  const rows = goods.map((one): Cell[] => [
    one.categoryId === null ? '' : (paths.get(one.categoryId) ?? ''),
    one.name,
    ...options.map((name) => one.optionValues[one.options.indexOf(name)] ?? ''),
    one.sku ?? '',
    one.barcodes.join('; '),
    ctx.t(`commerce.units.${one.unit}`),
    ctx.t(`commerce.kinds.${one.kind}`),
    ...lists.map(({ id, currency }): Cell => (one.prices[id] === undefined ? null : { amountMinor: one.prices[id], currency })),
    ...(knowsCosts ? [costOf(one)] : []),
    one.taxKind === 'taxed' ? one.taxBasisPoints / 100 : ctx.t(`commerce.tax_kinds.${one.taxKind}`),
    one.station ?? '',
    one.labels.join('; '),
    ctx.t(one.isAvailable ? 'commerce.import.yes' : 'commerce.import.no'),
    one.weightGrams,
    one.description,
  ])
  return { title: ctx.t('commerce.catalogue.title'), columns, rows }
}

const costOf = ({ costMinor, costCurrency }: store.FileRow): Cell =>
  costMinor === null || costCurrency === null ? null : { amountMinor: costMinor, currency: costCurrency }

/** Two rows of a shop like anybody's: a product in two sizes. */
function examplesOf(ctx: Ctx, about: About): store.FileRow[] {
  const word = (name: string): string => ctx.t(`commerce.import.example.${name}`)
  if (about.options.length === 0) about.options.push(word('option'))
  const main = about.lists.find(({ isMain }) => isMain) ?? { id: ctx.org, name: '', currency: about.currency, isMain: true }
  if (about.lists.length === 0) about.lists.push(main)
  about.paths.set(ctx.org, word('category'))
  return [0, 1].map((i) => ({
    id: ctx.org,
    nameKey: '',
    position: i,
    categoryId: ctx.org,
    name: word('name'),
    kind: 'good',
    unit: 'piece',
    taxKind: 'taxed',
    taxBasisPoints: 2_100,
    station: null,
    labels: [word('label')],
    description: '',
    options: about.options.slice(0, 1),
    optionValues: [word(i === 0 ? 'small' : 'large')],
    sku: i === 0 ? 'REM-S' : 'REM-L',
    barcodes: [i === 0 ? '7790001000019' : '7790001000026'],
    weightGrams: null,
    costMinor: null,
    costCurrency: null,
    isAvailable: true,
    prices: { [main.id]: i === 0 ? 1_500_000 : 1_650_000 },
  }))
}
