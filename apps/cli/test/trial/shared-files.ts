import type { Taken } from './trial-rules.ts';
import type { Given } from './trial-seat.ts';

/** Steps after which an agent knows nothing of what it has read before. */
const beginnings: ReadonlySet<string> = new Set(['compact', 'clear', 'resume']);

/** Whether a text says that another changes the same file. */
export function saysSameFile({ text }: Given): boolean {
  return text.includes('file that you change');
}

/** What two agents change, and what each was given to read of it. */
export class SharedFiles {
  readonly #touched = new Map<string, Set<string>>();
  readonly #said = new Map<string, Set<string>>();

  /** After half an hour nobody is warned of an edit. */
  forget(): void {
    this.#touched.clear();
  }

  /** Takes in what an agent did and was given. */
  hear({ seat, other, step, given }: Taken): void {
    const mine = of(this.#touched, seat.alias);
    const theirs = of(this.#touched, other.alias);
    const said = of(this.#said, seat.alias);
    if (step.kind === 'edit') mine.add(step.file);
    if (beginnings.has(step.kind)) said.clear();
    if (!saysSameFile(given)) return;
    for (const file of mine) if (theirs.has(file)) said.add(`${other.alias} ${file}`);
  }

  /** The same; returns what is wrong: it edits what another changes, and nothing has said so to it. */
  wrongIn(taken: Taken): readonly string[] {
    this.hear(taken);
    const { seat, other, step } = taken;
    if (step.kind !== 'edit' || !other.isRunning) return [];
    if (!of(this.#touched, other.alias).has(step.file)) return [];
    const isSaid = of(this.#said, seat.alias).has(`${other.alias} ${step.file}`);
    return isSaid ? [] : [`nothing says that both change ${step.file}`];
  }
}

function of(map: Map<string, Set<string>>, alias: string): Set<string> {
  const found = map.get(alias) ?? new Set();
  map.set(alias, found);
  return found;
}
