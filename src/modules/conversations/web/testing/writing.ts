import { screen } from '@testing-library/react'
import { aConversation } from '#conversations/web/testing/samples.ts'

export const open = (change: Parameters<typeof aConversation>[0] = {}) => aConversation({ contactName: 'Martina Quiroga', ...change })
export const field = async (name = 'Respuesta') => (await screen.findByRole('textbox', { name })) as HTMLTextAreaElement
