import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compiledWords, contractsAsData, labelsOfModules } from './vite.config.ts'

/** Screens: what the person sees, in a simulated document. The server's tests run under `node --test`. */
export default defineConfig({
  plugins: [contractsAsData(), compiledWords(), labelsOfModules(), react()],
  css: { modules: { generateScopedName: '[local]' } },
  test: {
    environment: 'happy-dom',
    environmentOptions: { happyDOM: { settings: { device: { prefersReducedMotion: 'reduce' } } } },
    include: ['src/**/*.test.tsx'],
    setupFiles: ['src/web/testing/setup.ts'],
    restoreMocks: true,
    // As main.tsx has it: a refusal that a handler did not wait for is told where it happened.
    onUnhandledError: (error) => (error.name === 'ApiProblem' ? false : undefined),
    // Tests are not about how soon: a machine that is busy elsewhere must not make one fail.
    testTimeout: 40_000,
    pool: 'threads',
    // Screens leave nothing behind that the setup does not clear, and reading all code anew for each file costs more than its tests.
    isolate: false,
    maxWorkers: 2,
    server: { deps: { inline: ['use-intl'] } },
  },
})
