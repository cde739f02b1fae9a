import { describe, expect, test } from 'vitest';
import { filesMatching, isThere, publishedPackages, read, readManifest } from './repository.ts';

const packages = publishedPackages();
const { homepage } = readManifest('package.json');
const changesets = filesMatching('.changeset/*.md').map((path) => {
  const [, names = ''] = /^---\n(.*?)^---$/ms.exec(read(path)) ?? [];
  return { path, releases: [...names.matchAll(/^['"](.+)['"]: \w+$/gm)].map(([, name]) => name) };
});
const released = new Set(changesets.flatMap(({ releases }) => releases));

describe.each(packages)('$name', ({ name, directory, manifest }) => {
  test('has a README that begins with its name, and the license of the whole', () => {
    expect(read(`${directory}/README.md`)).toMatch(new RegExp(`^# ${name}\\n\\n\\S`));
    expect(read(`${directory}/LICENSE`)).toBe(read('LICENSE'));
  });

  test('lists what changed, or has a changeset for the next release', () => {
    expect(isThere(`${directory}/CHANGELOG.md`) || released.has(name)).toBe(true);
  });

  test('says what it is, where it comes from, what it needs and under which license', () => {
    expect(manifest).toMatchObject({
      license: 'MIT',
      description: expect.any(String),
      keywords: expect.any(Array),
      homepage: `${homepage}/tree/main/${directory}#readme`,
      bugs: `${homepage}/issues`,
      repository: { type: 'git', url: `git+${homepage}.git`, directory },
      engines: { node: '>=22.16' },
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
