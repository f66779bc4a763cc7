/** The page's own nonce: browsers hide it from the attribute, not from the property. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''

export const styleNonce = (): string => nonce

// The scroll lock of dialogs writes its rule with the nonce it finds under this name (package get-nonce).
Object.assign(globalThis, { __webpack_nonce__: nonce })
