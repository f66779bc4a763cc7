import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { ChannelReport, ChannelSetup, NumberInspection } from '#conversations/contract/channel-health.ts'
import { CreateChannel, TestChannel } from '#conversations/contract/channel.ts'
import { canManageChannels } from '#conversations/contract/permissions.ts'

const One = z.object({ id: Id })

/** Asks the provider about ids and token, step by step; keeps nothing. */
export const inspectNumber = endpoint({
  method: 'POST',
  path: '/number-inspections',
  permission: canManageChannels,
  input: TestChannel,
  output: NumberInspection,
})
/**
 * Keeps a number that the provider confirms, as one that is being connected; else 422 `conversations.channel_refused`. Without
 * `name` it is called as it is at the provider.
 */
export const connectChannel = endpoint({
  method: 'POST',
  path: '/channel-connections',
  permission: canManageChannels,
  input: CreateChannel.extend({ name: CreateChannel.shape.name.optional() }),
  output: z.object({ id: Id }),
})
/** How a number is: what the provider thinks of it, how much of its limits is used, and what failed lately. */
export const getChannelReport = endpoint({
  method: 'GET',
  path: '/channels/:id/report',
  permission: canManageChannels,
  input: One,
  output: ChannelReport,
})
/** How far the connection of a number got; asked again and again while the wizard waits. */
export const getChannelSetup = endpoint({
  method: 'GET',
  path: '/channels/:id/setup',
  permission: canManageChannels,
  input: One,
  output: ChannelSetup,
})
/**
 * Asks the provider to deliver the events of the account here. With `callback` also to this very address, which makes it
 * call us back at once. 422 `conversations.channel_refused` says why not.
 */
export const subscribeChannel = endpoint({
  method: 'PUT',
  path: '/channels/:id/subscription',
  permission: canManageChannels,
  input: One.extend({ callback: z.boolean().default(false) }),
  output: ChannelSetup,
})
/** Registers the number for the API with its two-step PIN; the PIN is passed on and not kept. */
export const registerChannel = endpoint({
  method: 'PUT',
  path: '/channels/:id/registration',
  permission: canManageChannels,
  input: One.extend({ pin: z.string().regex(/^\d{6}$/) }),
  output: ChannelSetup,
})
/** Sends a greeting to the telephone of whoever connects the number: a text while its window is open, else `hello_world`. */
export const testChannelMessage = endpoint({
  method: 'POST',
  path: '/channels/:id/test-messages',
  permission: canManageChannels,
  input: One.extend({ to: z.string().trim().min(6).max(40) }),
  output: ChannelSetup,
})
/** The wizard is over. */
export const finishChannelSetup = endpoint({
  method: 'DELETE',
  path: '/channels/:id/setup',
  permission: canManageChannels,
  input: One,
  output: ChannelSetup,
})
/** Forgets a number whose connection was never finished and that nobody has written to. Else 409. */
export const discardChannel = endpoint({
  method: 'DELETE',
  path: '/channels/:id',
  permission: canManageChannels,
  input: One,
  output: z.object({}),
})
export const setSilenceHours = endpoint({
  method: 'PUT',
  path: '/channels/:id/silence-hours',
  permission: canManageChannels,
  input: One.extend({ hours: z.int().min(1).max(168) }),
  output: z.object({ hours: z.int() }),
})
/** A number of the simulated provider that nobody uses yet, with everything a wizard asks for. Demo organizations only; else 404. */
export const findSpareNumber = endpoint({
  method: 'GET',
  path: '/spare-number',
  permission: canManageChannels,
  input: z.object({}),
  output: z.object({ phoneNumberId: z.string(), wabaId: z.string(), token: z.string(), appSecret: z.string() }),
})
