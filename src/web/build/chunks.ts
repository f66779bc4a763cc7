import type { Rolldown } from 'vite'

type Group = Rolldown.CodeSplittingGroup

/** What every start needs, in a few files instead of one per module: each file more is a round trip before something is seen. */
const shell = (name: string, priority: number, test: NonNullable<Group['test']>): Group => ({ name, priority, test, tags: ['$initial'] })

/** Files that are asked for by their own name. */
const entries = /\/src\/web\/(sw\.ts|main\.tsx|index\.html)|\/inbox\.page\.tsx/

/**
 * Which module goes into which file. The libraries of the shell change seldom and stay in the caches of browsers when a
 * release changes the rest; the kit is what most pages share; everything else is divided by page.
 */
export const chunks: Rolldown.CodeSplittingOptions = {
  groups: [
    shell('react', 4, /node_modules\/(react|react-dom|scheduler)\//),
    shell('tanstack', 4, /node_modules\/@tanstack\//),
    shell('mantine', 4, /node_modules\/(@mantine|@floating-ui)\//),
    shell('shell', 3, (id) => !entries.test(id)),
    { name: 'kit', priority: 2, minShareCount: 10, test: /node_modules|\/src\/web\/(?!i18n)/ },
  ],
}
