import { searchable } from '#kernel/contract/text.ts'
import type { ActiveFlow } from '#bots/server/flows/flows.store.ts'

type About = { channelId: string; brandId: string; isOpen: boolean; text: string }

/** The first flow, in their order, whose messages these are. */
export const flowFor = (flows: readonly ActiveFlow[], about: About): ActiveFlow | undefined =>
  flows.find(({ trigger }) => answers(trigger, about))

function answers({ channelIds, brandIds, hours, words }: ActiveFlow['trigger'], { channelId, brandId, isOpen, text }: About): boolean {
  if (channelIds.length > 0 && !channelIds.includes(channelId)) return false
  if (brandIds.length > 0 && !brandIds.includes(brandId)) return false
  if (hours !== 'always' && (hours === 'open') !== isOpen) return false
  const plain = plainOf(text)
  return words.length === 0 || words.some((word) => plainOf(word).trim() !== '' && plain.includes(plainOf(word)))
}

/** Between blanks, so that whole words are compared. */
const plainOf = (text: string): string =>
  ` ${searchable(text.slice(0, 1000))
    .replace(/[^a-z0-9ñ]+/g, ' ')
    .trim()} `
