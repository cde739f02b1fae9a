import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forms } from '../forms.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

// on-read-only-mount <directory>: what is refused once the file system is read-only, by form.
const [directory = ''] = process.argv.slice(2);
const at = (name: string): string => join(directory, name);
writeFileSync(at('state.json'), 'old', { mode: 0o644 });
writeFileSync(at('there.lock'), '', { mode: 0o600 });
execFileSync('mount', ['-o', 'remount,bind,ro', directory]);

const found: Record<string, Readonly<Record<string, Outcome>>> = {};
for (const { form, ...call } of forms) {
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    replace: () => call.replaceFile(at('state.json'), 'new'),
    create: () => call.createFile(at('new.json'), 'new'),
    remove: () => call.removeFile(at('state.json')),
    directory: () => call.ensureDirectory(at('new')),
    'lock, there': () => call.acquireLock(at('there.lock'), { timeoutMs: 50 }),
    'lock, there, again': () => call.acquireLock(at('there.lock'), { timeoutMs: 50 }),
    'lock, new': () => call.acquireLock(at('new.lock'), { timeoutMs: 50 }),
    read: async () =>
      (await call.readRegularFile(at('state.json'), { maxBytes: 9, private: 'repair' }))?.repaired,
  };
  const outcomes: Record<string, Outcome> = {};
  for (const [name, run] of Object.entries(calls)) outcomes[name] = await outcomeOf(run);
  found[form] = outcomes;
}
console.log(JSON.stringify({ found, names: readdirSync(directory) }));
