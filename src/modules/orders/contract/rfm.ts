/** How recently, how often and for how much somebody bought, each from 1 to 5. */
export type RfmScores = { recency: number; frequency: number; monetary: number }

export const rfmSegments = [
  'champions',
  'cant-lose',
  'loyal',
  'at-risk',
  'new',
  'promising',
  'potential',
  'needs-attention',
  'about-to-sleep',
  'lost',
] as const
export type RfmSegment = (typeof rfmSegments)[number]

type Range = readonly [least: number, most: number]

/** Who belongs where: the first line that is met. What is not said does not matter; `orders` are all there ever were. */
export const segments: readonly { code: RfmSegment; recency?: Range; frequency?: Range; monetary?: Range; orders?: number }[] = [
  { code: 'champions', recency: [4, 5], frequency: [4, 5], monetary: [4, 5] },
  { code: 'cant-lose', recency: [1, 2], frequency: [4, 5], monetary: [4, 5] },
  { code: 'loyal', recency: [3, 5], frequency: [4, 5] },
  { code: 'at-risk', recency: [1, 2], frequency: [3, 5] },
  { code: 'new', recency: [5, 5], orders: 1 },
  { code: 'promising', recency: [4, 4], orders: 1 },
  { code: 'potential', recency: [3, 5], frequency: [2, 3] },
  { code: 'needs-attention', recency: [3, 3] },
  { code: 'about-to-sleep', recency: [2, 2] },
  { code: 'lost', recency: [1, 1] },
]
