import type { Area, Point } from '#orders/contract/zone.ts'

/** An area as it is typed: all but its distance is text until it is read. */
export type AreaDraft = { kind: Area['kind']; place: string; km: number | ''; points: string; names: string }

export const areaDraftOf = (area: Area | null): AreaDraft => ({
  kind: area?.kind ?? 'radius',
  place: area?.kind === 'radius' ? `${area.latitude}, ${area.longitude}` : '',
  km: area?.kind === 'radius' ? area.meters / 1000 : 3,
  points: area?.kind === 'polygon' ? area.points.map(({ latitude, longitude }) => `${latitude}, ${longitude}`).join('\n') : '',
  names: area?.names?.join('\n') ?? '',
})

/** What was typed, as an area; null for what cannot be read. */
export function areaOf({ kind, place, km, points, names }: AreaDraft): Area | null {
  const said = [...new Set(names.split(/[\n,;]/).map((name) => name.trim()))].filter((name) => name.length >= 2).slice(0, 200)
  if (kind === 'neighbourhoods') return said.length === 0 ? null : { kind, names: said }
  const named = said.length > 0 && { names: said }
  if (kind === 'radius') {
    const [point] = pointsIn(place)
    const meters = Math.round(Number(km) * 1000)
    return point && meters >= 50 && meters <= 200_000 ? { kind, ...point, meters, ...named } : null
  }
  const corners = points.includes('{') || points.trim().startsWith('[') ? geoJsonPoints(points) : pointsIn(points)
  return corners.length >= 3 && corners.length <= 500 ? { kind, points: corners, ...named } : null
}

/** `-31.41, -64.18`, one a line. */
function pointsIn(text: string): Point[] {
  return [...text.matchAll(/(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)/g)].flatMap(([, a, b]) => {
    const [latitude, longitude] = [Number(a), Number(b)]
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [{ latitude, longitude }] : []
  })
}

/** The outer ring of the first polygon in a GeoJSON (RFC 7946: longitude first, the last corner is the first one again). */
function geoJsonPoints(text: string): Point[] {
  try {
    const ring = ringIn(JSON.parse(text) as unknown)
    const corners = ring.flatMap((pair) =>
      Array.isArray(pair) && typeof pair[0] === 'number' && typeof pair[1] === 'number' ? [{ latitude: pair[1], longitude: pair[0] }] : [],
    )
    const [first, last] = [corners[0], corners.at(-1)]
    const isClosed = corners.length > 3 && first?.latitude === last?.latitude && first?.longitude === last?.longitude
    return isClosed ? corners.slice(0, -1) : corners
  } catch {
    return []
  }
}

type Json = { type?: string; features?: unknown[]; geometry?: unknown; coordinates?: unknown[]; geometries?: unknown[] }

function ringIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const { type, features, geometry, coordinates, geometries } = value as Json
  if (features || geometries) return (features ?? geometries ?? []).map(ringIn).find((ring) => ring.length > 0) ?? []
  if (geometry) return ringIn(geometry)
  if (type === 'Polygon') return (coordinates?.[0] as unknown[]) ?? []
  if (type === 'MultiPolygon') return ((coordinates?.[0] as unknown[])?.[0] as unknown[]) ?? []
  return []
}
