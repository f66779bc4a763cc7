/**
 * How Node runs the server. A young generation that fits into the processor's cache: with what Node takes by itself on a
 * machine with much memory, lists cost a tenth more and a busy server a third more memory (`npm run bench`).
 */
export const serverFlags = ['--max-semi-space-size=8']
