import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { toFlag } from '../src/argv/flag.ts';
import { listedRoutes, loadCommand, type NamedCommand } from '../src/commands/find-route.ts';
import { routes } from '../src/commands/routes.ts';
import { agentGuide } from '../src/help/agent-guide.ts';

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));

// `vitest run --project cli apps/cli/test/documents.test.ts -u` writes both documents.
describe('the generated parts of the documents are up to date', () => {
  test('the table of commands in docs/cli.md', async () => {
    const path = pathOf('cli.md');
    const commands = await Promise.all(listedRoutes(routes).map(loadCommand));
    const between = /(?<=<!-- commands: generated -->\n\n).*?(?=\n\n<!-- commands: end -->)/s;
    const document = readFileSync(path, 'utf8');
    expect(document).toMatch(between);
    const rows = [['command', 'does', 'flags of its own'], ...commands.map(cellsOf)];
    await expect(document.replace(between, () => tableOf(rows))).toMatchFileSnapshot(path);
  });

  test('docs/agents.md, which is the guide for agents', async () => {
    await expect(agentGuide).toMatchFileSnapshot(pathOf('agents.md'));
  });
});

function cellsOf({ name, brief, command }: NamedCommand): readonly string[] {
  const { usage, args = [], flags } = command;
  const words = args.map(({ placeholder }) => `[<${placeholder}>]`).join(' ');
  const line = `${name} ${usage ?? words}`.trim().replaceAll('|', '\\|');
  const names = Object.keys(flags).map((flag) => `\`${toFlag(flag)}\``);
  return [`\`${line}\``, brief, names.join(', ')];
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0)));
  const [head = '', ...body] = rows.map(
    (cells) => `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [head, rule, ...body].join('\n');
}
