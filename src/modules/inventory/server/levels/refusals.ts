import type { Ctx } from '#kernel/ctx.ts'
import type { Problem } from '#kernel/problem.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'
import type { Place } from '#inventory/server/locations/places.ts'
import { inWords } from '#inventory/server/posting/words.ts'
import { notEnough } from '#inventory/server/problems.ts'

type Wanted = { quantityMilli: number; leftMilli: number }
type Elsewhere = { locationId: string; onHandMilli: number; reservedMilli: number; name: string; isFree: boolean }

/** Which line lacks how much, what there is of it, and where there is more. */
export function refuseTooLittle(
  ctx: Ctx,
  { name, unit }: { name: string; unit: UnitCode },
  from: Pick<Place, 'id' | 'name'>,
  { quantityMilli, leftMilli }: Wanted,
  levels: readonly Elsewhere[],
): Problem {
  const others = levels
    .filter(({ locationId, isFree, name: place }) => locationId !== from.id && !isFree && place !== '')
    .map((level) => ({ ...level, availableMilli: level.onHandMilli - level.reservedMilli }))
    .filter(({ availableMilli }) => availableMilli > 0)
  const most = others.toSorted((a, b) => b.availableMilli - a.availableMilli)[0]
  return notEnough({
    name,
    left: leftMilli > 0 ? inWords(ctx, leftMilli, unit) : 'none',
    wanted: inWords(ctx, quantityMilli, unit),
    elsewhere: most ? inWords(ctx, most.availableMilli, unit) : 'none',
    place: most?.name ?? '',
  })
}
