/**
 * How Node runs the server (figures: `npm run bench`, lists at saturation and memory with a thousand screens).
 *
 * A request that waits for the database outlives a collection of the young generation. With a small one nearly every
 * request is moved to the old generation, drags its rows along, and the whole heap is marked twice a second; with a large
 * one the process takes more memory than it may. And V8 learns from a few such moments to allocate rows in the old
 * generation at once, where dead ones keep their values alive: told not to, it answers a quarter more lists.
 */
export const serverFlags = ['--max-semi-space-size=16', '--no-allocation-site-pretenuring']
