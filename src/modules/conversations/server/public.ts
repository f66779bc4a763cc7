/** What other modules may ask of conversations inside their own transaction. */
export { names as channelNames } from '#conversations/server/channels/channels.ts'
export { get as getConversation } from '#conversations/server/conversations/conversations.ts'
export { send as sendMessage } from '#conversations/server/messages/send.ts'
export { say, writeLine } from '#conversations/server/questions/asking.ts'
export { progressOf as messageProgress, waysTo, writeTo } from '#conversations/server/messages/outreach.ts'
export { read as readMessage } from '#conversations/server/messages/one-message.ts'
/** For whoever answers before a person does. */
export * as firstWord from '#conversations/server/first-word/first-word.ts'
export { simulatedFile, simulatedNumbers } from '#conversations/server/channels/demo-channel.ts'
