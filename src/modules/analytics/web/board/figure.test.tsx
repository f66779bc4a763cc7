import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { FigureView } from '#analytics/web/board/figure.tsx'
import { render } from '#web/testing/render.tsx'

test.for([
  { value: 250, previous: 400, says: '▼ antes 7 min' },
  { value: 400, previous: 250, says: '▲ antes 4 min' },
  { value: 250, previous: 255, says: '= antes 4 min' },
])('a median of $value seconds after one of $previous says what can be seen', async ({ value, previous, says }) => {
  const figure = { shape: 'number', code: 'first_response_median', unit: 'seconds', currency: null, value, previous, lowerIsBetter: true }
  await render(<FigureView module="conversations" figure={figure as never} bucket="hour" />)
  expect(await screen.findByText(says)).toBeTruthy()
})
