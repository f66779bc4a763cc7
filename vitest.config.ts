import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compiledWords, contractsAsData } from './vite.config.ts'

/** Screens: what the person sees, in a simulated document. The server's tests run under `node --test`. */
export default defineConfig({
  plugins: [contractsAsData(), compiledWords(), react()],
  css: { modules: { generateScopedName: '[local]' } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.tsx'],
    setupFiles: ['src/web/testing/setup.ts'],
    restoreMocks: true,
    testTimeout: 10_000,
    pool: 'threads',
    maxWorkers: 2,
    server: { deps: { inline: ['use-intl'] } },
  },
})
