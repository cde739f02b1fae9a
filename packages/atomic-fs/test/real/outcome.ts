/** The outcome of one call, in a form that a program can print and a test can compare. */
export type Outcome =
  | { readonly done: unknown }
  | { readonly code: unknown; readonly path: unknown; readonly facts: string };

export async function outcomeOf(call: () => unknown): Promise<Outcome> {
  try {
    return { done: (await call()) ?? null };
  } catch (error) {
    const { code, path, step, outcome, reason, kind } = error as Record<string, unknown>;
    const cause = (error as { cause?: { code?: unknown } }).cause?.code;
    const facts = [step, outcome, reason, kind, cause].filter((fact) => fact !== undefined);
    return { code, path, facts: facts.join(' ') };
  }
}
