import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeQueryClient } from '#web/query.ts'
import { makeReplay } from '#web/replay.ts'

type Row = { id: string; name: string }
const key = ['/contacts', {}]
let queryClient: ReturnType<typeof makeQueryClient>
let replay: ReturnType<typeof makeReplay>

const rename = (name: string) => ({ type: 'renamed', at: 'c1', topics: [], patch: { name } })
const apply = ({ patch }: { patch: unknown }) =>
  void queryClient.setQueryData<Row>(key, (last) => last && { ...last, ...(patch as { name: string }) })
const happens = (name: string) => {
  const happening = rename(name)
  apply(happening)
  replay.keep(happening)
}

/** An answer that leaves the server when it is let go. */
function anAnswer() {
  let leave = (_row: Row) => {}
  const answer = new Promise<Row>((resolve) => (leave = resolve))
  return { leave, read: () => queryClient.fetchQuery({ queryKey: key, queryFn: () => answer, staleTime: 0, retry: false }) }
}

beforeEach(() => {
  queryClient = makeQueryClient()
  replay = makeReplay(queryClient, apply)
})
afterEach(() => replay.stop())

const shown = () => queryClient.getQueryData<Row>(key)?.name

test('an answer from before something happened does not undo it', async () => {
  const { leave, read } = anAnswer()
  const reading = read()
  happens('Marta Díaz')
  happens('Marta Díaz de Paz')
  leave({ id: 'c', name: 'Marta' })
  await reading
  expect(shown()).toBe('Marta Díaz de Paz')
})

test('without it, it does', async () => {
  replay.stop()
  const { leave, read } = anAnswer()
  const reading = read()
  happens('Marta Díaz')
  leave({ id: 'c', name: 'Marta' })
  await reading
  expect(shown()).toBe('Marta')
})

test('an answer asked for afterwards is taken as it comes', async () => {
  const first = anAnswer()
  const reading = first.read()
  happens('Marta Díaz')
  first.leave({ id: 'c', name: 'Marta' })
  await reading
  const second = anAnswer()
  const again = second.read()
  second.leave({ id: 'c', name: 'Marta Paz' })
  await again
  expect(shown()).toBe('Marta Paz')
})

test('what the screen itself writes meanwhile does not end the waiting', async () => {
  queryClient.setQueryData<Row>(key, { id: 'c', name: 'M.' })
  const { leave, read } = anAnswer()
  const reading = read()
  queryClient.setQueryData<Row>(key, { id: 'c', name: 'draft' })
  happens('Marta Díaz')
  leave({ id: 'c', name: 'Marta' })
  await reading
  expect(shown()).toBe('Marta Díaz')
})
