/** The words that drive takes. */
export const driveIntents = ['active', 'inactive'] as const;
