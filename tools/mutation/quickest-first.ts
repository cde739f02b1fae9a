import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Runs the files that took the least time before the others: the first test that fails ends a run. */
export class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ms = (file: TestSpecification) =>
      this.ctx.cache.getTestSpecificationResult(file)?.duration ?? 0;
    return files.toSorted((one, other) => ms(one) - ms(other));
  }
}
