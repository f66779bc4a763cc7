/** Of each module's words, those that its `web/module.ts` names: made by vite.config.ts. */
declare module 'virtual:labels/*' {
  const labels: import('#web/i18n/tree.ts').Messages
  export default labels
}
