/** Waits for the messages to be drawn, then goes to the first field that has one, or to words that stand below no field. */
export function focusFirst(page: HTMLElement | undefined): void {
  requestAnimationFrame(() => {
    const field = page?.querySelector<HTMLElement>(':is(input, textarea, select, button, [tabindex])[aria-invalid=true]')
    if (field) field.focus()
    else page?.querySelector('[role=alert]')?.scrollIntoView({ block: 'center' })
  })
}
