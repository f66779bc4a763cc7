/** What other modules may ask of conversations inside their own transaction. */
export { names as channelNames } from '#conversations/server/channels/channels.ts'
export { find as findConversations } from '#conversations/server/conversations/inbox.ts'
export { get as getConversation, start as startConversation } from '#conversations/server/conversations/conversations.ts'
export { assign as assignConversation } from '#conversations/server/conversations/assignment.ts'
export { change as changeState } from '#conversations/server/conversations/states.ts'
export { send as sendMessage } from '#conversations/server/messages/send.ts'
export { say, writeLine } from '#conversations/server/questions/asking.ts'
export { progressOf as messageProgress, waysTo, writeTo } from '#conversations/server/messages/outreach.ts'
export type { Way } from '#conversations/server/messages/outreach.ts'
export { read as readMessage } from '#conversations/server/messages/one-message.ts'
export { write as writeNote } from '#conversations/server/messages/notes.ts'
/** For whoever answers before a person does. */
export * as firstWord from '#conversations/server/first-word/first-word.ts'
export {
  createForDemo as createDemoChannel,
  simulatedFile,
  simulatedNumbers,
  spareNumbers,
} from '#conversations/server/channels/demo-channel.ts'
export { recent as recentSimulatedChats, type SimulatedChat } from '#conversations/server/channels/simulated-chats.ts'
export { simulatedTemplates } from '#conversations/server/templates/demo-templates.ts'
