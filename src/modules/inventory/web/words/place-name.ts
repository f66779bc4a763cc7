import type { LocationKind } from '#inventory/contract/location.ts'
import { useT } from '#web/i18n/i18n.tsx'

/** A place by its name; those of which there is one are called what they are. */
export function usePlaceName(): (place: { name: string; kind: LocationKind }) => string {
  const t = useT()
  return ({ name, kind }) => (name === '' ? t(`inventory.location_kinds.${kind}`) : name)
}
