import { randomFrom } from './clock-and-random.ts'
import type { Random } from './clock-and-random.ts'
import { openings, topicWeights } from './people-openings.ts'
import type { Topic } from './people-openings.ts'
import { cues, impatient, pushes, replies, restated, thanks } from './people-replies.ts'
import type { Cue } from './people-replies.ts'
import { misspell } from './people-spelling.ts'
import type { Style } from './people-spelling.ts'

export type Turn = { from: 'customer' | 'business'; text: string }

export type Talk = {
  /** The last thing the business wrote; null when it never answered. */
  lastOutbound: string | null
  /** Oldest first. */
  history: readonly Turn[]
  /** How this person writes; drawn from `random` when absent. */
  style?: Style
}

export type Intent = Topic | Cue | 'follow-up' | 'impatient' | 'thanks'
export type Utterance = { intent: Intent; topic: Topic; text: string }

/**
 * What a simulated customer writes next: an opening when there is no history, else something that answers the last words of the
 * business. Null when the matter is settled and there is nothing more to say. The same `random` and talk give the same words.
 */
export function nextUtterance(random: Random, { lastOutbound, history, style = styleFrom(random) }: Talk): Utterance | null {
  const mine = history.filter((turn) => turn.from === 'customer').map((turn) => turn.text)
  const write = (intent: Intent, topic: Topic, skeletons: readonly string[]): Utterance => {
    // Nobody says the same sentence twice in a talk, while there are others.
    const fresh = skeletons.filter((skeleton) => !mine.some((text) => isFrom(skeleton, text)))
    return { intent, topic, text: misspell(random, fill(random, random.pick(fresh.length > 0 ? fresh : skeletons)), style) }
  }
  if (mine.length === 0) {
    const topic = weighted(random)
    return write(topic, topic, openings[topic])
  }
  const topic = topicOf(mine)
  const last = history.at(-1)
  if (lastOutbound === null || last?.from === 'customer') {
    const unanswered = history.length - 1 - history.findLastIndex((turn) => turn.from === 'business')
    return unanswered >= 4 ? null : write('impatient', topic, impatient)
  }
  if (isThanks(mine.at(-1) ?? '')) return null
  const cue = cueOf(lastOutbound)
  if (cue === 'goodbye') return random.chance(0.6) ? write('thanks', topic, replies.goodbye) : null
  // Long talks come to their end.
  if (mine.length >= 6 && !cue.startsWith('asks') && random.chance(0.6)) return write('thanks', topic, thanks)
  if (cue === 'greeting') return write(cue, topic, restated[topic] ?? pushes[topic] ?? impatient)
  if (cue === 'other')
    return random.chance(0.35) && mine.length > 1 ? write('thanks', topic, thanks) : write('follow-up', topic, pushes[topic] ?? impatient)
  return write(cue, topic, replies[cue])
}

/** How a person writes, the same in every message of theirs when drawn from a stream of their own. */
export function styleFrom(random: Random): Style {
  return {
    typos: random.pick([0, 0, 0.02, 0.05, 0.12]),
    accents: random.chance(0.55),
    capitals: random.chance(0.6),
    openers: random.chance(0.3),
    shortens: random.chance(0.35),
    stretches: random.chance(0.12),
    emoji: random.pick([0, 0, 0.1, 0.3]),
  }
}

export const cueOf = (text: string): Cue => {
  const plain = plainOf(text)
  // A question at the end of a long message weighs more than the sentences before it.
  const question = plain.split(/(?<=[.!\n])/).findLast((sentence) => sentence.includes('?'))
  const asked = question === undefined ? undefined : cues.find(([cue, sign]) => cue.startsWith('asks') && sign.test(question))
  return (asked ?? cues.find(([, sign]) => sign.test(plain)))?.[0] ?? 'other'
}

export const plainOf = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()

const signsOfTopic: readonly [Topic, RegExp][] = [
  [
    'claim',
    /frio|falto|no llega|no recibi|reclamo|crudo|cobraron|aceitos|vino sin|desastre|segunda vez|no figura|trato|vino picante|pedi hace|yo pedi|no es la mia/,
  ],
  ['event', /cumple|catering|presupuesto|evento|viandas|factura a|oficina|anticipacion|asado/],
  ['delivery', /envio|envios|llegan hasta|repartidor|mandan a|acercan|cuanto demora hasta/],
  ['hours', /hora (abren|estan|puedo|hacen)|abren|abierto|feriado|donde queda|sucursal|comer ahi|estacionamiento/],
  ['stock', /queda|tienen|hay |guardar|venden|volvio/],
  ['price', /precio|cuanto|promo|descuento|2x1|tarjeta|barata|aparte/],
]

/** What the talk is about, from the first words that tell. */
export function topicOf(texts: readonly string[]): Topic {
  for (const text of texts) {
    const plain = plainOf(text)
    const found = signsOfTopic.find(([, sign]) => sign.test(plain))
    if (found) return found[0]
  }
  return 'order'
}

const isThanks = (text: string): boolean =>
  /gracias|saludos|abrazo|^🙏$|lo pienso|otra vez sera|dejalo/.test(plainOf(text)) && !text.includes('?')

function weighted(random: Random): Topic {
  const entries = Object.entries(topicWeights) as [Topic, number][]
  let point = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [topic, weight] of entries) if ((point -= weight) < 0) return topic
  return 'order'
}

/** Whether a text may have been made from this skeleton, whatever was filled in and misspelt. */
function isFrom(skeleton: string, text: string): boolean {
  const fixed = plainOf(skeleton)
    .split(/\{[a-z]+\}/)
    .map((part) => part.replaceAll(/[^a-z0-9]/g, ''))
    .filter((part) => part.length > 3)
  const bare = plainOf(text).replaceAll(/[^a-z0-9]/g, '')
  return fixed.length === 0 ? plainOf(skeleton) === plainOf(text) : fixed.every((part) => bare.includes(part))
}

const slots: Record<string, readonly string[]> = {
  producto: [
    'balde de 12 piezas',
    'combo familiar',
    'balde de 8',
    'tiras crocantes',
    'alitas picantes',
    'hamburguesa crispy',
    'combo para dos',
    'pata y muslo',
    'balde mixto',
    'pechuguitas',
  ],
  extra: ['papas rústicas', 'papas grandes', 'coleslaw', 'salsa barbacoa', 'aros de cebolla', 'salsa picante aparte', 'pan de ajo'],
  bebida: ['una coca de 2,25', 'dos sprite', 'una gaseosa grande', 'agua sin gas', 'una coca zero', 'cerveza', 'limonada'],
  cantidad: ['uno', 'dos', 'tres', '2', '3', 'un par', '4'],
  personas: ['cuatro', '6', '8', 'diez', '12', 'quince', '25', '40'],
  barrio: [
    'Nueva Córdoba',
    'Güemes',
    'Alta Córdoba',
    'General Paz',
    'Cofico',
    'Alberdi',
    'Jardín',
    'Cerro de las Rosas',
    'San Vicente',
    'Alta Gracia',
    'Villa Allende',
  ],
  calle: [
    'Obispo Trejo',
    'Rondeau',
    'Belgrano',
    'Achával Rodríguez',
    'Fructuoso Rivera',
    'Ambrosio Olmos',
    'Chacabuco',
    'Independencia',
    'Avellaneda',
    'Bedoya',
    'Sucre',
    'Roque Sáenz Peña',
  ],
  hora: ['20:30', '21', '21:15', '12:30', '13', 'nueve y media', '22', '20'],
  dia: ['martes', 'viernes', 'lunes', 'miércoles', 'jueves'],
  nombre: ['Martina', 'Lucas', 'Sofía', 'Nahuel', 'Camila', 'Bruno', 'Rocío', 'Tomás', 'Julieta', 'Ezequiel', 'Abril', 'Ignacio'],
  minutos: ['40', '50', '70', '90', 'cuarenta'],
  billete: ['diez mil', 'veinte mil', '20'],
}

function fill(random: Random, skeleton: string): string {
  const filled = skeleton.replaceAll(/\{([a-z]+)\}/g, (_, name: string) => {
    if (name === 'direccion')
      return `${random.pick(slots.calle ?? [])} ${random.int(1, 24) * 100 + random.int(1, 99)}${random.pick(['', '', ' 3° B', ' PB', ' 7A'])}`
    if (name === 'numero') return `#${random.int(10_100, 10_990)}`
    return random.pick(slots[name] ?? [''])
  })
  // The skeleton may begin with a slot.
  return filled.charAt(0).toUpperCase() + filled.slice(1)
}

const firstNames =
  'Martina Ezequiel Camila Lucas Sofía Rocío Tomás Julieta Nahuel Valentina Bruno Abril Ignacio Milagros Federico Agustina Santino Lautaro Emilia Joaquín Catalina Benjamín Renata Thiago Bautista Delfina Dante Olivia Máximo Alma Ciro Guadalupe Ramiro Pilar Facundo Luz Micaela Gonzalo Florencia Matías'.split(
    ' ',
  )
const surnames =
  'Quiroga Paredes Ferreyra Domínguez Maldonado Bustamante Villalba Arce Ibáñez Ríos Agüero Navarro Toledo Sosa Luna Peralta Godoy Acosta Molina Cabrera Herrera Suárez Medina Ojeda Roldán Vega Ponce Barrios Ledesma Moyano'.split(
    ' ',
  )
/** Dominican and Puerto Rican area codes: with 555-01xx they are kept for fiction, so they ring nowhere. */
const areas = ['809', '829', '849', '787', '939']

export type SimulatedCustomer = { waId: string; name: string; style: Style; random: Random }

/** How many different customers there can be: the numbers reserved for fiction are few. */
export const MOST_CUSTOMERS = areas.length * 100

/** The customer of that index, always the same for a seed: 0 to `MOST_CUSTOMERS` - 1. */
export function customerAt(seed: string, index: number): SimulatedCustomer {
  if (!Number.isInteger(index) || index < 0 || index >= MOST_CUSTOMERS)
    throw new RangeError(`There are ${MOST_CUSTOMERS} simulated customers`)
  const random = randomFrom(`${seed}/customer/${index}`)
  const waId = `1${areas[Math.floor(index / 100)]}55501${String(index % 100).padStart(2, '0')}`
  return { waId, name: `${random.pick(firstNames)} ${random.pick(surnames)}`, style: styleFrom(random), random }
}
