import type { Deed, Entry, Run } from '#commerce/contract/promotion-run.ts'

/** All ways to choose one of each group are tried up to so many; beyond, one group after the other. */
const mostRuns = 200

/**
 * The run that costs the customer least when at most one offer of each stacking group counts, and what became of the others.
 * What one offer takes away can be what another one needed, so that whole runs are compared, not single offers.
 */
export function best(entries: readonly Entry[], runOf: (chosen: readonly Entry[]) => Run): { run: Run; others: Deed[] } {
  const sorted = entries.toSorted(inOrder)
  const groups = [...groupsOf(sorted).values()]
  const free = sorted.filter(({ offer }) => offer.stackingGroup === null)
  const ways = groups.reduce((all, members) => all * (members.length + 1), 1)
  const runWith = (choice: readonly (Entry | null)[]): Run =>
    runOf(sorted.filter((entry) => free.includes(entry) || choice.includes(entry)))
  const { choice, run } = ways <= mostRuns ? bestOfAll(groups, runWith) : bestOneByOne(groups, runWith)
  const others = groups.flatMap((members, i) =>
    members.filter((member) => member !== choice[i]).map((member) => insteadOf(member, choice.with(i, member), runWith)),
  )
  return { run, others }
}

/** Items before minimums, orders and deliveries; the higher priority first, then the older one. */
const inOrder = (one: Entry, other: Entry): number =>
  one.phase - other.phase || other.offer.priority - one.offer.priority || (one.offer.id < other.offer.id ? -1 : 1)

function groupsOf(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const name = entry.offer.stackingGroup
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), entry])
  }
  for (const [name, members] of groups)
    groups.set(
      name,
      members.toSorted((one, other) => other.offer.priority - one.offer.priority || inOrder(one, other)),
    )
  return groups
}

type Found = { choice: (Entry | null)[]; run: Run }

function bestOfAll(groups: readonly Entry[][], runWith: (choice: readonly (Entry | null)[]) => Run): Found {
  let choices: (Entry | null)[][] = [[]]
  for (const members of groups) choices = choices.flatMap((choice) => [...members, null].map((member) => [...choice, member]))
  // Of alike ones the first: the higher priority, then the older one.
  let found: Found | undefined
  for (const choice of choices) {
    const run = runWith(choice)
    if (!found || run.leftMinor < found.run.leftMinor) found = { choice, run }
  }
  return found as Found
}

function bestOneByOne(groups: readonly Entry[][], runWith: (choice: readonly (Entry | null)[]) => Run): Found {
  let found: Found = { choice: groups.map(() => null), run: runWith([]) }
  groups.forEach((members, i) => {
    for (const member of members) {
      const choice = found.choice.with(i, member)
      const run = runWith(choice)
      if (run.leftMinor < found.run.leftMinor) found = { choice, run }
    }
  })
  return found
}

/** Why an offer of a group is not the one that counts. */
function insteadOf(member: Entry, choice: readonly (Entry | null)[], runWith: (choice: readonly (Entry | null)[]) => Run): Deed {
  const deed = runWith(choice).deeds.find(({ entry }) => entry === member)
  if (deed && deed.refusal !== null) return deed
  return { entry: member, amountMinor: 0, refusal: 'better-one' }
}
