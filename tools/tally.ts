import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with `N passed, N failed, N skipped`, and fails a run of no tests. */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        count[test.result().state] += 1;
        tests += 1;
      }
      // A file that broke while loading has no failed test of its own.
      if (module.state() === 'failed' && (tests === 0 || module.errors().length > 0)) {
        count.failed += 1;
      }
    }
    count.failed += count.pending;
    if (count.passed + count.failed === 0) count.failed = 1;
    process.on('exit', () => {
      if (count.failed > 0) process.exitCode ||= 1;
      console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
    });
  }
}
