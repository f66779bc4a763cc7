/**
 * How Node runs the server (figures: `npm run bench`, lists at saturation and memory with a thousand screens).
 *
 * V8 learns from the moments in which many rows live at once to allocate rows in the old generation from the start. There
 * dead ones keep their values alive, nearly all of a request is moved after them, and the heap is marked twice a second:
 * told not to, it answers a quarter more lists and takes less memory. A young generation larger than this is only larger.
 *
 * The old generation may grow by 60 % before it is looked through, instead of up to four times what lives: a server with a
 * thousand screens stays 40 MiB smaller and answers no list slower; with 30 % it would work half as much again for each.
 */
export const serverFlags = ['--max-semi-space-size=8', '--no-allocation-site-pretenuring', '--heap-growing-percent=60']
