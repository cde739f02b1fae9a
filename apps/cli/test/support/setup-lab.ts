import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse } from 'jsonc-parser';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { type Ran, type Surroundings, type TestHome, tempDirectory, testHome } from './run.ts';

/** A home of a user in which harnesses are set up. */
export interface Lab {
  /** The home of the user, and of the harnesses. */
  readonly me: string;
  readonly home: TestHome;
  run(words: string, around?: Surroundings): Promise<Ran>;
  put(path: string, content: string | Uint8Array): string;
  /** Every file, directory and link below the home, with its mode, and its bytes or target. */
  everything(): Readonly<Record<string, string>>;
}

/** @param files - paths below the home of the user, and what is in each */
export function lab(files: Readonly<Record<string, string>> = {}): Lab {
  const me = join(tempDirectory(), 'me');
  mkdirSync(me);
  const home = testHome(join(me, '../missionctl'));
  const put = (path: string, content: string | Uint8Array): string => {
    const file = join(me, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  for (const [path, content] of Object.entries(files)) chmodSync(put(path, content), 0o640);
  return {
    me,
    home,
    run: (words, around = {}) => home.run(words, { userHome: me, directory: me, ...around }),
    put,
    everything: () =>
      Object.fromEntries(
        readdirSync(me, { recursive: true, withFileTypes: true }).map((entry) => {
          const path = join(entry.parentPath, entry.name);
          const mode = (lstatSync(path).mode & 0o777).toString(8);
          const content = entry.isFile() ? readFileSync(path, 'latin1') : '';
          const target = entry.isSymbolicLink() ? readlinkSync(path) : '';
          return [relative(me, path), `${mode} ${content}${target}`];
        }),
      ),
  };
}

/** What is configured in a file, whatever its format. */
export function contentOf(text: string, path: string): unknown {
  return path.endsWith('.toml')
    ? getStaticTOMLValue(parseTOML(text))
    : parse(text.replace('\uFEFF', ''));
}

/** What setup has said of each file. */
export function filesOf({
  json,
}: Ran): readonly { readonly path: string; readonly action: string; readonly diff?: string }[] {
  return json.data?.['files'] as never;
}

/** Every command that the harness would run for a hook, and the words that start its server. */
export function commandsIn(content: unknown): {
  readonly hooks: readonly string[];
  readonly servers: readonly (readonly string[])[];
} {
  const {
    hooks = {},
    mcpServers,
    mcp_servers,
  } = content as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const handlers = Object.values(hooks)
    .flat()
    .flatMap((group) => {
      const { hooks: inner } = group as { readonly hooks?: readonly unknown[] };
      return inner ?? [group];
    });
  const all = Object.values(mcpServers ?? mcp_servers ?? {}) as readonly {
    readonly command: string;
    readonly args?: readonly string[];
  }[];
  return {
    hooks: handlers.map((handler) => (handler as { readonly command: string }).command),
    servers: all.map(({ command, args = [] }) => [command, ...args]),
  };
}

/** A hook in the configuration of a harness. */
export interface ConfiguredHook {
  readonly event: string;
  readonly matcher: string | undefined;
  readonly timeout: number;
  readonly condition: string | undefined;
}

/** What a harness runs a hook for, once it is set up. */
export async function configuredHooks(harness: string): Promise<readonly ConfiguredHook[]> {
  const [file] = filesOf(await lab().run(`setup ${harness} --yes --json`));
  const path = file?.path ?? '';
  const { hooks } = contentOf(readFileSync(path, 'utf8'), path) as {
    readonly hooks: Readonly<Record<string, readonly Readonly<Record<string, never>>[]>>;
  };
  return Object.entries(hooks).flatMap(([event, groups]) =>
    groups.flatMap((group) => {
      const { matcher, hooks: handlers = [group] } = group;
      return [...(handlers as readonly Readonly<Record<string, never>>[])].map((handler) => ({
        event,
        matcher,
        timeout: handler['timeout'] ?? 0,
        condition: handler['if'],
      }));
    }),
  );
}

export const harnessNames: readonly string[] = ['claude', 'codex', 'gemini', 'cursor'];
