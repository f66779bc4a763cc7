import { searchable } from '#kernel/contract/text.ts'
import type { Address } from '#orders/contract/order.ts'
import type { Area, Covering, Point, Zone } from '#orders/contract/zone.ts'

const earthMeters = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Along the surface, in metres (haversine). */
export function metersBetween(a: Point, b: Point): number {
  const half =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2
  return 2 * earthMeters * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** Whether a point is within a shape, its edge included, by how often a line from it to the east crosses a side. */
export function isWithin(point: Point, corners: readonly Point[]): boolean {
  let isInside = false
  for (const [i, a] of corners.entries()) {
    const b = corners[(i + 1) % corners.length] as Point
    if (isOnSide(point, a, b)) return true
    if (a.latitude > point.latitude === b.latitude > point.latitude) continue
    const crossing = a.longitude + ((point.latitude - a.latitude) / (b.latitude - a.latitude)) * (b.longitude - a.longitude)
    if (point.longitude < crossing) isInside = !isInside
  }
  return isInside
}

// A tenth of a metre: who lives on the line is not sent away for the last digit of a coordinate.
const edge = 1e-6

function isOnSide(point: Point, a: Point, b: Point): boolean {
  const [dx, dy] = [b.longitude - a.longitude, b.latitude - a.latitude]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((point.longitude - a.longitude) * dx + (point.latitude - a.latitude) * dy) / length
  const at = Math.max(0, Math.min(1, along))
  return Math.hypot(point.longitude - a.longitude - at * dx, point.latitude - a.latitude - at * dy) <= edge
}

/** Whether sides of the shape cross each other, or it has no inside: nobody could say what it covers. */
export function isTangled(corners: readonly Point[]): boolean {
  const sides = corners.map((a, i) => [a, corners[(i + 1) % corners.length] as Point] as const)
  for (const [i, [a, b]] of sides.entries())
    for (const [j, [c, d]] of sides.entries()) {
      const areNeighbours = Math.abs(i - j) <= 1 || Math.abs(i - j) === sides.length - 1
      if (i < j && !areNeighbours && cross(a, b, c, d)) return true
    }
  return Math.abs(areaOf(corners)) < 1e-9
}

const turn = (a: Point, b: Point, c: Point): number =>
  Math.sign((b.longitude - a.longitude) * (c.latitude - a.latitude) - (b.latitude - a.latitude) * (c.longitude - a.longitude))
const cross = (a: Point, b: Point, c: Point, d: Point): boolean => turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b)
const areaOf = (corners: readonly Point[]): number =>
  corners.reduce((sum, a, i) => {
    const b = corners[(i + 1) % corners.length] as Point
    return sum + a.longitude * b.latitude - b.longitude * a.latitude
  }, 0) / 2

type Answer = 'inside' | 'outside' | 'unsure'

function covers(area: Area, address: Address): Answer {
  const isPlaced = address.latitude !== null && address.longitude !== null
  if (area.kind === 'neighbourhoods' || !isPlaced) return isNamedIn(address.text, area.names ?? []) ? 'inside' : 'unsure'
  const point = { latitude: address.latitude ?? 0, longitude: address.longitude ?? 0 }
  const isInside = area.kind === 'radius' ? metersBetween(area, point) <= area.meters : isWithin(point, area.points)
  return isInside ? 'inside' : 'outside'
}

const wordsOf = (text: string): string =>
  ` ${searchable(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `

function isNamedIn(text: string, names: readonly string[]): boolean {
  const said = wordsOf(text)
  return names.some((name) => said.includes(wordsOf(name)))
}

/**
 * The zone of an address: of those that cover it the cheapest, then by name. Coordinates settle what shapes say; a
 * neighbourhood that is not named settles nothing, as long as there is a zone of neighbourhoods that it could be in.
 */
export function coveringOf(zones: readonly Zone[], address: Address): Covering {
  if (zones.length === 0) return { kind: 'none' }
  const answers = zones.map((zone) => ({ zone, answer: covers(zone.area, address) }))
  const [first] = answers
    .filter(({ answer }) => answer === 'inside')
    .map(({ zone }) => zone)
    .toSorted((a, b) => a.feeMinor - b.feeMinor || (a.name < b.name ? -1 : 1))
  if (first) return { kind: 'zone', zone: first }
  return { kind: answers.some(({ answer }) => answer === 'unsure') ? 'unsure' : 'outside' }
}
