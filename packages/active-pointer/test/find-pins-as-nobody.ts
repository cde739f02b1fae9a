// Runs in its own process, since it drops its privileges: the pin that it finds in each directory.
import { join } from 'node:path';
import { findPinSync } from '../src/index.ts';

const [project = '', ...names] = process.argv.slice(2);
process.seteuid?.(65_534);

function found(directory: string): string | undefined {
  try {
    return findPinSync(directory)?.missionId;
  } catch (error) {
    const { code, fault } = error as { readonly code?: string; readonly fault?: string };
    return `${code} ${fault}`;
  }
}

const entries = names.map((name) => [name, found(join(project, name))]);
process.stdout.write(JSON.stringify(Object.fromEntries(entries)));
