import { describe, expect, test } from 'vitest';
import { filesMatching, isThere, publishedPackages, read, readManifest } from './repository.ts';

const packages = publishedPackages();
const changesets = filesMatching('.changeset/*.md').map((path) => {
  const [, names = ''] = /^---\n(.*?)^---$/ms.exec(read(path)) ?? [];
  return { path, releases: [...names.matchAll(/^['"](.+)['"]: \w+$/gm)].map(([, name]) => name) };
});
const released = new Set(changesets.flatMap(({ releases }) => releases));

describe.each(packages)('$name', ({ name, directory, manifest }) => {
  test('has a README that begins with its name, and the licence of the whole', () => {
    expect(read(`${directory}/README.md`)).toMatch(new RegExp(`^# ${name}\\n\\n\\S`));
    expect(read(`${directory}/LICENSE`)).toBe(read('LICENSE'));
  });

  test('tells its users what changed, or will with the next release', () => {
    expect(isThere(`${directory}/CHANGELOG.md`) || released.has(name)).toBe(true);
  });

  test('says where it comes from, what it needs and under which licence', () => {
    expect(manifest).toMatchObject({
      license: 'MIT',
      description: expect.any(String),
      engines: { node: '>=22.16' },
      repository: { directory },
    });
  });
});

test('changesets name packages that exist', () => {
  const names = packages.map(({ name }) => name);
  expect([...released].filter((name) => name !== undefined && !names.includes(name))).toEqual([]);
});

// The libraries are in its bundle, and not among its dependencies; so nothing else sees to it.
test('who releases a library releases the command line that bundles it', () => {
  const libraries = [...released].filter((name) => name !== 'missionctl');
  expect(libraries.length === 0 || released.has('missionctl')).toBe(true);
});

describe.each(filesMatching('.github/workflows/*.yml'))('%s', (path) => {
  const workflow = read(path);

  test('runs the pnpm that the workspace is pinned to', () => {
    const named = workflow.match(/pnpm@[\d.]+/g) ?? [];
    expect([...new Set(named)]).toEqual([readManifest('package.json').packageManager]);
  });

  test('pins every action by commit, and says which version that is', () => {
    const uses = workflow.match(/uses: .+$/gm) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const use of uses) expect(use).toMatch(/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('grants nothing to the workflow as a whole, and something to each job', () => {
    expect(workflow).toMatch(/^permissions: \{\}$/m);
    const [, jobs = ''] = workflow.split(/^jobs:$/m);
    for (const job of jobs.split(/^ {2}(?=\w)/m).slice(1))
      expect(job).toMatch(/^ {4}permissions:$/m);
  });

  test('uses no cache that another run could have filled', () => {
    const nodes = workflow.match(/uses: actions\/setup-node/g) ?? [];
    expect(workflow.match(/package-manager-cache: false/g) ?? []).toHaveLength(nodes.length);
    expect(workflow).not.toContain('actions/cache');
  });
});

test('only the job that publishes can prove to the registry who it is', () => {
  const jobs = filesMatching('.github/workflows/*.yml').flatMap((path) =>
    (read(path).split(/^jobs:$/m)[1] ?? '').split(/^ {2}(?=\w)/m).slice(1),
  );
  const proving = jobs.filter((job) => job.includes('id-token: write'));
  expect(proving.map((job) => job.split(':')[0])).toEqual(['publish']);
});
