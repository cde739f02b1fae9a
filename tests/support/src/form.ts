/** How a function of a package is called: awaited, or blocking the thread. */
export type Form = 'async' | 'sync';

/** Every test of a behavior that has both forms holds for both. */
export const bothForms: readonly Form[] = ['async', 'sync'];
