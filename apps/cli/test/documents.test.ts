import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { toFlag } from '../src/argv/flag.ts';
import { listedRoutes, loadCommand, type NamedCommand } from '../src/commands/find-route.ts';
import { routes } from '../src/commands/routes.ts';
import { agentGuide } from '../src/help/agent-guide.ts';
import { errorGuide } from '../src/help/error-guide.ts';
import { markdownTable } from '../src/help/markdown-table.ts';

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));

// `vitest run --project cli apps/cli/test/documents.test.ts -u` writes the documents.
describe('the generated parts of the documents are up to date', () => {
  test('the table of commands in docs/cli.md', async () => {
    const path = pathOf('cli.md');
    const commands = await Promise.all(listedRoutes(routes).map(loadCommand));
    const between = /(?<=<!-- commands: generated -->\n\n).*?(?=\n\n<!-- commands: end -->)/s;
    const document = readFileSync(path, 'utf8');
    expect(document).toMatch(between);
    const rows = [['command', 'does', 'flags of its own'], ...commands.map(cellsOf)];
    await expect(document.replace(between, () => markdownTable(rows))).toMatchFileSnapshot(path);
  });

  test('docs/errors.md, which is the guide to every code', async () => {
    await expect(errorGuide()).toMatchFileSnapshot(pathOf('errors.md'));
  });

  test('docs/agent-guide.md, which is the guide for agents', async () => {
    await expect(agentGuide).toMatchFileSnapshot(pathOf('agent-guide.md'));
  });
});

function cellsOf({ name, brief, command }: NamedCommand): readonly string[] {
  const { usage, args = [], flags } = command;
  const words = args.map(({ placeholder }) => `[<${placeholder}>]`).join(' ');
  const line = `${name} ${usage ?? words}`.trim().replaceAll('|', '\\|');
  const names = Object.keys(flags).map((flag) => `\`${toFlag(flag)}\``);
  return [`\`${line}\``, brief, names.join(', ')];
}
