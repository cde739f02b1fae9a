import { once } from 'node:events';
import { closeSync, linkSync, openSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

// hold-as-before <lock>: takes the lock as versions did that published the lock file by link; says
// `held`, and frees it at a line of input; or says `refused`.
const [path = ''] = process.argv.slice(2);
const pending = join(dirname(path), `.${basename(path)}.0123456789ab.tmp`);
closeSync(openSync(pending, 'wx', 0o600));
try {
  linkSync(pending, path);
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
unlinkSync(pending);
const database = new DatabaseSync(path, { timeout: 0 });
try {
  database.exec('PRAGMA journal_mode=MEMORY; BEGIN IMMEDIATE; PRAGMA user_version=1');
  console.log('held');
  await once(process.stdin, 'data');
  database.exec('ROLLBACK');
} catch (error) {
  if ((error as { errcode?: unknown }).errcode !== 5) throw error;
  console.log('refused');
}
database.close();
process.stdin.destroy();
