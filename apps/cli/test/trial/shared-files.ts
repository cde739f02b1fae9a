import type { Given, TrialSeat } from './trial-seat.ts';
import type { TrialStep } from './trial-step.ts';

const sentence = 'file that you change';

/** What two agents change, and what each was given to read of it. */
export class SharedFiles {
  readonly #touched = new Map<string, Set<string>>();
  readonly #said = new Map<string, Set<string>>();

  /** After half an hour nobody is warned of an edit. */
  forget(): void {
    this.#touched.clear();
  }

  /**
   * What is wrong with what an agent was given: it edits a file that the other has changed, who may be alive,
   * and nothing has said so since it knew nothing.
   */
  check(seat: TrialSeat, other: TrialSeat, step: TrialStep, { text }: Given): readonly string[] {
    const mine = this.#of(this.#touched, seat.alias);
    const theirs = this.#of(this.#touched, other.alias);
    if (step.kind === 'edit') mine.add(step.file);
    const isNew = ['compact', 'clear', 'resume'].includes(step.kind);
    const said = this.#of(this.#said, seat.alias);
    if (isNew) said.clear();
    const shared = [...mine].filter((file) => theirs.has(file));
    const key = (file: string): string => `${other.alias} ${file}`;
    if (text.includes(sentence)) {
      for (const file of shared) said.add(key(file));
    }
    if (step.kind !== 'edit' || !other.isRunning || !theirs.has(step.file)) return [];
    return said.has(key(step.file)) ? [] : [`nothing says that both change ${step.file}`];
  }

  #of(map: Map<string, Set<string>>, alias: string): Set<string> {
    const found = map.get(alias) ?? new Set();
    map.set(alias, found);
    return found;
  }
}

/** Whether a text says that another changes the same file. */
export function saysSameFile({ text }: Given): boolean {
  return text.includes(sentence);
}
