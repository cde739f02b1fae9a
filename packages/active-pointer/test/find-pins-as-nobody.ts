// Runs in its own process, since it drops its privileges: the pin that it finds in each directory.
import { join } from 'node:path';
import { findPinSync, type PinRefusedError } from '../src/index.ts';

const [project = '', ...names] = process.argv.slice(2);
process.seteuid?.(65_534);

function found(directory: string): string | undefined {
  try {
    return findPinSync(directory)?.missionId;
  } catch (error) {
    const { code, fault, issues } = error as PinRefusedError;
    return `${code} ${fault} ${issues[0]?.code}`;
  }
}

const entries = names.map((name) => [name, found(join(project, name))]);
process.stdout.write(JSON.stringify(Object.fromEntries(entries)));
