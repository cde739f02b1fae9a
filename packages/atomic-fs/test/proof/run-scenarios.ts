import { join } from 'node:path';
import { scenarios } from './traced-scenarios.ts';

// Run under strace: every scenario in a directory of its own below the one given, by one runner.
const [runner, root = ''] = process.argv.slice(2);
for (const { name, sync, async } of scenarios) {
  const directory = join(root, name, 'd');
  if (runner === 'sync') sync(directory);
  else await async(directory);
}
