import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

/** What somebody wants with a message. `schedule` is opening hours and appointments alike. */
export const intents = ['greeting', 'price', 'stock', 'order', 'complaint', 'schedule', 'human', 'payment', 'other'] as const
export const Intent = z.enum(intents)
export type Intent = z.infer<typeof Intent>

/** `other`: another language than these; `unknown`: too little to say. */
export const languages = ['es', 'pt', 'en', 'other', 'unknown'] as const
export const Language = z.enum(languages)
export type Language = z.infer<typeof Language>

export const moods = ['negative', 'neutral', 'positive'] as const
export const Mood = z.enum(moods)
export type Mood = z.infer<typeof Mood>

/** What moved the sentiment: the words as they were written, and by how much, -1 to 1. `isIrony`: meant the other way round. */
export const MoodWord = z.object({ text: z.string().max(80), weight: z.number().min(-1).max(1), isIrony: z.boolean() })
export type MoodWord = z.infer<typeof MoodWord>

export const Understanding = z.object({
  language: Language,
  /** -1 to 1, two decimals. */
  sentiment: z.number().min(-1).max(1),
  mood: Mood,
  words: z.array(MoodWord).max(12),
  intent: Intent,
  /** 0 to 1: how sure the intent is. */
  confidence: z.number().min(0).max(1),
})
export type Understanding = z.infer<typeof Understanding>

export const MessageUnderstanding = Understanding.extend({ messageId: Id })
export type MessageUnderstanding = z.infer<typeof MessageUnderstanding>
