import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseTOML } from 'toml-eslint-parser';
import { describe, expect, test } from 'vitest';
import { harnesses } from '../src/setup/harness/harnesses.ts';
import { configuredHooks, filesOf, lab } from './support/setup-lab.ts';

const text = readFileSync(new URL('../../../docs/agents.md', import.meta.url), 'utf8');

function sectionOf(heading: string): string {
  const [, rest = ''] = text.split(`\n## ${heading}\n`);
  const [section = ''] = rest.split('\n## ');
  return section;
}

const quotedIn = (markdown: string, form: RegExp): readonly string[] => [
  ...new Set([...markdown.matchAll(form)].map(([, quoted = '']) => quoted)),
];

/** The files that setup writes, as the document calls them. */
async function filesOfSetup(
  harness: string,
  files?: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { me, run } = lab(files);
  const directory = join(me, 'project');
  mkdirSync(directory);
  const words = `setup ${harness} --dry-run --json`;
  const user = filesOf(await run(words, { directory }));
  const project = filesOf(await run(`${words} --project`, { directory }));
  return [
    ...user.map(({ path }) => `~/${relative(me, path)}`),
    ...project.map(({ path }) => relative(directory, path)),
  ];
}

describe.each([...harnesses])('docs/agents.md, of %s,', (name, { title }) => {
  test('names the files that setup writes, and no others', async () => {
    const own = { '.codex/hooks.json': '{}' };
    const written = [...(await filesOfSetup(name)), ...(await filesOfSetup(name, own))];
    const named = quotedIn(sectionOf(title), /`((?:~\/)?\.[a-z][\w./]*)`/g);
    expect(named.toSorted()).toEqual([...new Set(written)].toSorted());
  });

  test('has every event at which a hook runs, and no others', async () => {
    const [heads = [], , ...rows] = sectionOf('What happens when')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const column = heads.indexOf(title);
    const named = quotedIn(rows.map((row) => row[column]).join(), /`(\w+)`/g);
    const events = (await configuredHooks(name)).map(({ event }) => event);
    expect(named.toSorted()).toEqual([...new Set(events)].toSorted());
  });
});

describe('docs/agents.md', () => {
  test('has commands of setup that work', async () => {
    const commands = quotedIn(text, /missionctl (setup \w+(?: --[a-z-]+)*)/g);
    expect(commands.length).toBeGreaterThan(5);
    for (const words of commands) {
      const ran = await lab().run(words.includes('--dry-run') ? words : `${words} --dry-run`);
      expect({ words, code: ran.code }).toEqual({ words, code: 0 });
    }
  });

  test('has settings of sandboxes that can be read', () => {
    const fences = [...sectionOf('What a sandbox must allow').matchAll(/```(\w+)\n(.*?)```/gs)];
    expect(fences.map(([, language]) => language)).toEqual(['json', 'toml', 'json', 'sh']);
    for (const [, language, content = ''] of fences) {
      if (language === 'json') expect(() => JSON.parse(content)).not.toThrow();
      if (language === 'toml') expect(() => parseTOML(content)).not.toThrow();
    }
  });
});
