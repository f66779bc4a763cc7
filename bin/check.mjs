/** What to run before every commit: all the checks but the ones in the browser. */
process.argv.push('--skip', 'e2e')
await import('./test.mjs')
