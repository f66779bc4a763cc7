export function findLifeline(): string[]
