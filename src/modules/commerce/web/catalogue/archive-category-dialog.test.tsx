import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Category } from '#commerce/contract/category.ts'
import { ArchiveCategoryDialog } from '#commerce/web/catalogue/archive-category-dialog.tsx'
import { render } from '#web/testing/render.tsx'

test('a category with products asks at its field where they go', async () => {
  const category = { id: 'c1', name: 'Baldes', parentId: null, productCount: 3, archivedAt: null } as Category
  const { user } = await render(<ArchiveCategoryDialog category={category} onClose={() => {}} />, {
    answers: { 'GET /categories': { items: [category] } },
  })
  await user.click(await screen.findByRole('button', { name: 'Archivar' }))
  expect(screen.getByText('Falta completar este dato.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true'))
})
