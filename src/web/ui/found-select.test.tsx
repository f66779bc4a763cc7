import { screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'
import { FoundPicker, FoundSelect } from '#web/ui/found-select.tsx'

const listPeople = endpoint({
  method: 'GET',
  path: '/people',
  permission: member,
  input: z.object({ search: z.string().optional(), limit: z.int().optional() }),
  output: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
})

const julia = { id: 'j', name: 'Julia' }
const answers = {
  'GET /people': ({ query }: { query: Record<string, unknown> }) => ({
    items: query.search === 'zu' ? [{ id: 'z', name: 'Zulma' }] : [{ id: 'a', name: 'Ana' }],
  }),
}

function Who() {
  const [id, setId] = useState<string | null>('j')
  return <FoundSelect label="Quién" among={listPeople} known={julia} value={id} onChange={(one) => setId(one?.id ?? null)} />
}

test('whoever was found by typing keeps their name in the field, and whoever it began with can be chosen again', async () => {
  const { user } = await render(<Who />, { answers })
  const field = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Quién' })
  expect(field.value).toBe('Julia')
  await user.clear(field)
  await user.type(field, 'zu')
  await user.click(await screen.findByRole('option', { name: 'Zulma' }))
  expect(askedFor().flatMap(({ query }) => query['search'] ?? [])).toEqual(['zu'])
  await user.click(field)
  await screen.findByRole('option', { name: 'Ana' })
  await user.tab()
  expect(field.value).toBe('Zulma')
  await user.click(field)
  expect(await screen.findByRole('option', { name: 'Julia' })).toBeTruthy()
})

test('what is picked leaves room for the next, and what is there already is not offered', async () => {
  const picked: string[] = []
  const useFound = () => [julia, { id: 'a', name: 'Ana' }]
  const { user } = await render(
    <FoundPicker label="Sumar" without={['a']} useFound={useFound} nothingFound="Nadie" onPick={({ id }) => picked.push(id)} />,
  )
  const field = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Sumar' })
  await user.type(field, 'ju')
  expect(screen.queryByRole('option', { name: 'Ana' })).toBeNull()
  await user.click(await screen.findByRole('option', { name: 'Julia' }))
  expect(picked).toEqual(['j'])
  expect(field.value).toBe('')
})
