import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropRoot } from '../drop-root.ts';
import { forms } from '../forms.ts';
import { outcomeOf } from '../outcome.ts';

// keep-owner <directory>: prints, for both forms, what an ordinary user can keep of owners, and what
// is there afterwards. Started by root.
const [directory = ''] = process.argv.slice(2);
chmodSync(directory, 0o777);
const owners = { mine: [65534, 65534], theirs: [1234, 1234], 'of-a-group': [65534, 1234] } as const;
for (const { form } of forms) {
  for (const [name, [uid, gid]] of Object.entries(owners)) {
    const path = join(directory, `${form}-${name}`);
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    chownSync(path, uid, gid);
  }
}
dropRoot();

const found: Record<string, unknown> = {};
for (const { form, replaceFile } of forms) {
  for (const name of Object.keys(owners)) {
    const path = join(directory, `${form}-${name}`);
    const outcome = await outcomeOf(() =>
      replaceFile(path, 'new', { mode: 'keep', owner: 'keep' }),
    );
    const { uid, gid, mode } = statSync(path);
    const text = uid === 1234 || gid === 1234 ? 'old' : readFileSync(path, 'utf8');
    found[`${form} ${name}`] = {
      outcome,
      is: `${uid} ${gid} ${(mode & 0o777).toString(8)} ${text}`,
    };
  }
}
console.log(JSON.stringify(found));
