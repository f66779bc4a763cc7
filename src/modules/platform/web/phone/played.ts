import { createContext } from 'react'

/** Told when the customer listens to a voice note of the business. */
export const PlayedContext = createContext<(messageId: string) => void>(() => {})
