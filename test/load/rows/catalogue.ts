import { nameKeyOf, searchTextOf } from '#commerce/server/catalogue/product-words.ts'
import { newId } from '#kernel/contract/ids.ts'
import { latencies, ms, type Row } from '../figures.ts'
import type { Stage } from '../plan.ts'
import { asSuperuser } from '../product.ts'
import { pace, requestBytes } from '../raw-client.ts'
import { assertAll } from '../reading.ts'

const products = 100_000
/** As fast as a counter with several people types. */
const perSecond = 20

const things =
  'Remera,Camisa,Pantalón,Zapatilla,Campera,Buzo,Vestido,Pollera,Gorra,Mochila,Bota,Sandalia,Cinturón,Medias,Bufanda,Guante,Traje,Corbata,Malla,Pijama,Sábana,Toalla,Cortina,Almohada,Frazada'.split(
    ',',
  )
const makes =
  'lisa,estampada,deportiva,clásica,térmica,impermeable,liviana,reforzada,escolar,infantil,elegante,básica,rústica,elástica,acolchada'.split(
    ',',
  )
const colors = 'negro,blanco,rojo,azul,verde,gris,beige,bordó,celeste,mostaza'.split(',')
const makers = 'Andina,Pampa,Quebracho,Ñandú,Litoral,Cóndor,Aconcagua,Mburucuyá,Iguazú,Patagonia,Tero,Lapacho'.split(',')

/** From a word that every twentieth product begins with to a code that one has; also words inside, short ones and two together. */
const searches = [
  'remera',
  'campera impermeable',
  'negro',
  'andina',
  'zap',
  'bo',
  'ba',
  'quebracho azul',
  'acolchada verde',
  'sku-04242',
  '7790000042',
  'mburucuya gris',
  'nandu',
  'rojo remera tero',
  'inexistente',
  'cortina lisa blanco pampa',
]

/** Finding something to sell among a hundred thousand things, as it is typed. */
export async function catalogueRows({ product, ground, plan, say }: Stage): Promise<Row[]> {
  const [org] = ground.orgs
  const owner = ground.people.find(({ orgId }) => orgId === org?.id)
  if (!org || !owner) throw new Error('the ground has no organization')
  await fill(product, org.id)
  say(`catalogue: ${products.toLocaleString('en-US')} products in one organization`)
  const all = latencies()
  let slowest = { text: '', at: 0 }
  for (const text of searches) {
    const path = `/api/v1/product-matches?text=${encodeURIComponent(text)}`
    const request = requestBytes(product.target, 'GET', path, { Cookie: `__Host-yapa_session=${owner.token}` })
    const ask = (seconds: number) => pace(product.target, { connections: 4, seconds, perSecond, request: () => request })
    await ask(1)
    const { latency, statuses } = await ask(plan.seconds / 2)
    assertAll(200, statuses)
    for (let i = 0; i < latency.count(); i++) all.add(latency.at(i / latency.count()))
    if (latency.at(0.95) > slowest.at) slowest = { text, at: latency.at(0.95) }
    say(`“${text}”: p95 ${ms(latency.at(0.95))} ms`)
  }
  return [
    {
      what: `search of products, ${products.toLocaleString('en-US')} in one organization, ${perSecond}/s`,
      figure: `${searches.length} ways`,
      p50: ms(all.at(0.5)),
      p95: ms(all.at(0.95)),
      p99: ms(all.at(0.99)),
      goal: 'p95 < 15',
      note: `the first 20 with variants and what is there; open loop; slowest “${slowest.text}”, p95 ${ms(slowest.at)}`,
    },
  ]
}

const pick = (list: readonly string[], i: number): string => list[i % list.length] ?? ''

const fill = (product: Parameters<typeof asSuperuser>[0], orgId: string): Promise<unknown> =>
  asSuperuser(product, async (client) => {
    const known = await client.query('select from commerce.product where org_id = $1 limit 1', [orgId])
    if (known.rows.length > 0) return
    const rows = Array.from({ length: products }, (_, i) => {
      // Steps that have no divisor in common with the lengths of the lists: every mixture comes up.
      const name = `${pick(things, i)} ${pick(makes, i * 7)} ${pick(colors, i * 3 + Math.floor(i / 25))} ${pick(makers, i * 5 + Math.floor(i / 99))} ${i % 997}`
      const sku = `SKU-${String(i).padStart(5, '0')}`
      const barcode = String(7_790_000_000_000 + i * 10)
      const searchText = searchTextOf({ name, labels: [], variants: [{ name: '', sku, barcodes: [barcode] }] })
      return { id: newId(), variantId: newId(), name, nameKey: nameKeyOf(name), sku, barcode, searchText }
    })
    for (let from = 0; from < rows.length; from += 10_000) {
      const batch = JSON.stringify(rows.slice(from, from + 10_000))
      await client.query(
        `insert into commerce.product (org_id, id, kind, name, name_key, unit, tax_kind, tax_basis_points, search_text, created_at, updated_at)
         select $1, p.id, 'good', p.name, p."nameKey", 'piece', 'taxed', 2100, p."searchText", now() - random() * interval '700 days', now()
         from jsonb_to_recordset($2::jsonb) as p(id uuid, name text, "nameKey" text, "searchText" text)`,
        [orgId, batch],
      )
      await client.query(
        `insert into commerce.variant (org_id, id, product_id, position, name, sku, created_at)
         select $1, p."variantId", p.id, 0, '', p.sku, now() from jsonb_to_recordset($2::jsonb) as p(id uuid, "variantId" uuid, sku text)`,
        [orgId, batch],
      )
      await client.query(
        `insert into commerce.barcode (org_id, code, variant_id, kind)
         select $1, p.barcode, p."variantId", 'other' from jsonb_to_recordset($2::jsonb) as p("variantId" uuid, barcode text)`,
        [orgId, batch],
      )
    }
    for (const table of ['product', 'variant', 'barcode']) await client.query(`vacuum analyze commerce.${table}`)
  })
