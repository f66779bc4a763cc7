/** The database answers several connections sooner than one after the other, and leaves some to everybody else. */
const lanes = 4

/** Does `run` for each, some at a time: for what does not depend on each other. Answers are in the order of `items`. */
export async function several<I, O>(items: readonly I[], run: (item: I) => Promise<O>): Promise<O[]> {
  const answers: O[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) answers[i] = await run(items[i] as I)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return answers
}
